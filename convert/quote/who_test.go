package quote

import (
	"slices"
	"testing"

	"github.com/dsbuild/dsbuild/schema"
)

// meant are texts in which it is not the name beside the verb, or no name at all, that says
// who speaks: the names of the speakers of what is in marks, or said to be said, in order.
var meant = []struct {
	name, text string
	want       []string
}{
	{"party before a surname", "Olwen Roe, the Labour MP for Pont, came. Claire Roe, the economic secretary, came too.\n\nThe Labour Roe said that it leaks in winter. Claire Roe said that it was dry. The Labour Roe said that she would vote.", []string{"Olwen Roe", "Claire Roe", "Olwen Roe"}},
	{"the dead do not speak", "Daniel Roe, 19, drowned in May. His father, Martin Roe, has sued. Daniel Roe had worked on the ferry for a year.\n\n“He could not swim,” Roe said.", []string{"Martin Roe"}},
	{"was killed", "Anita Roe came to the hearing. Her son Daniel Roe was killed on the bridge in May.\n\n“Nobody warned him of the hole,” Roe said.", []string{"Anita Roe"}},
	{"the death of", "Anita Roe came to the hearing on the death of Daniel Roe.\n\n“Nobody warned him of the hole,” Roe said.", []string{"Anita Roe"}},
	{"the late", "Anita Roe wrote about the late Daniel Roe.\n\n“He loved the river,” Roe said.", []string{"Anita Roe"}},
	{"who killed is not dead", "Martin Roe killed a swan. Daniel Roe, who saw it, was at the hearing.\n\n“It was an accident,” Roe said.", []string{"Daniel Roe"}},
	{"the accused, not the victim", "Peter Doe, 40, came to the court in Hull. Martin Roe was found dead in the river in May.\n\n“I was never there,” he told the court.", []string{"Peter Doe"}},
	{"the pope", "Pope Sixtus spoke on Sunday. “Silence the guns,” the pope said from his window.", []string{"Sixtus"}},
	{"the king and the princess", "King Aldric sent a message. “You are not alone,” the king wrote. Princess Inge came. The princess said that she had met nurses.", []string{"Aldric", "Inge"}},
	{"the nurse", "Nurse Ann Roe works nights. “We sleep when we can,” the nurse said.", []string{"Ann Roe"}},
	{"lawyers for somebody", "Peter Doe was charged in May. “He is innocent,” lawyers for Doe said.", []string{"lawyers for Doe"}},
	{"a lawyer of somebody", "Peter Doe was charged in May. “He is innocent,” Doe's lawyer said.", []string{"Doe's lawyer"}},
	{"announced", "And from Chairwoman Ann Roe:\n\n“Lena knows small ports and gets things built on time.”", []string{"Ann Roe"}},
	{"announced with a role", "From the desk of Peter Doe, vice president for policy at Brightwater:\n\n“Seeing how fast the water rises is the first step.”", []string{"Peter Doe"}},
	{"names below", "The readers wrote to us.\n\n“My mother is 88 and the nearest branch is far.”\n\nEithne Corr, Ballymoss\n\n“A bank is not a shop. You cannot just pull down the shutter.”\n\nCouncillor Morag Reid, Isle of Sorn\n\nThe review will report in the autumn.", []string{"Eithne Corr", "Morag Reid"}},
	{"names above", "The readers wrote to us.\n\nEithne Corr, Ballymoss\n\n“My mother is 88 and the nearest branch is far.”\n\nCouncillor Morag Reid, Isle of Sorn\n\n“A bank is not a shop. You cannot just pull down the shutter.”\n\nThe review will report in the autumn.", []string{"Eithne Corr", "Morag Reid"}},
	{"a sentence below is no name", "Peter Doe said it leaks. “It leaks, and it always did.”\n\n“We have told the county about it for years.”\n\nAnn Roe, who heard it, left.", []string{"Peter Doe", "Peter Doe"}},
	{"turns after a question", "Ann Roe met Peter Doe.\n\n“Does it leak?” Roe asked.\n\n“Since May,” Doe said.\n\n“And who shall pay?”\n\n“The county, I think.”\n\n“They will not.”\n\nThe bridge opens in May.", []string{"Ann Roe", "Peter Doe", "Ann Roe", "Peter Doe", "Ann Roe"}},
	{"turns of he and she", "Ann Roe met Peter Doe.\n\n“It leaks,” she said.\n\n“It does not,” he said.\n\n“It has leaked since May.”\n\n“Then mend it.”", []string{"Ann Roe", "Peter Doe", "Ann Roe", "Peter Doe"}},
	{"who goes on in the next paragraph", "“It leaks,” Ann Roe said.\n\n“It does not leak,” Peter Doe said.\n\n“We have looked at it in May and again in June, and there was no hole in the deck or in the piers.”\n\nThe bridge opens in May.", []string{"Ann Roe", "Peter Doe", "Peter Doe"}},
	{"shot back", "“Nobody reads the packet, Joan,” shot back Eddie Marl, a welder.\n\n“We will be back with lawyers,” fired back Marl.", []string{"Eddie Marl", "Eddie Marl"}},
	{"chimed in", "“Boats carry fish,” chimed in Moses Tate.", []string{"Moses Tate"}},
}

// TestMeant holds who is meant.
func TestMeant(t *testing.T) {
	for _, c := range meant {
		var got []string
		for _, q := range annotate(c.text).Quotes {
			if q.Kind != schema.QuoteNotSpeech && q.SpeechConfidence >= 0.5 {
				got = append(got, q.SpeakerName)
			}
		}
		if !slices.Equal(got, c.want) {
			t.Errorf("%s: got %q, want %q", c.name, got, c.want)
		}
	}
}

// TestTurnsAreStatements holds that the turns of an exchange are never one statement.
func TestTurnsAreStatements(t *testing.T) {
	seen := map[int]bool{}
	for _, q := range annotate("Ann Roe met Peter Doe.\n\n“Does it leak?” Roe asked.\n\n“Since May,” Doe said.\n\n“And who shall pay?”\n\n“The county, I think.”").Quotes {
		if seen[q.Statement] {
			t.Errorf("two turns are statement %d", q.Statement)
		}
		seen[q.Statement] = true
	}
	if len(seen) != 4 {
		t.Errorf("%d statements, want 4", len(seen))
	}
}

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
	{"offices that are surnames", "“It leaks in winter,” Mr. King said. “It does not leak,” Ms. Baker said. “Mend it now,” Mrs. Bishop added.", []string{"King", "Baker", "Bishop"}},
	{"an office is called so", "Governor Ann Roe came. “It leaks in winter,” Mr. Speaker said. Mr. President, she said, it leaks in winter.", []string{"Mr. Speaker", "Ann Roe"}},
	{"a month is nobody", "The May report was late, said clerk Peter Doe. The count points to a good year, he said.", []string{"Peter Doe", "Peter Doe"}},
	{"a part of a town is nobody", "Peter Doe sits in a cafe in West London. It is free of the noise of Central London. “That may be where the fun is,” he admits.", []string{"Peter Doe"}},
	{"bodies with an owner", "According to the U.S. Attorney's Office, the van was traced to Hull. The People’s Daily warned that the quay is unsafe.", []string{"U.S. Attorney's Office", "People’s Daily"}},
	{"the group, by name", "Holbank owns the mill. The group, Millworkers Union, was formed in spring. The group said on Monday that the deal is unclear.", []string{"Millworkers Union"}},
	{"the studio", "Lumen Games has been robbed. The studio posted on X that it is “saddened and angered” by the theft. Lumen said it would go on.", []string{"Lumen Games", "Lumen Games"}},
	{"the company of a place", "Hull-based Morley, a chain of 30 shops, is in debt. Morley buys the Harbour Bank in May. But the company said that it has the money.", []string{"Morley"}},
	{"the statement", "Holbank Group denied it in a statement on its website.\n\n“We were shocked to see the letter,” the statement read.", []string{"Holbank Group"}},
	{"the statement of the company", "Tarn Records has a new singer. The company sent a statement to the paper.\n\n“We were shocked to see the letter,” the statement read.", []string{"Tarn Records"}},
	{"a statement of nobody", "The editor waits for a statement. Ann Roe came.\n\n“We were shocked to see the letter,” the statement read.", []string{"the statement"}},
	{"a lead's expert", "The river will rise in May, an expert has warned.\n\nFlood scientist Ann Roe lives in Hull.", []string{"Ann Roe"}},
	{"a lead's other people", "The river will rise in May, a doctor has warned.\n\nMayor Ann Roe lives in Hull.", []string{"a doctor"}},
	{"two with a calling", "The captain, Ann Roe, and the engineer, Peter Doe, came. “It was foggy,” the captain said. “The pump failed,” said the engineer.", []string{"Ann Roe", "Peter Doe"}},
	{"is a patient", "Dr. Ann Roe works here. Peter Doe is a patient. “There are no beds,” the doctor said. “I waited all night,” the patient said.", []string{"Ann Roe", "Peter Doe"}},
	{"her brother by name", "Ann Roe met her brother Peter Roe at the quay. “The boat is late,” her brother said.", []string{"Peter Roe"}},
	{"not who spoke just before", "Ann Roe says it leaks in winter, but the clerk says that it does not leak.", []string{"Ann Roe", "the clerk"}},
	{"both offices", "The former first lady and Senate candidate said the bridge leaks in winter.", []string{"The former first lady and Senate candidate"}},
	{"two ministries", "The Norwegian and Danish defense ministries said that the bridge leaks.", []string{"The Norwegian and Danish defense ministries"}},
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

package turns_test

import (
	"fmt"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/dsbuild/dsbuild/convert/turns"
	"github.com/dsbuild/dsbuild/internal/text"
)

// read prints a transcript one paragraph a line: what it is, who speaks, what is said.
func read(body string) []string {
	paragraphs := text.Paragraphs(body)
	t := turns.Find(body, paragraphs)
	if t == nil {
		return nil
	}
	var out []string
	for i, l := range t.Lines {
		kind := [...]string{"-", "turn", "label", "more", "note", "heading"}[l.Kind]
		if l.Speaker < 0 {
			out = append(out, kind)
			continue
		}
		s := t.Speakers[l.Speaker]
		who := s.Name
		switch {
		case s.Asks:
			who = "Q"
		case s.Answer:
			who = "A"
		case s.Office:
			who = "the " + who
		}
		if s.Role != "" {
			who += " <" + s.Role + ">"
		}
		out = append(out, fmt.Sprintf("%s %s: %s", kind, who, body[l.Said.Start:l.Said.End]))
		if l.Said.Start < paragraphs[i].Start && !l.Said.Empty() || l.Said.End > paragraphs[i].End {
			out = append(out, "outside its paragraph")
		}
	}
	return out
}

func join(paragraphs ...string) string { return strings.Join(paragraphs, "\n\n") }

func TestFind(t *testing.T) {
	for _, c := range []struct {
		name, text string
		want       []string
	}{
		{"hearing", join("The panel met at 9 a.m.", "SEN. VALE: Who signed it?", "MR. ORDE: I did, Senator.", "I signed it twice.", "[Laughter.]",
			"SEN. DE LUNE: Twice? (Laughter.)", "MR. ORDE: [Off mike.] Yes.", "[Whereupon, at noon, the hearing was adjourned.]"), []string{
			"-", "turn VALE <SEN.>: Who signed it?", "turn ORDE: I did, Senator.", "more ORDE: I signed it twice.", "note",
			"turn DE LUNE <SEN.>: Twice?", "turn ORDE: Yes.", "note",
		}},
		{"chair with a name", join("The ACTING SPEAKER (Mr Lund): The member for Vale.", "Ms HEATH (Vale—Minister for Ports) (11:20): I thank the member.",
			"Mr Tove interjecting—", "Mr TOVE (Marsh): When does it open?", "The ACTING SPEAKER: Order!", "Ms HEATH: In May."), []string{
			"turn Lund <The ACTING SPEAKER>: The member for Vale.", "turn HEATH <Vale—Minister for Ports>: I thank the member.", "note",
			"turn TOVE <Marsh>: When does it open?", "turn Lund <The ACTING SPEAKER>: Order!", "turn HEATH <Vale—Minister for Ports>: In May.",
		}},
		{"points", join("HARBOR ACT", "The PRESIDING OFFICER. The Senator from Maine.", "Mr. VALE. Mr. President, I rise today. I shall be brief.",
			"Ms. O'DARE of Maine. Will he yield?", "Mr. VALE (continuing). I yield.", "Ms. O'DARE of Maine. I thank him."), []string{
			"-", "turn the The PRESIDING OFFICER: The Senator from Maine.", "turn VALE: Mr. President, I rise today. I shall be brief.",
			"turn O'DARE: Will he yield?", "turn VALE: I yield.", "turn O'DARE: I thank him.",
		}},
		{"court", join("THE COURT: Call the witness.", "MR. VALE: We call Dr. Ann Orde.", "Q. Where were you?", "A. At the ferry.", "Q. Alone?", "A. Yes.", "THE COURT: We will rise."), []string{
			"turn the THE COURT: Call the witness.", "turn VALE: We call Dr. Ann Orde.", "turn Q: Where were you?", "turn A: At the ferry.", "turn Q: Alone?", "turn A: Yes.",
			"turn the THE COURT: We will rise.",
		}},
		{"broadcast", join("JANE VALE, HOST: Who pays for the ferry?", "TOM ORDE, BYLINE: Both towns pay.", "VALE: And when?", "(SOUNDBITE OF FERRY)", "ORDE: In May, I think.", "Copyright © 2026 Port Radio."), []string{
			"turn JANE VALE <HOST>: Who pays for the ferry?", "turn TOM ORDE <BYLINE>: Both towns pay.", "turn JANE VALE <HOST>: And when?", "note", "turn TOM ORDE <BYLINE>: In May, I think.", "-",
		}},
		{"interview with an end of the paper's own", join("Ann Orde runs the ferry.", "Jane Vale: How is the ferry?", "Ann Orde: I like it.", "It is old.", "Jane Vale: Do you own it?", "Ann Orde: We do.",
			"The ferry opens in May."), []string{
			"-", "turn Jane Vale: How is the ferry?", "turn Ann Orde: I like it.", "more Ann Orde: It is old.", "turn Jane Vale: Do you own it?", "turn Ann Orde: We do.", "-",
		}},
		{"labels alone", join("The Minister for Ports (Ann Orde)", "I beg to move that the bill be read.", "Jon Vale (Hill) (Lab)", "Will she give way?", "Ann Orde", "I will not give way.",
			"Jon Vale", "I am sorry to hear it.", "Question put and agreed to."), []string{
			"label Ann Orde <The Minister for Ports>: ", "more Ann Orde <The Minister for Ports>: I beg to move that the bill be read.",
			"label Jon Vale <Hill, Lab>: ", "more Jon Vale <Hill, Lab>: Will she give way?",
			"label Ann Orde <The Minister for Ports>: ", "more Ann Orde <The Minister for Ports>: I will not give way.",
			"label Jon Vale <Hill, Lab>: ", "more Jon Vale <Hill, Lab>: I am sorry to hear it.", "note",
		}},
		{"German", join("Präsidentin Dr. Anna Lund: Ich eröffne die Sitzung.", "Jan Tove (Mitte): Frau Präsidentin, wir stimmen zu.", "(Beifall bei der Mitte)", "Präsidentin Dr. Anna Lund: Vielen Dank.",
			"Jan Tove (Mitte): Ich danke Ihnen."), []string{
			"turn Anna Lund <Präsidentin>: Ich eröffne die Sitzung.", "turn Jan Tove <Mitte>: Frau Präsidentin, wir stimmen zu.", "note",
			"turn Anna Lund <Präsidentin>: Vielen Dank.", "turn Jan Tove <Mitte>: Ich danke Ihnen.",
		}},
		{"French", join("M. le président. La séance est ouverte.", "M. Jean Lund (Centre). Je vous remercie.", "Mme Anne Tove. Nous voterons contre.", "M. le président. Le vote est clos."), []string{
			"turn the M. le président: La séance est ouverte.", "turn Jean Lund <Centre>: Je vous remercie.", "turn Anne Tove: Nous voterons contre.", "turn the M. le président: Le vote est clos.",
		}},
		{"seats, and no word of who speaks to whom", join("Jon Vale (Hill) (Lab): The bridge leaks.", "Ann Orde (Marsh) (Con): The ferry does not.", "Jon Vale (Hill) (Lab): The ferry is old.",
			"Ann Orde (Marsh) (Con): The bridge is older."), []string{
			"turn Jon Vale <Hill, Lab>: The bridge leaks.", "turn Ann Orde <Marsh, Con>: The ferry does not.", "turn Jon Vale <Hill, Lab>: The ferry is old.",
			"turn Ann Orde <Marsh, Con>: The bridge is older.",
		}},
		{"a list of labels", join("Price: 20 crowns.", "Where: the pier.", "Price: 30 crowns.", "Where: the quay.", "Price: 40 crowns."), nil},
		{"products", join("Vale Lamp: It shines.", "Orde Lamp: It shines as well.", "Vale Lamp: It is cheap.", "Orde Lamp: It costs more.", "Vale Lamp: It is red."), nil},
		{"reactions of many", join("Ann Orde: I like it.", "Jon Vale: We do not.", "Tom Tove: I might.", "Eve Lund: You know best."), nil},
		{"companies", join("General Ports: Shares fell.", "First Bank: Shares rose.", "General Ports: They fell again.", "First Bank: They rose again."), nil},
		{"a lettered list", join("A. The pier is old.", "B. The quay is new.", "C. The ferry is late.", "D. The pier is closed.", "A. It opens in May."), nil},
		{"a story", join("Ann Orde came to the pier.", "“It leaks,” she said.", "The pier: a history.", "It was built in 1920."), nil},
	} {
		t.Run(c.name, func(t *testing.T) {
			if diff := cmp.Diff(c.want, read(c.text)); diff != "" {
				t.Errorf("-want +got\n%s", diff)
			}
		})
	}
}

// TestStamps: how far into a recording a turn begins, in the ways that programs print it.
func TestStamps(t *testing.T) {
	said := [][2]string{{"Jane Vale", "Who pays for the ferry?"}, {"Tom Orde", "Both towns pay."}, {"Jane Vale", "And when does it open?"}, {"Tom Orde", "It opens in May."}}
	var want []string
	for _, s := range said {
		want = append(want, fmt.Sprintf("turn %s: %s", s[0], s[1]))
	}
	for _, label := range []string{"%[2]s [0:%02[1]d]: ", "%[2]s (00:%02[1]d) ", "[00:00:%02[1]d] %[2]s: ", "(3:%02[1]d) %[2]s: ", "1:03:%02[1]d %[2]s: ", "00:%02[1]d | %[2]s: "} {
		var lines []string
		for i, s := range said {
			lines = append(lines, fmt.Sprintf(label, 7*i+3, s[0])+s[1])
		}
		if diff := cmp.Diff(want, read(join(lines...))); diff != "" {
			t.Errorf("%q: -want +got\n%s", label, diff)
		}
	}
	for _, label := range []string{"%[2]s %[1]ds", "%[2]s 2m %[1]ds", "%[2]s 1h 2m %[1]ds", "%[2]s 0:%02[1]d", "%[2]s 1:00:%02[1]d", "%[2]s [12:%02[1]d]", "%[2]s (12:%02[1]d)", "%[2]s | 12:%02[1]d", "%[2]s – 12:%02[1]d", "%[2]s (12:%02[1]d):"} {
		var lines, want []string
		for i, s := range said {
			lines = append(lines, fmt.Sprintf(label, 7*i+3, s[0]), s[1])
			want = append(want, fmt.Sprintf("label %s: ", s[0]), fmt.Sprintf("more %s: %s", s[0], s[1]))
		}
		if diff := cmp.Diff(want, read(join(lines...))); diff != "" {
			t.Errorf("%q: -want +got\n%s", label, diff)
		}
		// A turn whose words are lost is nobody's words.
		lines = append(lines, fmt.Sprintf(label, 40, "Jane Vale"), fmt.Sprintf(label, 45, "Tom Orde"), "I do not know.", fmt.Sprintf(label, 50, "Jane Vale"))
		want = append(want, "label Jane Vale: ", "label Tom Orde: ", "more Tom Orde: I do not know.", "label Jane Vale: ")
		if diff := cmp.Diff(want, read(join(lines...))); diff != "" {
			t.Errorf("%q: -want +got\n%s", label, diff)
		}
	}
	for name, lines := range map[string][]string{
		"results": {"Jane Vale 2:03:15", "Tom Orde 2:03:40", "Jane Vale 2:04:01", "Tom Orde 2:04:07", "Jane Vale 2:05:10", "They ran along the quay."},
		"verses":  {"Jude 1:03", "I felt I had to write to you.", "Mark 1:04", "We came to the river.", "Jude 1:05", "I remind you.", "Mark 1:06", "He ate what we eat."},
		"falling": {"Jane Vale 14:03", "I was at the pier.", "Tom Orde 13:50", "We saw you there.", "Jane Vale 12:20", "I go there daily.", "Tom Orde 11:00", "You told us so."},
	} {
		if got := read(join(lines...)); got != nil {
			t.Errorf("%s: %q", name, got)
		}
	}
}

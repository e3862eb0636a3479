package quote

import (
	"slices"
	"strings"
	"testing"

	"github.com/dsbuild/dsbuild/schema"
)

// spokenMarks is what somebody says in the patterns below: MARKS there.
const spokenMarks = "“The bridge leaks in winter and nobody mends it"

// kindsOfSpeakers are ways to say who speaks, each with every one of its words. The speaker of each
// MARKS is the name behind the bar; "-" for nobody by that name, "" for no speech at all.
var kindsOfSpeakers = []struct {
	kind     string
	words    []string // for WORD
	patterns []string
}{
	{"a day of the week as a first name", []string{"Sunday", "Friday", "Monday", "Tuesday", "Saturday"}, []string{
		"The ferry stops. MARKS,” said WORD Okafor, who runs it.|WORD Okafor", "WORD Okafor, a clerk, lives here. MARKS,” said Okafor.|WORD Okafor",
		"The mayor met WORD Okafor at the quay. MARKS,” Okafor said.|WORD Okafor", "WORD Okafor said the bridge leaks in winter.|WORD Okafor",
		"According to WORD Okafor, the bridge leaks in winter.|WORD Okafor", "On WORD Farrow said the bridge leaks in winter.|Farrow",
		"MARKS,” Ann Roe said WORD.|Ann Roe", "Late WORD Roe said the bridge leaks in winter.|Roe",
	}},
	{"they, one person", []string{"Robin Ash", "Alex Marsh", "Quill Danner"}, []string{
		"WORD, who uses they/them pronouns, runs the ferry. MARKS,” they said.|WORD", "WORD is nonbinary and runs the ferry. MARKS,” they said.|WORD",
		"WORD runs the ferry. “It leaks,” said WORD. MARKS,” they added.|WORD", "WORD met the officials. The officials left early. MARKS,” they said.|-",
		"WORD and Bo Marsh run the ferry. MARKS,” they said.|-", "“It leaks,” said WORD. The owners have the plans. MARKS,” they said.|-",
	}},
	{"a calling", []string{"nurse", "baker", "welder", "midwife", "gardener", "surgeon", "counterpart"}, []string{
		"Maria Low, a WORD at the port, met Councillor Ida Fenner. MARKS,” the WORD said.|Maria Low", "Councillor Ida Fenner met a WORD named Maria Low. MARKS,” said the WORD.|Maria Low",
		"Councillor Ida Fenner met a WORD. MARKS,” said the WORD.|a WORD", "Maria Low met a WORD, Ida Fenner, at the port. MARKS,” the WORD said.|Ida Fenner",
	}},
	{"somebody's", []string{"opponent", "rival", "predecessor", "deputy", "counterpart", "lawyer"}, []string{
		"Senator Jane Roe spoke in Hull. Her WORD, Mark Low, stayed away. MARKS,” her WORD said.|Mark Low", "Senator Jane Roe faces Mark Low, her WORD, in May. MARKS,” her WORD said.|Mark Low",
		"Senator Jane Roe spoke in Hull. MARKS,” her WORD said.|her WORD", "Senator Jane Roe spoke in Hull. MARKS,” said Roe's WORD.|Roe's WORD",
		"Mayor Jane Roe met her Rossian WORD, Mark Low, in Hull. MARKS,” said her Rossian WORD.|Mark Low",
	}},
	{"his counterpart, of a counterpart", []string{"Mark Low", "Ida Fenner"}, []string{
		"Mayor Jane Roe met her counterpart, WORD, in Hull. “It leaks,” WORD said. MARKS,” WORD's counterpart said.|-", "Mayor Jane Roe met her counterpart, WORD. “It leaks,” WORD said. MARKS,” his counterpart said.|Jane Roe",
	}},
	{"of a country", []string{"Rossia", "Oldenia"}, []string{
		"Prime Minister Ivo Brandt of WORD met Prime Minister Lena Korr of Vareland. MARKS,” the WORDn prime minister said.|Ivo Brandt",
		"Prime Minister Lena Korr of Vareland met Prime Minister Ivo Brandt of WORD. MARKS,” said the WORDn prime minister.|Ivo Brandt",
		"Prime Minister Lena Korr met her WORDn counterpart, Ivo Brandt, in Hull. MARKS,” the WORDn prime minister said.|Ivo Brandt",
	}},
	{"as somebody put it", []string{"Ann Roe", "Mayor Ann Roe"}, []string{
		"As WORD put it, MARKS.”|Ann Roe", "MARKS,” as WORD put it.|Ann Roe", "MARKS,” as WORD puts it.|Ann Roe", "WORD put it this way: MARKS.”|Ann Roe", "The plan has “a flaw at its heart,” as WORD put it.|Ann Roe",
	}},
	{"announced", []string{"Chairwoman Lena Marsh", "Commissioner Bo Reyle"}, []string{
		"The commission met.\n\nAnd from WORD: MARKS.”|NAME", "The commission met.\n\nAnd from WORD:\n\nMARKS.”|NAME", "The commission met.\n\nStatement of WORD:\n\nMARKS.”|NAME",
		"The commission met.\n\nFrom the office of WORD: MARKS.”|NAME", "The commission met.\n\nWORD on the news:\n\nMARKS.”|NAME",
	}},
	{"below a pull quote", []string{"Ann Roe", "Councillor Ann Roe", "— Ann Roe", "~ Ann Roe", "(Ann Roe, mayor)", "Ann Roe | Mayor", "Ann Roe, mayor of Hull"}, []string{
		"The ferry stops.\n\nMARKS.”\n\nWORD\n\nThe river froze.|Ann Roe", "The ferry stops.\n\nMARKS”\n\nWORD\n\nThe river froze.|Ann Roe",
	}},
	{"an apposition between dashes", []string{"the mayor", "a clerk at the port", "who runs the ferry"}, []string{
		"Ann Roe — WORD — said the bridge leaks in winter.|Ann Roe", "Ann Roe – WORD – said: MARKS.”|Ann Roe", "MARKS,” Ann Roe — WORD — said.|Ann Roe",
	}},
	{"the turns of two", []string{"Ann Roe", "the clerk", "Judge Low"}, []string{
		"Bo Marsh met him in court.\n\n“Where were you when it rang?” asked WORD.\n\n“I was at home all evening,” said Bo Marsh.\n\n“And nobody else saw you in that house?”\n\nMARKS, but it was dark.”|Bo Marsh",
	}},
	{"printed", []string{"headline", "caption"}, []string{
		"The WORD in The Buoy read “The bridge leaks in winter.”|", "“The bridge leaks in winter,” the WORD said.|", "“The bridge leaks in winter,” read the WORD in The Buoy.|", "The Buoy ran it under the WORD “Bridge Leaks in the Winter.”|",
	}},
	{"said of what is printed", []string{"headline", "caption"}, []string{
		"Roe, who wrote the WORD, said MARKS.”|Roe", "MARKS,” Ann Roe said of the WORD.|Ann Roe", "Beside the WORD Ann Roe wrote: MARKS.”|Ann Roe", "Asked about the WORD, Ann Roe said, MARKS.”|Ann Roe",
	}},
	{"who writes", []string{"kettle", "boat"}, []string{
		"I have to say the WORD surprised me.|", "I would say the WORD is worth it.|", "I must admit the WORD is loud.|", "I'd say the WORD will last for years.|",
	}},
}

func TestKindsOfSpeakers(t *testing.T) {
	tried := 0
	for _, k := range kindsOfSpeakers {
		for _, w := range k.words {
			for _, pattern := range k.patterns {
				name := w[strings.IndexByte(w, ' ')+1:]
				text, who, _ := strings.Cut(pattern, "|")
				fill := strings.NewReplacer("MARKS", spokenMarks, "WORD", w, "NAME", name)
				body, want := fill.Replace(text), fill.Replace(who)
				tried++
				said, by := false, ""
				for _, q := range annotate(body).Quotes {
					if q.Kind == schema.QuoteNotSpeech || q.SpeechConfidence < 0.5 {
						continue
					}
					if said, by = true, q.SpeakerName; by == "" {
						by = body[q.Speaker.Start:q.Speaker.End]
					}
				}
				wrong := by != want || said != (want != "")
				if want == "-" {
					wrong = !said || slices.Contains(strings.Fields(by), strings.Fields(w)[len(strings.Fields(w))-1]) && !strings.Contains(by, "'s ")
				}
				if wrong {
					t.Errorf("%s: %s\nsaid %v by %q, want %q", k.kind, body, said, by, want)
				}
			}
		}
	}
	if tried < 150 {
		t.Errorf("only %d texts were tried", tried)
	}
}

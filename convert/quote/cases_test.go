package quote

import (
	"fmt"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/dsbuild/dsbuild/schema"
)

// cases are short texts, one for each rule. want: kind, rule, speaker, text.
var cases = []struct {
	name, text string
	want       []string
}{
	{"said X", "“The bridge will open in May,” said Ann Roe.", []string{"direct cue_after Ann Roe: The bridge will open in May,"}},
	{"X said", "\"The bridge will open in May,\" Ann Roe said Monday.", []string{"direct cue_after Ann Roe: The bridge will open in May,"}},
	{"X said before", "Ann Roe said: ''The bridge will open in May.''", []string{"direct cue_before Ann Roe: The bridge will open in May."}},
	{"split", "“The bridge,” said Ann Roe, “will open in May.”", []string{
		"direct cue_after Ann Roe: The bridge,", "direct cue_between Ann Roe: will open in May.",
	}},
	{"carried", "“It opens in May,” Ann Roe told the council. “Nobody doubts it.”", []string{
		"direct cue_after Ann Roe: It opens in May,", "direct carried Ann Roe: Nobody doubts it.",
	}},
	{"full stop for comma", "“It opens in May.” Ann Roe said.", []string{"direct cue_after Ann Roe: It opens in May."}},
	{"unknown verb", "“It opens in May,” Ann Roe chuckled.", []string{"direct cue_after Ann Roe: It opens in May,"}},
	{"apposition", "Ann Roe, a painter from Hull, said the bridge “looks like a comb with no teeth.”", []string{
		"mixed cue_before Ann Roe: the bridge “looks like a comb with no teeth.”",
	}},
	{"relative clause", "Ann Roe, who built the bridge, said, “It looks like a comb.”", []string{"direct cue_before Ann Roe: It looks like a comb."}},
	{"who", "The bridge was built by Ann Roe, who said it “looks like a comb.”", []string{"mixed cue_before Ann Roe: it “looks like a comb.”"}},
	{"role before the name", "“It leaks,” said harbour inspector Ann Roe.", []string{"direct cue_after Ann Roe: It leaks,"}},
	{"his lawyer, X", "“He was asleep,” said his lawyer, Ann Roe.", []string{"direct cue_after Ann Roe: He was asleep,"}},
	{"minister of energy, X", "Norway's minister of energy, Ann Roe, said the dam “leaks in winter.”", []string{"mixed cue_before Ann Roe: the dam “leaks in winter.”"}},
	{"unnamed", "“It leaks,” said a spokesman for the ferry company.", []string{"direct cue_after a spokesman for the ferry company: It leaks,"}},
	{"surname", "Ann Roe built the bridge.\n\n“It leaks,” Roe said.", []string{"direct cue_after Ann Roe: It leaks,"}},
	{"title", "Senator Ann Roe voted no.\n\n“It leaks,” Mrs. Roe said.\n\nThe senator added that the money was gone.", []string{
		"direct cue_after Ann Roe: It leaks,", "indirect that Ann Roe: the money was gone",
	}},
	{"he", "“It leaks,” said Peter Doe. Ann Roe laughed.\n\n“We shall mend it,” he said.", []string{
		"direct cue_after Peter Doe: It leaks,", "direct cue_after Peter Doe: We shall mend it,",
	}},
	{"she", "“It leaks,” said Ann Roe.\n\nPeter Doe laughed.\n\n“We shall mend it,” she said.", []string{
		"direct cue_after Ann Roe: It leaks,", "direct cue_after Ann Roe: We shall mend it,",
	}},
	{"the ministry", "The Ministry of Ferries denied it. “Nothing leaks,” the ministry said.", []string{"direct cue_after Ministry of Ferries: Nothing leaks,"}},
	{"that", "Ann Roe said that the bridge leaks in winter.", []string{"indirect that Ann Roe: the bridge leaks in winter"}},
	{"trailing", "The bridge leaks in winter, Ann Roe said.", []string{"indirect trailing Ann Roe: The bridge leaks in winter"}},
	{"trailing, inverted", "The bridge leaks in winter, said Ann Roe, who built it.", []string{"indirect trailing Ann Roe: The bridge leaks in winter"}},
	{"according to", "According to Ann Roe, the bridge leaks in winter.", []string{"indirect according_to Ann Roe: the bridge leaks in winter"}},
	{"according to, behind", "The bridge leaks in winter, according to Ann Roe.", []string{"indirect according_to Ann Roe: The bridge leaks in winter"}},
	{"adding", "“It leaks,” said Ann Roe, adding that the money was gone.", []string{
		"direct cue_after Ann Roe: It leaks,", "indirect that Ann Roe: the money was gone",
	}},
	{"and added", "Ann Roe shrugged and added, “It leaks.”", []string{"direct cue_before Ann Roe: It leaks."}},
	{"opening participle", "Saying that the bridge leaks in winter, Ann Roe resigned.", []string{"indirect that Ann Roe: the bridge leaks in winter"}},
	{"passive", "The bridge was described by Ann Roe as “a comb with no teeth.”", []string{"direct cue_before Ann Roe: a comb with no teeth."}},
	{"negated", "Ann Roe did not say that the bridge leaks.", nil},
	{"said X was", "Ann Roe, in a letter, said her bridge was dry in winter.", []string{"indirect cue_before Ann Roe: her bridge was dry in winter"}},
	{"introduced before", "Peter Doe agreed. “It leaks, and it always did.”", []string{"direct cue_before Peter Doe: It leaks, and it always did."}},
	{"dash", "“It leaks, and it always did.” — Ann Roe, builder", []string{"direct dash Ann Roe: It leaks, and it always did."}},
	{"title in marks", "Ann Roe wrote the play “The Comb and the Bridge” in Hull.", []string{"not_speech term : The Comb and the Bridge"}},
	{"term", "The so-called “comb bridge” opens in May.", []string{"not_speech term : comb bridge"}},
	{"told a paper", "A ferryman told The Buoy: “It leaks, and it always did.”", []string{"direct cue_before A ferryman: It leaks, and it always did."}},
	{"told a paper, comma", "Ann Roe told The Buoy, “It leaks, and it always did.”", []string{"direct cue_before Ann Roe: It leaks, and it always did."}},
	{"posted on a platform", "Ann Roe posted on X: “It leaks, and it always did.”", []string{"direct cue_before Ann Roe: It leaks, and it always did."}},
	{"wrote on a page", "Ann Roe wrote on her website: “It leaks, and it always did.”", []string{"direct cue_before Ann Roe: It leaks, and it always did."}},
	{"told somebody a clause", "Ann Roe told Peter Doe it was late: “It leaks, and it always did.”", []string{
		"indirect cue_before Ann Roe: it was late", "direct carried Ann Roe: It leaks, and it always did.",
	}},
	{"reopened", "Ann Roe said: “It leaks in winter.\n\n“It leaks in summer, too.”", []string{
		"direct cue_before Ann Roe: It leaks in winter.", "direct reopened Ann Roe: It leaks in summer, too.",
	}},
	{"reopened, cue behind", "“It leaks in winter.\n\n“It leaks in summer, too,” said Ann Roe.", []string{
		"direct reopened Ann Roe: It leaks in winter.", "direct cue_after Ann Roe: It leaks in summer, too,",
	}},
	{"single marks", "‘The workers’ boats leak in winter,’ said Ann Roe.", []string{"direct cue_after Ann Roe: The workers’ boats leak in winter,"}},
	{"question", "“Does it leak?” Ann Roe asked. “I think so.”", []string{"direct cue_after Ann Roe: Does it leak?", "direct carried Ann Roe: I think so."}},
	{"turns", "Ann Roe and Peter Doe met.\n\nROE: It leaks in winter, does it not?\n\nDOE: It did leak, and badly.\n\nROE: Who shall pay for it?\n\nDOE: The county will pay.", []string{
		"direct transcript Ann Roe: It leaks in winter, does it not?", "direct transcript Peter Doe: It did leak, and badly.",
		"direct transcript Ann Roe: Who shall pay for it?", "direct transcript Peter Doe: The county will pay.",
	}},
	{"turns of several paragraphs, notes and a chair", "The CHAIR (Ms Lund): Order!\n\nMr ROE (Vale): It leaks in winter.\n\nI have “seen” it.\n\n(Laughter)\n\nThe CHAIR: Who shall pay?\n\nMr ROE: The county, I think.", []string{
		"direct transcript Lund: Order!", "direct transcript ROE: It leaks in winter.", "direct transcript ROE: I have “seen” it.",
		"direct transcript Lund: Who shall pay?", "direct transcript ROE: The county, I think.",
	}},
	{"who answers is introduced", "Engineer Ann Roe keeps the bridge. We met her.\n\nQ: Does it leak?\n\nA: It does, and badly.\n\nQ: Who shall pay?\n\nA: The county will pay.", []string{
		"direct transcript : Does it leak?", "direct transcript Ann Roe: It does, and badly.", "direct transcript : Who shall pay?", "direct transcript Ann Roe: The county will pay.",
	}},
	{"turns in marks", "Ann Roe and Peter Doe met.\n\nROE: “It leaks in winter, I think.”\n\nDOE: “It did leak, and badly.”\n\nROE: Who shall pay for it?\n\nDOE: You will pay.", []string{
		"direct transcript Ann Roe: It leaks in winter, I think.", "direct transcript Peter Doe: It did leak, and badly.",
		"direct transcript Ann Roe: Who shall pay for it?", "direct transcript Peter Doe: You will pay.",
	}},
	{"a list is no transcript", "Boats: 3\n\nBridges: 4\n\nBoats: 5\n\nBridges: 6", nil},
	{"block quote", "Ann Roe wrote on Monday:\n\nIt leaks in winter, and the county knows.\n\nNobody answered.", []string{
		"direct block_quote Ann Roe: It leaks in winter, and the county knows.",
	}},
	{"role, name", "Its chair, Tomas Iwu, said the bridge leaks in winter.", []string{"indirect cue_before Tomas Iwu: the bridge leaks in winter"}},
	{"possessive role, name", "The county's road minister, Stellan Okafor, said the toll would rise.", []string{"indirect cue_before Stellan Okafor: the toll would rise"}},
	{"long title", "Minister for Roads and Ferries Imre Castellan said: “It leaks.”", []string{"direct cue_before Imre Castellan: It leaks."}},
	{"rare title", "“It leaks,” said Convener Dot Fairweather.", []string{"direct cue_after Dot Fairweather: It leaks,"}},
	{"title and first name", "Sir Malcolm Reed came. Sir Malcolm said the bridge leaks.", []string{"indirect cue_before Malcolm Reed: the bridge leaks"}},
	{"owners in a name", "The Coastal Renters’ Association said the bridge leaks.", []string{"indirect cue_before Coastal Renters’ Association: the bridge leaks"}},
	{"owners of a union", "The ferrymen came. The pilots’ union said the bridge leaks.", []string{"indirect cue_before The pilots’ union: the bridge leaks"}},
	{"what follows the aside", "The bridge leaks in winter, she said, and the county had known it.", []string{
		"indirect trailing : The bridge leaks in winter", "indirect trailing : the county had known it",
	}},
	{"what follows is no clause", "The bridge leaks in winter, Ann Roe said, and left.", []string{"indirect trailing Ann Roe: The bridge leaks in winter"}},
	{"an object is no content", "The county answered with new tolls on ferries.", nil},
	{"a topic is no content", "Ann Roe warned about the state of the bridge.", nil},
	{"a transcript in marks", "Ann Roe and Peter Doe met.\n\n\"ROE: The bridge leaks in winter, sir.\n\n\"DOE: It does not leak at all.\n\n\"ROE: It does so.\"", []string{
		"direct turn Ann Roe: The bridge leaks in winter, sir.", "direct turn Peter Doe: It does not leak at all.", "direct turn Ann Roe: It does so.",
	}},
	{"plural before a trailing name", "Hull has a history of welcoming refugees, Mayor Ann Roe noted.", []string{"indirect trailing Ann Roe: Hull has a history of welcoming refugees"}},
	{"a source without determiner", "Hull has grown since 2004, according to exit polls.", []string{"indirect according_to exit polls: Hull has grown since 2004"}},
	{"said to somebody", "“It leaks badly,” Ann Roe said to the crowd.", []string{"direct cue_after Ann Roe: It leaks badly,"}},
	{"no speech", "The bridge opens in May and leaks in winter.", nil},
}

func TestCases(t *testing.T) {
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			var got []string
			for _, q := range annotate(c.text).Quotes {
				got = append(got, fmt.Sprintf("%s %s %s: %s", q.Kind, q.Rule, q.SpeakerName, c.text[q.Start:q.End]))
			}
			if diff := cmp.Diff(c.want, got); diff != "" {
				t.Errorf("-want +got\n%s", diff)
			}
		})
	}
}

func TestStatements(t *testing.T) {
	for _, c := range []struct {
		name, text string
		want       []int
	}{
		{"split", "“The bridge,” said Ann Roe, “will open in May.”", []int{0, 0}},
		{"goes on", "“It opens in May,” Ann Roe said. “Nobody doubts it.”", []int{0, 0}},
		{"reopened", "Ann Roe said: “It leaks in winter.\n\n“It leaks in summer, too.”", []int{0, 0}},
		{"what follows the aside", "The bridge leaks in winter, she said, and the county had known it.", []int{0, 0}},
		{"two speakers", "“It leaks,” Ann Roe said. “It does not,” Peter Doe said.", []int{0, 1}},
		{"no speech", "The so-called “comb bridge” leaks, Ann Roe said.", []int{0, -1}},
	} {
		t.Run(c.name, func(t *testing.T) {
			var got []int
			for _, q := range annotate(c.text).Quotes {
				got = append(got, q.Statement)
			}
			if diff := cmp.Diff(c.want, got); diff != "" {
				t.Errorf("-want +got\n%s", diff)
			}
		})
	}
}

func TestSpeakers(t *testing.T) {
	r := annotate("“It leaks badly,” said Ann Roe, director of the Hill Institute. “It always did,” Roe said.\n\n“Nothing leaks,” said Peter Doe.")
	want := []schema.Speaker{
		{ID: "s1", Name: "Ann Roe", Key: "ann roe", Kind: schema.SpeakerPerson, Role: "director of the Hill Institute", QuoteCount: 2, QuotedWords: 6},
		{ID: "s2", Name: "Peter Doe", Key: "peter doe", Kind: schema.SpeakerPerson, QuoteCount: 1, QuotedWords: 2},
	}
	if diff := cmp.Diff(want, r.Speakers); diff != "" {
		t.Errorf("-want +got\n%s", diff)
	}
}

// TestSpeakerKeys wants the key of a quote to be that of its speaker, and none for one without a name.
func TestSpeakerKeys(t *testing.T) {
	r := annotate("“It leaks badly,” said Mrs. ANN M. ROE of the Hill Institute. “It always did,” Roe said.\n\n“Nothing leaks,” said a spokesman for the dam. “Nothing at all,” the Water Board’s chief engineer, Zoë O’Dair, said.")
	var keys []string
	for _, q := range r.Quotes {
		keys = append(keys, q.SpeakerKey)
	}
	if diff := cmp.Diff([]string{"ann m roe", "ann m roe", "", "zoe odair"}, keys); diff != "" {
		t.Errorf("-want +got\n%s", diff)
	}
}

func TestEmpty(t *testing.T) {
	r := annotate("")
	if r.Quotes == nil || r.Speakers == nil || r.Findings == nil {
		t.Errorf("nil slices mean not looked: %+v", r)
	}
}

func TestOddMarks(t *testing.T) {
	for _, c := range []struct {
		text string
		want int
	}{
		{"Ann Roe said: “It leaks in winter.", 1},
		{"Ann Roe said: “It leaks in winter.\n\n“It leaks in summer, too.”", 0},
		{"The 6\" pipe leaks.", 0},
		{"It leaks,\" said Ann Roe.", 1},
		{"“It leaks,” said Ann Roe.", 0},
		{"Ann Roe said: “It leaks.\n\nPeter Doe laughed.\n\n“It does not,” he said.", 1},
	} {
		if got := len(annotate(c.text).Findings); got != c.want {
			t.Errorf("%q: %d findings, want %d", c.text, got, c.want)
		}
	}
}

func TestAsAnnotateWrites(t *testing.T) {
	body := "Où est-il? “É, oui,” said Ann Roé, “ja.” The “é-bridge” leaks."
	got := annotate(body).Statements(body, points(body))
	for i := range got {
		if speech := got[i].Kind != schema.QuoteNotSpeech; speech != (got[i].SpeechConfidence > 0.9) ||
			speech != (got[i].SpeakerConfidence != nil && *got[i].SpeakerConfidence > 0.9) {
			t.Errorf("confidences of a plain quote: %+v", got[i])
		}
		got[i].SpeechConfidence, got[i].SpeakerConfidence = 0, nil // they change with every training
	}
	want := []Statement{{
		Kind: schema.QuoteDirect, Content: [][2]int{{12, 19}, {36, 39}}, ContentText: []string{"É, oui,", "ja."}, Speaker: [][2]int{{26, 33}}, Cue: [][2]int{{21, 25}},
		SpeakerName: "Ann Roé",
	}, {
		Kind: schema.QuoteNotSpeech, Content: [][2]int{{46, 54}}, ContentText: []string{"é-bridge"}, Speaker: [][2]int{}, Cue: [][2]int{},
	}}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("-want +got\n%s", diff)
	}
}

// points gives spans of body as code points.
func points(body string) func(schema.Span) [2]int {
	o := schema.NewOffsets(body)
	return func(s schema.Span) [2]int { return [2]int{o.Point(s.Start), o.Point(s.End)} }
}

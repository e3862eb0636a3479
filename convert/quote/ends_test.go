package quote

import (
	"strings"
	"testing"

	"github.com/dsbuild/dsbuild/schema"
)

// told is a row that a text has: who says it, and what.
type told struct{ who, what string }

// ends are kinds of sentences in which what was said ends or begins before the sentence does, or in which
// somebody else is nearer than who speaks. NAME and OTHER stand for two people, PLACE for a body; the
// rows that must be there stand behind the text, "who|what"; every row must be one of them.
var ends = []struct {
	kind, text string
	rows       []string
}{
	{"while somebody else wrote", "NAME told the Tarn agency it was a “sad and costly step” while OTHER, a former clerk, wrote on X that it was “late”.", []string{"NAME|it was a “sad and costly step”", "OTHER|it was “late”"}},
	{"when asked", "NAME said the levy was unfair to the poor when asked why the town had changed its mind.", []string{"NAME|the levy was unfair to the poor"}},
	{"as she put it", "NAME stressed that the cut is unwise for the town, as she put it.", []string{"NAME|the cut is unwise for the town"}},
	{"as somebody else put it", "NAME stressed that the cut is unwise for the town, as OTHER put it.", []string{"NAME|the cut is unwise for the town"}},
	{"without details", "NAME said the bridge would open in spring, without giving any details.", []string{"NAME|the bridge would open in spring"}},
	{"but behind marks", "NAME said that a deal would be signed in “mill country,” but the owners have been slow to answer.", []string{"NAME|a deal would be signed in “mill country,”"}},
	{"between dashes", "NAME and OTHER — both of whom say they were ill at the time — came to the quay.", []string{"*|they were ill at the time"}},
	{"in brackets", "The ferry stopped in May (NAME said the pump was broken) and never ran again.", []string{"NAME|the pump was broken"}},
	{"behind a heading", "Mend Your Roof: The first nail decides how long a roof lasts, says NAME.", []string{"NAME|The first nail decides how long a roof lasts"}},
	{"in a letter to", "NAME said in an Oct. 26 letter to dam owners that their answer was late and unhelpful.", []string{"NAME|their answer was late and unhelpful"}},
	{"on a day", "NAME said in a Tuesday statement to the paper that the answer was late and unhelpful.", []string{"NAME|the answer was late and unhelpful"}},
	{"told a host", "NAME told Tarn News co-host OTHER in the studio that her gut told her to leave.", []string{"NAME|her gut told her to leave"}},
	{"according to who", "According to NAME, who rose to fame as a ferryman in the play, the river has been cold all year.", []string{"NAME|the river has been cold all year"}},
	{"according to a study by", "According to a study led by NAME of Tarn University, the river has been cold all year.", []string{"NAME|the river has been cold all year"}},
	{"not all", "NAME said not all of the boats had come back by noon.", []string{"NAME|not all of the boats had come back by noon"}},
	{"when somebody claimed", "NAME pointed to the day when OTHER claimed the pair were “frauds and thieves”.", []string{"OTHER|the pair were “frauds and thieves”"}},
	{"an apposition that no comma ends", "“It came all at once,” NAME, founder of Tarn Boats told the paper.", []string{"NAME|It came all at once,"}},
	{"a pal", "NAME pal says the prince planned his fame for years.", []string{"NAME pal|the prince planned his fame for years"}},
	{"brackets before", "A fresh paper has its limits (OTHER says they matter a lot), but the clerk says that most voters want a bridge.", []string{"OTHER|they matter a lot", "the clerk|most voters want a bridge"}},
	{"marching", "“No more dams in our valley,” protesters walking behind NAME chanted.", []string{"protesters walking behind NAME|No more dams in our valley,"}},
	{"a call from somebody", "Police received a call from OTHER just before noon on Monday, saying that a boat had hit the quay.", []string{"OTHER|a boat had hit the quay"}},
	{"a recording", "The film ends with footage of NAME saying during a visit, “That makes all of us proud.”", []string{"NAME|That makes all of us proud."}},
	{"an apposition before the verb", "“This is a big year for the town!” OTHER's niece, NAME (51), shouted to the crowd.", []string{"NAME|This is a big year for the town!"}},
	{"a dash behind a clause", "When OTHER noted that the levy had risen twice — as it had since May — NAME boasted, “That makes all of us proud.”", []string{"OTHER|the levy had risen twice — as it had since May", "NAME|That makes all of us proud."}},
	{"letters behind a name", "Train with ropes three times a week, says NAME, C.S.C.S., a strength coach in Tarn.", []string{"NAME|Train with ropes three times a week"}},
	{"with somebody predicting", "The mills are sure of growth, with NAME predicting “a mass-scale mill realignment” in May.", []string{"NAME|“a mass-scale mill realignment” in May"}},
	{"a mark inside a mark", "“It is everywhere, and we find the labels of ‘thief, super thief,’” NAME, head of the centre, told The Tarn Post.", []string{"NAME|It is everywhere, and we find the labels of ‘thief, super thief,’"}},
	{"testimony from", "According to Tarn testimony from NAME of the Harbour Fund, the law made a real impact on debt.", []string{"NAME|the law made a real impact on debt"}},
	{"brackets behind the platform", "NAME posted on X (Twitter) that it is “saddened and angered” by the theft.", []string{"NAME|it is “saddened and angered” by the theft"}},
	{"a slash", "“The rule is wrong for all of us,” said 9/11 widow NAME.", []string{"NAME|The rule is wrong for all of us,"}},
}

func TestEnds(t *testing.T) {
	people := []string{"Dora Penhall", "Lena Orwick", "Ivo de Tarn", "Samir al-Fazari", "Mei Okoye"}
	for _, k := range ends {
		for i, name := range people {
			fill := strings.NewReplacer("NAME", name, "OTHER", people[(i+1)%len(people)])
			body := fill.Replace(k.text)
			var rows []told
			for _, q := range annotate(body).Quotes {
				if q.Kind != schema.QuoteNotSpeech && q.SpeechConfidence >= 0.5 {
					rows = append(rows, told{q.SpeakerName, body[q.Start:q.End]})
				}
			}
			good := len(rows) == len(k.rows)
			for r := 0; good && r < len(rows); r++ {
				who, what, _ := strings.Cut(fill.Replace(k.rows[r]), "|")
				good = what == rows[r].what && (who == "*" || strings.EqualFold(who, rows[r].who))
			}
			if !good {
				t.Errorf("%s: %s\nrows %q, want %q", k.kind, body, rows, k.rows)
			}
		}
	}
}

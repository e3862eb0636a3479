package quote

import (
	"slices"
	"strings"
	"testing"
	"unicode"

	"github.com/dsbuild/dsbuild/schema"
)

// extents are patterns of sentences: WHO stands for each of who, VAR for each of the
// variants, and what is said stands between « and », which are taken out.
var extents = []struct {
	name, pattern string
	variants      []string
}{
	{"addressee", "WHO told VAR: “«It leaks, and it always did.»”", addressees},
	{"addressee and comma", "WHO told VAR, “«It leaks, and it always did.»”", addressees},
	{"addressee and that", "WHO told VAR that «the bridge leaks in winter».", addressees},
	{"platform", "WHO wrote VAR: “«It leaks, and it always did.»”", platforms},
	{"platform and that", "WHO said VAR that «the bridge leaks in winter».", platforms},
	{"circumstance before that", "WHO said VAR that «the bridge leaks in winter».", circumstances},
	{"circumstance behind", "«The bridge leaks in winter», WHO said VAR.", circumstances},
	{"circumstance behind a comma", "«The bridge leaks in winter», WHO said, VAR.", slices.Concat(circumstances, gestures)},
	{"circumstance behind said X", "«The bridge leaks in winter», said WHO, VAR.", gestures},
	{"circumstance behind marks", "“«It leaks, and it did,»” WHO said, VAR.", slices.Concat(circumstances, gestures)},
	{"dateline", "VAR «The bridge leaks in winter», WHO said.", datelines},
	{"dateline and said X", "VAR «The bridge leaks in winter», said WHO.", datelines},
	{"dateline and according to", "VAR «The bridge leaks in winter», according to WHO.", datelines},
	{"dateline before a speaker", "VAR WHO said «the bridge leaks in winter».", datelines},
	{"unit at the end", "WHO said «the river had risen by VAR».", units},
	{"unit before said", "«The river had risen by VAR», WHO said.", units},
	{"second part", "“«We asked for a hull in June,»” said WHO. “«VAR»” She said «the boat would be sold».", parts},
	{"second part, X said", "“«We asked for a hull in June,»” WHO said. “«VAR»” He told the council that «he would stay».", parts},
	{"second part at the end", "“«We asked for a hull in June,»” said WHO. “«VAR»”", parts},
}

var (
	who        = []string{"Ann Roe", "Mayor Peter Doe", "the harbour master", "a spokesman for the ferry company"}
	addressees = []string{
		"The Buoy", "the Hull Mail", "a meeting on Tuesday night", "a packed meeting of the council on Friday evening", "BBC Radio Hull", "reporters outside the hall",
		"The Buoy newspaper on Monday", "the Radio 5 breakfast programme", "Channel 9 News in an interview on Sunday", "this newspaper",
	}
	platforms = []string{
		"on X", "on Facebook", "on her website", "in a post on X on Monday", "on Instagram Tuesday", "in a statement posted on Telegram", "in a letter to the council",
	}
	circumstances = []string{
		"on condition of anonymity", "on the condition of anonymity", "as she left the hall", "as he boarded a train", "while standing on the quay",
		"after meeting the council", "in an interview on Monday", "at a hearing last week",
	}
	gestures = []string{
		"pointing to a crack in the deck", "referring to the old ferry company", "with a shrug of the shoulders", "speaking on condition of anonymity",
		"who spoke on condition of anonymity because the report is secret", "citing the report of last year",
	}
	datelines = []string{
		"HULL —", "HULL, May 3 (AP) —", "HULL (Reuters) -", "NEW HULL, England, May 3 —", "Hull, May 3 (dpa) –", "ST. HULL, Fla. —", "HULL, May 3, 2021 /Newswire/ --", "Port Aster —", "Port Aster, Vareland –",
	}
	units = []string{"40%", "12 %", "3.5%", "€3", "20°", "3 €"}
	parts = []string{"Nobody came.", "Never!", "Not yet.", "Why?", "Enough.", "We will not go away."}
)

// TestExtents holds where what is said begins and ends, over all speakers and variants.
func TestExtents(t *testing.T) {
	for _, e := range extents {
		for _, w := range who {
			for _, v := range e.variants {
				body, want := marked(strings.Replace(e.pattern, "VAR", v, 1), w)
				var got []string
				for _, q := range annotate(body).Quotes {
					if q.Kind != schema.QuoteNotSpeech && q.SpeechConfidence >= 0.5 {
						got = append(got, body[q.Start:q.End])
					}
				}
				if !slices.Equal(got, want) {
					t.Errorf("%s: %s\ngot %q\nwant %q", e.name, body, got, want)
				}
			}
		}
	}
}

// marked puts in who speaks and takes out what shows the content, which it returns.
func marked(pattern, who string) (body string, content []string) {
	if strings.HasPrefix(pattern, "WHO") || strings.Contains(pattern, "— WHO") {
		r := []rune(who)
		r[0] = unicode.ToUpper(r[0])
		who = string(r)
	}
	pattern = strings.Replace(pattern, "WHO", who, 1)
	for part := range strings.SplitSeq(pattern, "«") {
		if in, _, ok := strings.Cut(part, "»"); ok {
			content = append(content, in)
		}
	}
	return strings.NewReplacer("«", "", "»", "").Replace(pattern), content
}

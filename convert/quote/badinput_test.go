package quote

import (
	"fmt"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/dsbuild/dsbuild/internal/text"
	"github.com/dsbuild/dsbuild/schema"
)

// unusual are texts that are no news reports: kind, speaker and text of what is found.
var unusual = []struct {
	name, body string
	want       []string
}{
	{"transcript", "ANN ROE: Does the bridge leak in winter?\nMAX LOW: It leaks, and it always did.\nANN ROE: Who will pay for all that?\nMAX LOW: The county will, as before.", []string{
		"direct ANN ROE: Does the bridge leak in winter?", "direct MAX LOW: It leaks, and it always did.",
		"direct ANN ROE: Who will pay for all that?", "direct MAX LOW: The county will, as before.",
	}},
	{"chat log", "[10:02] ann: is it \"open\" now\n[10:03] max: no :)\n[10:03] ann: ok \"", []string{"not_speech : open"}},
	{"verse", "The boat, the boat,\nshe leaks, she leaks,\nand none will mend\nthe boat that speaks.", nil},
	{"code", "func main() {\n\tfmt.Println(\"leaks\")\n\tif a[\"x\"] == 'y' { return }\n}", []string{"not_speech : leaks", "not_speech : x", "not_speech : y"}},
	{"code below a term", "\"Harbour-master\"\n\n@mark\n\ndef bell_name(self):\n\n\"Gives the bell's full name.\"", []string{"not_speech : Harbour-master", "direct : Gives the bell's full name."}},
	{"emoji inside a name", "“It leaks in winter,” said Ann 🌊 Roe 👩‍👧.", []string{"direct Ann Roe: It leaks in winter,"}},
	{"controls", "“It\u202e leaks in winter,\u202c” said Ann Roe.", []string{"direct Ann Roe: It\u202e leaks in winter,\u202c"}},
	{"told, and a contraction", "The ferry came late.\n\nMen tell it's so", nil},
	{"no letters", "“…” ‘—’ \"!!\" «» ''''", []string{"not_speech : …", "not_speech : —", "not_speech : !!"}},
}

func TestUnusual(t *testing.T) {
	for _, c := range unusual {
		t.Run(c.name, func(t *testing.T) {
			in := &schema.Text{Body: c.body, Paragraphs: text.Paragraphs(c.body), Language: "en"}
			r := Annotate(in)
			check(t, in, r)
			var got []string
			for _, q := range r.Quotes {
				got = append(got, fmt.Sprintf("%s %s: %s", q.Kind, q.SpeakerName, c.body[q.Start:q.End]))
			}
			if diff := cmp.Diff(c.want, got); diff != "" {
				t.Errorf("-want +got\n%s", diff)
			}
		})
	}
}

func TestRightToLeft(t *testing.T) {
	body := "\u200fצה\"ל הודיע: \"הגשר דולף בחורף כל שנה\", אמר."
	in := &schema.Text{Body: body, Paragraphs: text.Paragraphs(body), Language: "he"}
	r := Annotate(in)
	check(t, in, r)
	if len(r.Quotes) != 1 || body[r.Quotes[0].Start:r.Quotes[0].End] != "הגשר דולף בחורף כל שנה" {
		t.Errorf("quotes %+v", r.Quotes)
	}
}

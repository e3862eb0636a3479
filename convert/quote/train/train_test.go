package train

import (
	"bytes"
	"fmt"
	"strings"
	"testing"

	"github.com/dsbuild/dsbuild/convert/quote"
	"github.com/dsbuild/dsbuild/schema"
)

// coded makes articles in which "quibbled" and "holds" report and "bought" does not.
func coded(n int) string {
	who := []string{"Ann Roe", "The mayor", "Peter Doe", "A ferryman", "The council"}
	what := []string{"the bridge leaks in winter", "ferries run late on Sundays", "the lake will be shut for a year", "nobody counted the boats"}
	thing := []string{"three boats in the spring", "the old mill on the lake", "a house behind the bridge"}
	var b strings.Builder
	for i := range n {
		cue := []string{"quibbled", "holds"}[i%2]
		speaker, content := who[i%len(who)], what[i%len(what)]
		text := fmt.Sprintf("%s bought %s. %s %s %s.", who[(i+1)%len(who)], thing[i%len(thing)], speaker, cue, content)
		at := func(s string) string {
			p := strings.LastIndex(text, s)
			return fmt.Sprintf("[[%d,%d]]", p, p+len(s))
		}
		fmt.Fprintf(&b, "{\"id\":%d,\"text\":%q,\"quotes\":[{\"type\":\"indirect\",\"content\":%s,\"source\":%s,\"cue\":%s}]}\n", i, text, at(content), at(speaker), at(cue))
	}
	return b.String()
}

func read(t *testing.T, data string) []Article {
	t.Helper()
	articles, err := Read(strings.NewReader(data), nil)
	if err != nil {
		t.Fatal(err)
	}
	return articles
}

func TestLearnsVerbs(t *testing.T) {
	articles := read(t, coded(120))
	m := Fit(articles, nil)
	for body, want := range map[string]string{
		"A baker quibbled the oven is cold.":  "the oven is cold",
		"Jane Poe holds the road is too wide": "the road is too wide",
		"Jane Poe bought the road.":           "",
	} {
		in := schema.Text{Body: body, Paragraphs: []schema.Span{{End: len(body)}}}
		got := ""
		for _, q := range quote.AnnotateWith(&in, m, nil).Quotes {
			got += body[q.Start:q.End]
		}
		if got != want {
			t.Errorf("%q: %q, want %q", body, got, want)
		}
	}
	if !bytes.Equal(m.Encode(), Fit(articles, nil).Encode()) {
		t.Error("the same articles gave other bytes")
	}
}

func TestFromBase(t *testing.T) {
	base := quote.Standard()
	few := Fit(read(t, coded(40)), base)
	for body, want := range map[string]string{
		"Jane Poe quibbled the road is too wide.":  "the road is too wide", // learned
		"Jane Poe insisted the road is too wide.":  "the road is too wide", // known before
		"“The road is wide,” Jane Poe said today.": "The road is wide,",
	} {
		in := schema.Text{Body: body, Paragraphs: []schema.Span{{End: len(body)}}}
		q := quote.AnnotateWith(&in, few, nil).Quotes
		if len(q) != 1 || body[q[0].Start:q[0].End] != want || q[0].SpeakerName != "Jane Poe" {
			t.Errorf("%q: %+v", body, q)
		}
	}
}

func TestReadTextsBeside(t *testing.T) {
	articles, err := Read(
		strings.NewReader(`{"id":"a","quotes":[{"type":"direct","content":[[4,6]],"source":[],"cue":[]}]}`+"\n\n"),
		strings.NewReader(`{"id":"a","text":"é é “ü”."}`))
	if err != nil {
		t.Fatal(err)
	}
	if got := articles[0].Statements[0].Content[0]; articles[0].Text.Body[got.Start:got.End] != "“ü" {
		t.Errorf("content %v", got)
	}
}

func TestReadRefuses(t *testing.T) {
	for _, c := range []struct{ gold, want string }{
		{`{"id":1`, "line 1"},
		{"\n" + `{"id":1,"quotes":[]}`, "line 2: no text"},
		{`{"id":1,"text":"abc","quotes":[{"content":[[1,4]]}]}`, "outside"},
		{`{"id":1,"text":"abc","quotes":[{"content":[[2,1]]}]}`, "outside"},
		{`{"id":1,"text":"abc","quotes":[{"type":"direct"}]}`, "no content"},
	} {
		if _, err := Read(strings.NewReader(c.gold), nil); err == nil || !strings.Contains(err.Error(), c.want) {
			t.Errorf("%s: %v, want %q", c.gold, err, c.want)
		}
	}
}

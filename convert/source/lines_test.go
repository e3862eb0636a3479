package source

import (
	"errors"
	"io"
	"runtime"
	"strings"
	"testing"
	"time"

	"github.com/dsbuild/dsbuild/schema"
)

// readLines reads JSON lines from a stream.
func readLines(t *testing.T, opt Options, lines ...string) ([]string, []*schema.Page, schema.ReadSummary) {
	t.Helper()
	opt.Stdin = strings.NewReader(strings.Join(lines, "\n"))
	return read(t, opt, "-")
}

func TestRecordFields(t *testing.T) {
	line := `{"url":" https://example.org/fees ","html":"<p>Fees \"rise\" \u20ac\ud83d\ude00\n</p>","Headline":"Fees rise","authors":["Ada Lind",{"name":"B. Voss"}],` +
		`"published_at":"2024-03-05T14:30:00+02:00","retrieved_at":"2024-03-06 08:00:00","headers":{"Content-Type":"text/html; charset=x","Date":["a","b"]},` +
		`"wave":2,"tags":null,"extra":{"deep":[1,2]},"id":77}`
	opt := Options{Map: map[string]string{"title": "Headline", "x_wave": "wave"}, Types: map[string]schema.Type{"x_wave": schema.Int32}, OwnID: "id"}
	_, pages, sum := readLines(t, opt, line)
	p := pages[0]
	body := "<p>Fees \"rise\" €😀\n</p>"
	same(t, string(p.Body), body)
	same(t, p.URL, "https://example.org/fees")
	same(t, p.ID, "77")
	same(t, p.OwnID, true)
	same(t, p.MediaType, "text/html; charset=x")
	same(t, p.Headers["date"], "a, b")
	same(t, p.Retrieved, time.Date(2024, 3, 6, 8, 0, 0, 0, time.UTC))
	same(t, p.Fields, schema.Fields{
		Title: "Fees rise", Authors: []string{"Ada Lind", "B. Voss"},
		Published: "2024-03-05T14:30:00+02:00", User: []schema.Value{{Valid: true, Int: 2}},
	})
	same(t, sum.Unmapped, []schema.Count{{Name: "extra", Count: 1}, {Name: "tags", Count: 1}})
	same(t, p.Source.SHA256, hexSum([]byte(line)))
	same(t, len(p.Findings), 0)

	_, pages, _ = readLines(t, Options{}, line)
	same(t, pages[0].ID, schema.DocID(" https://example.org/fees ", []byte(body)))
	same(t, pages[0].OwnID, false)
}

func TestRecordWithoutURLIsTheWholeLine(t *testing.T) {
	_, pages, _ := readLines(t, Options{}, `{"text":"a","title":"one"}`, `{"text":"a","title":"two"}`+"\r")
	same(t, pages[0].ID, schema.DocID("", []byte(`{"text":"a","title":"one"}`)))
	same(t, pages[1].ID, schema.DocID("", []byte(`{"text":"a","title":"two"}`)))
}

func TestTextOfARecord(t *testing.T) {
	line := `{"text":"x","html":null}`
	for _, tt := range []struct {
		opt  Options
		kind string
		want string
	}{
		{Options{}, "", "stdin:1 text"},
		{Options{TextIsPage: true}, "", "stdin:1 page_text"},
		{Options{}, "page_text", "stdin:1 page_text"},
		{Options{TextIsPage: true}, "text", "stdin:1 text"},
	} {
		tt.opt.Stdin = strings.NewReader(line)
		lines, _, _ := readInputs(t, tt.opt, Input{Path: "-", Kind: tt.kind})
		same(t, lines, []string{tt.want})
	}
}

func TestBadRecordsNeverEndTheRun(t *testing.T) {
	good := `{"text":"good"}`
	tests := []struct{ name, line, message string }{
		{"not JSON", `{"text":"x"`, "where a comma or a closing brace should stand"},
		{"no object", `"text"`, "a JSON object"},
		{"trailing", `{"text":"x"} {}`, "the end of the line"},
		{"broken UTF-8", "{\"text\":\"x\xff\"}", "not valid UTF-8"},
		{"no page", `{"title":"x"}`, "neither html nor text"},
		{"empty page", `{"html":"","text":null}`, "neither html nor text"},
		{"wrong type", `{"html":["x"]}`, "html is not a string"},
		{"wrong types", `{"html":{"a":1},"text":7}`, "html is not a string"},
		{"twice", `{"text":"x","text":"y"}`, `"text" stands twice`},
		{"twice, escaped", `{"text":"x","t\u0065xt":"y"}`, `"text" stands twice`},
		{"deep", `{"text":"x","a":` + strings.Repeat("[", 100000) + strings.Repeat("]", 100000) + `}`, "nested deeper than 512"},
		{"bad nested", `{"text":"x","a":[1,}]}`, "valid value"},
		{"control character", "{\"text\":\"x\ty\"}", "escaped control character"},
		{"escape", `{"text":"\x"}`, "valid escape"},
		{"cut escape", `{"text":"\u12`, "valid escape"},
		{"open string", `{"text":"x\"`, "closing quote"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			r, err := Open([]Input{{Path: "-"}}, Options{Stdin: strings.NewReader(good + "\n" + tt.line + "\n" + good)})
			if err != nil {
				t.Fatal(err)
			}
			pages := 0
			var reject *schema.Reject
			for p, err := range r.Pages(t.Context()) {
				if p != nil {
					pages++
				} else if !errors.As(err, &reject) {
					t.Fatal(err)
				}
			}
			if pages != 2 || reject == nil {
				t.Fatalf("%d pages, reject %v", pages, reject)
			}
			same(t, at(reject.Source), "stdin:2")
			same(t, reject.Reason, schema.RejectBadRecord)
			if !strings.Contains(reject.Message, tt.message) {
				t.Errorf("message %q, want %q", reject.Message, tt.message)
			}
		})
	}
}

func TestFieldsThatCannotBeUsedAreFindings(t *testing.T) {
	opt := Options{Map: map[string]string{"x_n": "n"}, Types: map[string]schema.Type{"x_n": schema.Int32}}
	_, pages, _ := readLines(t, opt, `{"text":"x","title":7,"authors":5,"retrieved_at":"yesterday","headers":"no","n":"many","published_at":{}}`)
	var got []string
	for _, f := range pages[0].Findings {
		same(t, f.Code, schema.FindingFieldInvalid)
		got = append(got, f.Field)
	}
	same(t, got, []string{"headers", "retrieved_at", "title", "authors", "x_n", "published_at"})
}

func TestMissingOwnID(t *testing.T) {
	_, pages, _ := readLines(t, Options{OwnID: "guid"}, `{"text":"a","guid":"g1"}`, `{"text":"b"}`)
	same(t, pages[0].ID, "g1")
	same(t, pages[1].OwnID, false)
	same(t, pages[1].Findings[0].Field, "doc_id")
}

func TestUnmappedNamesAreBounded(t *testing.T) {
	const bound = 1000
	var lines []string
	for i := range 2 * bound {
		lines = append(lines, `{"text":"x","`+strings.Repeat("k", i+1)+`":1}`)
	}
	_, _, sum := readLines(t, Options{}, lines...)
	if n := len(sum.Unmapped); n != bound+1 {
		t.Errorf("%d names", n)
	}
}

// pattern repeats a text up to n bytes.
type pattern struct {
	text  string
	n, at int
}

func (p *pattern) Read(b []byte) (int, error) {
	if p.n <= 0 {
		return 0, io.EOF
	}
	n := 0
	for n < len(b) && p.n > 0 {
		m := copy(b[n:min(len(b), n+p.n)], p.text[p.at:])
		n += m
		p.n -= m
		p.at = (p.at + m) % len(p.text)
	}
	return n, nil
}

func TestHugeLineIsPassedOver(t *testing.T) {
	const limit, huge = 1 << 16, 256 << 20
	in := io.MultiReader(strings.NewReader(`{"text":"a"}`+"\n"+`{"text":"`), &pattern{text: strings.Repeat("long ", 13107), n: huge}, strings.NewReader("\"}\n"+`{"text":"b"}`))
	r, err := Open([]Input{{Path: "-"}}, Options{Stdin: in, MaxRecord: limit})
	if err != nil {
		t.Fatal(err)
	}
	var before, after runtime.MemStats
	runtime.ReadMemStats(&before)
	lines, _ := drain(t, r)
	runtime.ReadMemStats(&after)
	if grown := after.TotalAlloc - before.TotalAlloc; grown > 8<<20 {
		t.Errorf("a line of %d bytes under a limit of %d cost %d bytes of memory", huge, limit, grown)
	}
	same(t, lines, []string{"stdin:1 text", "stdin:2 ! too_large", "stdin:3 text"})
}

func TestLineAtTheLimit(t *testing.T) {
	line := `{"text":"` + strings.Repeat("x", 5000) + `"}`
	for extra, want := range map[int64]string{0: "stdin:1 text", -1: "stdin:1 ! too_large"} {
		for _, end := range []string{"", "\n", "\r\n"} {
			if end == "\r\n" && extra == 0 {
				continue // the carriage return counts
			}
			lines, _, _ := readLines(t, Options{MaxRecord: int64(len(line)) + extra}, line+end)
			same(t, lines, []string{want})
		}
	}
}

// TestRecordsOfAddresses: a record that names a page and does not hold it is no bad
// record: it is to be fetched, and its reject has the address.
func TestRecordsOfAddresses(t *testing.T) {
	for name, tt := range map[string]struct {
		line, reason, url string
	}{
		"an address":                {`{"url":"https://quarry.example/1","title":"x"}`, "needs_fetch", "https://quarry.example/1"},
		"under a usual name":        {`{"link":"https://quarry.example/1","seen":"2025-03-03"}`, "needs_fetch", "https://quarry.example/1"},
		"under a name of its own":   {`{"where":"https://quarry.example/1"}`, "needs_fetch", ""},
		"a page that did not come":  {`{"url":"https://quarry.example/1","html":"","status":500}`, "needs_fetch", "https://quarry.example/1"},
		"text under another name":   {`{"url":"https://quarry.example/1","verhaal":"` + strings.Repeat("De groeve telt haar karren. ", 9) + `"}`, "bad_record", "https://quarry.example/1"},
		"no address":                {`{"title":"x"}`, "bad_record", ""},
		"an address, broken record": {`{"url":"https://quarry.example/1"`, "bad_record", "https://quarry.example/1"},
	} {
		r, err := Open([]Input{{Path: "-"}}, Options{Stdin: strings.NewReader(tt.line + "\n")})
		if err != nil {
			t.Fatal(err)
		}
		for _, err := range r.Pages(t.Context()) {
			reject, ok := errors.AsType[*schema.Reject](err)
			if !ok || string(reject.Reason) != tt.reason || reject.URL != tt.url {
				t.Errorf("%s: %+v", name, err)
			}
		}
	}
}

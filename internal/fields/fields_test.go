package fields

import (
	"math/rand/v2"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

// columns makes columns of rows; a value that begins with "[" or "{" is nested.
func columns(names []string, rows ...[]string) []Column {
	var list []Column
	for i, name := range names {
		c := Column{Name: name}
		for n, row := range rows {
			if v := row[i]; strings.HasPrefix(v, "[") || strings.HasPrefix(v, "{") {
				c.Values.AddNested()
			} else {
				c.Values.Add(v, n+1)
			}
		}
		list = append(list, c)
	}
	return list
}

// show prints a meaning: "field=column", "?" behind a guess, the order of a date.
func show(m *Meaning, columns []Column) string {
	var words []string
	for _, c := range m.Claims {
		word := c.Field + "=" + c.Column
		if c.Order != "" {
			word += ":" + c.Order
		}
		if c.How == Guessed {
			word += "?"
		}
		if c.Unsure != "" {
			word += " unsure " + c.Unsure
		}
		words = append(words, word)
	}
	for _, at := range m.Left {
		words = append(words, "-"+columns[at].Name)
	}
	return strings.Join(words, ", ")
}

const prose = "The council voted on Monday to raise harbour fees by a tenth, and the ferry companies said that they would pass them on."

// TestDecide has the records of the tools that people scrape with, and what goes wrong with them.
func TestDecide(t *testing.T) {
	tests := []struct {
		name  string
		names []string
		rows  [][]string
		opt   Options
		want  string
	}{
		{
			"ours",
			[]string{"url", "text", "title", "published_date", "published_at"},
			[][]string{{"https://example.org/a", prose, "Fees", "2024-03-05", "2024-03-05T10:00:00Z"}},
			Options{},
			"url=url, text=text, title=title, published_date=published_date, published_at=published_at",
		},
		{
			"news-please",
			[]string{"authors", "date_download", "date_modify", "date_publish", "description", "filename", "language", "maintext", "source_domain", "title", "url", "text"},
			[][]string{{"[\"Ada Lind\"]", "2024-03-06 08:00:00", "", "2024-03-05 10:00:00", "Short", "a.json", "en", prose, "harbour.example", "Fees rise", "https://harbour.example/a", ""}},
			Options{},
			"url=url, text=text, text=maintext?, title=title, authors=authors, publisher=source_domain?, language=language, published_date=date_publish?, retrieved_at=date_download?, -date_modify, -description, -filename",
		},
		{
			"trafilatura",
			[]string{"title", "author", "hostname", "date", "categories", "tags", "fingerprint", "id", "raw_text", "source", "source-hostname", "excerpt", "text"},
			[][]string{{"Fees rise", "Ada Lind", "harbour.example", "2024-03-05", "Ports", "fees;ferries", "abc", "7", prose, "https://harbour.example/a", "Harbour News", "Short", prose}},
			Options{},
			"url=source?, text=text, title=title, authors=author?, publisher=source-hostname?, section=categories?, keywords=tags?, published_date=date?, -hostname, -fingerprint, -id, -raw_text, -excerpt",
		},
		{
			"readability",
			[]string{"title", "byline", "dir", "lang", "content", "textContent", "excerpt", "siteName", "publishedTime"},
			[][]string{{"Fees rise", "Ada Lind", "ltr", "en", "<div><p>" + prose + "</p></div>", prose, "Short", "Harbour News", "2024-03-05T10:00:00Z"}},
			Options{},
			"html=content?, title=title, authors=byline?, publisher=siteName?, language=lang?, published_date=publishedTime?, -dir, -textContent, -excerpt",
		},
		{
			"web API",
			[]string{"source", "author", "title", "description", "url", "publishedAt", "content"},
			[][]string{{"{\"name\":\"Harbour News\"}", "Ada Lind", "Fees rise", "Short", "https://harbour.example/a", "2024-03-05T10:00:00Z", prose}},
			Options{},
			"url=url, text=content?, title=title, authors=author?, publisher=source?, published_at=publishedAt?, -description",
		},
		{
			"a spider",
			[]string{"link", "headline", "body", "pubDate", "creator", "raw"},
			[][]string{{"https://harbour.example/a", "Fees rise", prose, "Tue, 05 Mar 2024 10:00:00 GMT", "Ada Lind", "<html><body><p>x</p></body></html>"}},
			Options{},
			"url=link?, html=raw?, title=headline?, authors=creator?, published_date=pubDate?, -body",
		},
		{
			"a crawl corpus",
			[]string{"text", "id", "dump", "url", "date", "file_path", "language", "language_score", "token_count"},
			[][]string{{prose, "u1", "CC-1", "https://harbour.example/a", "2024-03-05T10:00:00Z", "s3/x", "en", "0.9", "7"}},
			Options{},
			"url=url, text=text, language=language, retrieved_at=date?, -id, -dump, -file_path, -language_score, -token_count",
		},
		{
			"newspaper4k",
			[]string{"url", "read_more_link", "language", "title", "top_image", "meta_keywords", "authors", "publish_date", "summary", "meta_lang", "meta_site_name", "canonical_link", "text"},
			[][]string{{"https://harbour.example/a", "", "en", "Fees rise", "https://harbour.example/a.png", "ports", "Ada Lind", "2024-03-05T10:00:00+00:00", "Short", "en", "Harbour News", "", prose}},
			Options{},
			"url=url, text=text, title=title, authors=authors, publisher=meta_site_name?, keywords=meta_keywords?, language=language, published_date=publish_date?, -read_more_link, -top_image, -summary, -meta_lang, -canonical_link",
		},
		{
			"datatrove",
			[]string{"text", "id", "metadata.url", "metadata.date", "metadata.dump", "metadata.file_path"},
			[][]string{{prose, "u1", "https://harbour.example/a", "2024-03-05T10:00:00Z", "CC-1", "s3/x"}},
			Options{},
			"url=metadata.url?, text=text, retrieved_at=metadata.date?, -id, -metadata.dump, -metadata.file_path",
		},
		{
			"Media Cloud",
			[]string{"id", "indexed_date", "language", "media_name", "media_url", "publish_date", "title", "url"},
			[][]string{{"a1", "2024-03-06 08:00:00", "en", "Harbour News", "harbour.example", "2024-03-05", "Fees rise", "https://harbour.example/a"}},
			Options{},
			"url=url, title=title, publisher=media_name?, language=language, published_date=publish_date?, -id, -indexed_date, -media_url",
		},
		{
			"what Python prints for nothing",
			[]string{"text", "date", "date_modify"},
			[][]string{{prose, "2024-03-05", "None"}, {prose, "NaT", "None"}, {prose, "None", "None"}},
			Options{},
			"text=text, published_date=date?, -date_modify",
		},
		{
			"an exact name wins",
			[]string{"content", "text", "date", "published_at"},
			[][]string{{"<p>" + prose, "x y", "2024-03-04", "2024-03-05"}},
			Options{},
			"text=text, published_at=published_at, -content, -date",
		},
		{
			"two scrapers in one file",
			[]string{"maintext", "article", "author", "byline"},
			[][]string{{prose, "", "Ada Lind", "x"}, {"", "<p>" + prose, "", "B. Voss"}, {"", prose, "", ""}},
			Options{},
			"text=maintext?, text=article?, authors=author?, authors=byline?",
		},
		{"some pages as HTML", []string{"html", "text", "body"}, [][]string{{"<p>x", "", ""}, {"", "x y", ""}, {"", "", prose}}, Options{}, "html=html, text=text, text=body?"},
		{
			"a map wins",
			[]string{"content", "body", "date", "day"},
			[][]string{{prose, prose, "2024-03-04", "03/04/2024"}},
			Options{Map: map[string]string{"text": "body", "published_date": "day:dmy", "x_c": "content"}},
			"text=body, published_date=day:dmy, x_c=content, -date",
		},
		{"in another case", []string{"Title", "TEXT", "Published Date"}, [][]string{{"a", "b c", "2024"}}, Options{}, "text=TEXT, title=Title, published_date=Published Date"},
		{
			"names that lie",
			[]string{"content", "date", "source", "body", "lang", "author"},
			[][]string{{"7", "soon", "12", "a1", "a long sentence here", "https://harbour.example/ada"}},
			Options{},
			"-content, -date, -source, -body, -lang, -author",
		},
		{"a host beside pages", []string{"html", "domain"}, [][]string{{"<p>x</p>", "www.harbour.example"}}, Options{}, "html=html, -domain"},
		{"a host beside a name", []string{"text", "sitename", "hostname"}, [][]string{{prose, "Harbour News", "harbour.example"}, {prose, "", "harbour.example"}}, Options{}, "text=text, publisher=sitename?, -hostname"},
		{"own id", []string{"text", "key"}, [][]string{{"a b", "k1"}}, Options{OwnID: "key"}, "text=text, id=key"},
		{"day first", []string{"date"}, [][]string{{"03/04/2024"}, {"25/12/2023 10:00"}}, Options{}, "published_date=date:dmy?"},
		{"month first", []string{"published_at"}, [][]string{{"03-04-24"}, {"12-25-23"}}, Options{}, "published_at=published_at:mdy"},
		{"unsure", []string{"date"}, [][]string{{"2024-01-01"}, {"03/04/2024"}}, Options{}, "published_date=date? unsure 03/04/2024"},
		{"contradiction", []string{"date"}, [][]string{{"13/04/2024"}, {"04/13/2024"}, {"5/6/2024"}}, Options{}, "published_date=date? unsure 5/6/2024"},
		{"dots", []string{"date"}, [][]string{{"03.04.2024"}, {"1.2.24"}}, Options{}, "published_date=date?"},
		{"same day and month", []string{"date"}, [][]string{{"04/04/2024"}}, Options{}, "published_date=date?"},
		{"seconds", []string{"date"}, [][]string{{"1709632800"}}, Options{}, "published_date=date?"},
		{
			"an index",
			[]string{"file", "Headline", "Date", "Category", "Wave", "text", "link"},
			[][]string{{"a.html", "Fees", "13/04/2024", "ports", "1", "a b", "https://harbour.example/a"}},
			Options{In: Index},
			"url=link?, title=Headline?, published_date=Date:dmy?, path=file?, -Category, -Wave, -text",
		},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			if tt.opt.In == 0 {
				tt.opt.In = Record
			}
			cs := columns(tt.names, tt.rows...)
			tt.opt.Rows = len(tt.rows)
			m, err := Decide(cs, tt.opt)
			if err != nil {
				t.Fatal(err)
			}
			if diff := cmp.Diff(tt.want, show(m, cs)); diff != "" {
				t.Error(diff)
			}
		})
	}
}

// TestOrderOfRowsAndColumns: what columns mean does not depend on the order of either.
func TestOrderOfRowsAndColumns(t *testing.T) {
	names := []string{"link", "headline", "content", "maintext", "date", "pubDate", "author", "byline"}
	rows := [][]string{
		{"https://harbour.example/a", "Fees rise", "<p>" + prose, "", "03/04/2024", "", "Ada Lind", ""},
		{"https://harbour.example/b", "Fees fall", prose, prose, "25/04/2024", "2024-04-25", "", "B. Voss"},
		{"", "", "<p>" + prose, prose, "", "", "Ada Lind", "B. Voss"},
	}
	sorted := func(m *Meaning, cs []Column) string {
		words := strings.Split(show(m, cs), ", ")
		slices.Sort(words)
		return strings.Join(words, ", ")
	}
	cs := columns(names, rows...)
	m, err := Decide(cs, Options{In: Record, Rows: len(rows)})
	if err != nil {
		t.Fatal(err)
	}
	want := sorted(m, cs)
	random := rand.New(rand.NewPCG(1, 2))
	for range 200 {
		places := random.Perm(len(names))
		var mixedNames []string
		for _, p := range places {
			mixedNames = append(mixedNames, names[p])
		}
		var mixed [][]string
		for _, r := range random.Perm(len(rows)) {
			var row []string
			for _, p := range places {
				row = append(row, rows[r][p])
			}
			mixed = append(mixed, row)
		}
		cs := columns(mixedNames, mixed...)
		m, err := Decide(cs, Options{In: Record, Rows: len(rows)})
		if err != nil {
			t.Fatal(err)
		}
		if diff := cmp.Diff(want, sorted(m, cs)); diff != "" {
			t.Fatal(mixedNames, diff)
		}
	}
}

func TestCheck(t *testing.T) {
	for _, tt := range []struct {
		ours, theirs string
		in           Place
		want         string // "" is right
	}{
		{"title", "Headline", Record, ""},
		{"published_date", "Date:dmy", Index, ""},
		{"published_at", "dc:date", Record, ""},
		{"x_wave", "Wave", Index, ""},
		{"headline", "Head", Record, "did you mean --map title=Head?"},
		{"headline", "title", Record, "did you mean --map title=headline?"},
		{"story_text", "Story", Record, "did you mean --map text=Story?"},
		{"date", "Date", Index, "did you mean --index-map published_date=Date?"},
		{"wave", "Wave", Index, `unknown field "wave" in --index-map; known are url, title`},
		{"x_", "Wave", Record, "and user columns x_name"},
		{"html", "Page", Index, "does not stand in an index"},
		{"path", "Page", Record, "does not stand in records"},
		{"published_date", "D:dym", Index, "the order of a date is one of dmy, mdy, ymd"},
		{"title", "D:dmy", Record, "for published_date, published_at or modified_at"},
	} {
		err := Check(map[string]string{tt.ours: tt.theirs}, tt.in, tt.in.Flag())
		if (err == nil) != (tt.want == "") || err != nil && !strings.Contains(err.Error(), tt.want) {
			t.Errorf("%s=%s: %v, want %q", tt.ours, tt.theirs, err, tt.want)
		}
	}
}

func TestCheckDatesNamesWhatToType(t *testing.T) {
	cs := columns([]string{"Pub Date"}, []string{"2024-01-02"}, []string{"03/04/2024"})
	m, err := Decide(cs, Options{In: Index})
	if err != nil {
		t.Fatal(err)
	}
	err = m.CheckDates(Index)
	for _, want := range []string{"row 2: ", `published_date "03/04/2024"`, `stands in "Pub Date"`, "--index-map published_date=Pub Date:dmy", "--index-map x_pub_date=Pub Date"} {
		if err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%v\nwant %s", err, want)
		}
	}
	remedies := []map[string]string{{"published_date": "Pub Date:mdy"}, {"x_pub_date": "Pub Date"}}
	for _, rename := range remedies {
		m, err := Decide(cs, Options{In: Index, Map: rename})
		if err == nil {
			err = m.CheckDates(Index)
		}
		if err != nil {
			t.Errorf("%v: %v", rename, err)
		}
	}
}

func TestProposals(t *testing.T) {
	long := strings.Repeat(prose, 3)
	for _, tt := range []struct {
		name  string
		names []string
		row   []string
		want  string
	}{
		{"the longest is the page", []string{"titel", "note", "verhaal", "seite"}, []string{"Fees", prose, long, "<p>" + long + long}, "html=seite title=titel"},
		{"no page", []string{"kop", "note"}, []string{"Fees", prose}, ""},
		{"what is given is not proposed", []string{"text", "title", "titel", "raw_text", "description", "published_at", "datum"}, []string{prose, "Fees", "Fees", long, "Short", "2024-01-02", "2024-01-02"}, "subtitle=description"},
		{"values that fit", []string{"text", "links", "meta", "update_day", "id"}, []string{prose, "[1]", "{}", "soon", "7"}, ""},
	} {
		cs := columns(tt.names, tt.row)
		m, err := Decide(cs, Options{In: Record, Rows: 1})
		if err != nil {
			t.Fatal(err)
		}
		var got []string
		for _, c := range m.Proposals(cs, Record) {
			got = append(got, c.Field+"="+c.Column)
		}
		if diff := cmp.Diff(tt.want, strings.Join(got, " ")); diff != "" {
			t.Error(tt.name, diff)
		}
	}
}

// TestUsualNamesHaveOneMeaning: a usual name stands for one field, but those of
// bodies and of "source", of which the values decide.
func TestUsualNamesHaveOneMeaning(t *testing.T) {
	seen := make(map[string]string)
	for _, f := range Fields {
		for _, name := range slices.Concat(f.Usual, f.Loose) {
			if name != Key(name) {
				t.Errorf("%s: %q is not written as Key writes it", f.Name, name)
			}
			if other := seen[name]; other != "" && name != "source" && !slices.Contains(anyBody, name) {
				t.Errorf("%q is a usual name of %s and %s", name, other, f.Name)
			}
			seen[name] = f.Name
		}
	}
}

// FuzzDecide: whatever the columns are, each is claimed or left over, never
// both; claims name fields that there are.
func FuzzDecide(f *testing.F) {
	f.Add("url\nText\npub date", "https://harbour.example/a\n<p>x\n03/04/2024", "date")
	f.Add("date\ndump\nfile_path\nDATE\n", "2024-13-45\n\n1/1/24\n\xff\n\u0660", "")
	f.Fuzz(func(t *testing.T, names, values, own string) {
		ns, vs := strings.Split(names, "\n"), strings.Split(values, "\n")
		var row []string
		for i := range ns {
			row = append(row, vs[i%len(vs)])
		}
		for _, in := range []Place{Record, Index} {
			cs := columns(ns, row)
			m, err := Decide(cs, Options{In: in, OwnID: own, Rows: 1})
			if err != nil {
				t.Fatal(err)
			}
			seen := make(map[int]bool)
			for _, c := range m.Claims {
				if Find(c.Field) == nil || c.At >= 0 && c.Column != cs[c.At].Name {
					t.Errorf("claim %+v", c)
				}
				seen[c.At] = true
			}
			for _, at := range m.Left {
				if seen[at] {
					t.Errorf("%q is claimed and left over", ns[at])
				}
				seen[at] = true
			}
			for at := range cs {
				if !seen[at] {
					t.Errorf("%q is neither claimed nor left over", ns[at])
				}
			}
			m.Proposals(cs, in)
			_ = m.CheckDates(in)
		}
	})
}

package duplicates

import (
	"fmt"
	"math"
	"math/rand/v2"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/dsbuild/dsbuild/internal/disk"
	"github.com/dsbuild/dsbuild/internal/text"
	"github.com/dsbuild/dsbuild/schema"
)

// story is an invented text of so many paragraphs; no two numbers share four words by chance.
func story(number, paragraphs int) []string {
	rng := rand.New(rand.NewPCG(uint64(number), 7))
	syllables := strings.Fields("ba ke li mo nu ra se ti vo zu dra fel gro hin jap kul mar nes pol quin rus sol tur ven wil yor")
	word := func() string {
		w := ""
		for range 1 + rng.IntN(3) {
			w += syllables[rng.IntN(len(syllables))]
		}
		return w
	}
	all := make([]string, paragraphs)
	for i := range all {
		var words []string
		for sentence := range 2 + rng.IntN(2) {
			for at := range 10 + rng.IntN(10) {
				w := word()
				if at == 0 {
					w = strings.ToUpper(w[:1]) + w[1:]
				}
				words = append(words, w)
			}
			words[len(words)-1] += "."
			if sentence == 1 {
				words[len(words)-2] += ","
			}
		}
		all[i] = strings.Join(words, " ")
	}
	return all
}

func article(id string, paragraphs ...string) *schema.Article {
	a := &schema.Article{ID: id, Text: strings.Join(paragraphs, "\n\n")}
	at := 0
	for _, p := range paragraphs {
		a.Paragraphs = append(a.Paragraphs, schema.Paragraph{Span: schema.Span{Start: at, End: at + len(p)}})
		at += len(p) + 2
	}
	return a
}

// rowsOf returns the rows of some articles, identical texts marked as build marks them.
func rowsOf(t *testing.T, c *Collector, articles ...*schema.Article) []schema.Duplicate {
	t.Helper()
	defer func() {
		if err := c.Close(); err != nil {
			t.Error(err)
		}
	}()
	texts := map[string]string{}
	for _, a := range articles {
		if key := text.Key(a.Text); key != "" && texts[key] != "" {
			a.DuplicateOf = texts[key]
		} else {
			texts[key] = a.ID
		}
		if err := c.Add(a); err != nil {
			t.Fatal(err)
		}
	}
	var rows []schema.Duplicate
	for d, err := range c.Rows([]schema.Outlet{{Site: "post.example", Name: "The Post"}, {Site: "post-archive.example", Name: "The Post"}}) {
		if err != nil {
			t.Fatal(err)
		}
		rows = append(rows, *d)
	}
	return rows
}

// edits are what stands between two copies of a story; what they leave is found.
var edits = map[string]func([]string) []string{
	"the last third cut":  func(p []string) []string { return p[:len(p)*2/3] },
	"the last half cut":   func(p []string) []string { return p[:len(p)/2] },
	"every fourth cut":    func(p []string) []string { return slices.Concat(p[:3], p[4:7], p[8:]) },
	"reordered":           func(p []string) []string { return slices.Concat(p[5:], p[:5]) },
	"new headline":        func(p []string) []string { return slices.Concat([]string{"Quay closed after long dispute"}, p) },
	"dateline":            func(p []string) []string { return slices.Concat([]string{"VESSEL POINT (QPA) — " + p[0]}, p[1:]) },
	"byline and tail":     func(p []string) []string { return slices.Concat([]string{"By Ann Roe, staff"}, p, story(901, 2)) },
	"a paragraph updated": func(p []string) []string { return slices.Concat(p[:2], story(902, 1), p[3:]) },
	"three updated": func(p []string) []string {
		return slices.Concat(p[:1], story(903, 1), p[2:4], story(904, 1), p[5:7], story(905, 1), p[8:])
	},
	"local head":         func(p []string) []string { return slices.Concat(story(906, 3), p) },
	"joined in pairs":    func(p []string) []string { return []string{p[0] + " " + p[1], strings.Join(p[2:], " ")} },
	"one paragraph":      func(p []string) []string { return []string{strings.Join(p, " ")} },
	"a sentence each":    func(p []string) []string { return strings.SplitAfter(strings.Join(p, " "), ". ") },
	"capitals":           func(p []string) []string { return slices.Concat([]string{strings.ToUpper(p[0])}, p[1:]) },
	"other marks":        func(p []string) []string { return each(p, strings.NewReplacer(",", " –", ".", "…", " ", "\u00a0")) },
	"accents":            func(p []string) []string { return each(p, strings.NewReplacer("e", "é", "u", "ü")) },
	"one word of twenty": func(p []string) []string { return words(p, 20) },
	"cut, dateline, marks": func(p []string) []string {
		return each(slices.Concat([]string{"QPA, Monday. " + p[0]}, p[1:8]), strings.NewReplacer(",", ";"))
	},
	"lines of a scraper": func(p []string) []string { return each(p, strings.NewReplacer(" ba", "\nba", " ke", "\nke")) },
	"parts of a middle": func(p []string) []string {
		return slices.Concat([]string{"In other news of the day from the coast:"}, p[4:7])
	},
	"a brief": func(p []string) []string { return p[:3] },
}

func each(p []string, r *strings.Replacer) []string {
	out := slices.Clone(p)
	for i := range out {
		out[i] = r.Replace(out[i])
	}
	return out
}

func words(p []string, every int) []string {
	n := 0
	out := slices.Clone(p)
	for i := range out {
		list := strings.Fields(out[i])
		for j := range list {
			if n++; n%every == 0 {
				list[j] = "otherwise"
			}
		}
		out[i] = strings.Join(list, " ")
	}
	return out
}

func TestEditsAreFound(t *testing.T) {
	for name, edit := range edits {
		t.Run(name, func(t *testing.T) {
			original := story(1, 10)
			for _, order := range [...]bool{false, true} {
				a, b := article("a", original...), article("b", edit(slices.Clone(original))...)
				if order {
					a, b = b, a
				}
				rows := rowsOf(t, New(nil, t.TempDir()), article("other", story(2, 9)...), a, article("another", story(3, 9)...), b)
				if len(rows) != 1 || rows[0].ID != b.ID || rows[0].Other != a.ID || rows[0].Cluster != a.ID {
					t.Fatalf("rows %+v", rows)
				}
				part := name == "parts of a middle" || name == "a brief"
				if (rows[0].Relation == schema.RelationExcerpt) != part {
					t.Errorf("%+v", rows[0])
				}
			}
		})
	}
}

func TestNotAlike(t *testing.T) {
	one, two, common := story(1, 10), story(2, 10), story(9, 2)
	for name, pair := range map[string][2][]string{
		"a tail in common":      {slices.Concat(one, common), slices.Concat(two, common)},
		"a background":          {slices.Concat(one[:4], common, one[4:]), slices.Concat(two[:6], common, two[6:])},
		"a quote":               {one, slices.Concat(two, []string{`"` + one[3] + `", she said.`})},
		"nothing":               {one, two},
		"no text":               {nil, nil},
		"few words, one of two": {{"The quay is shut today"}, {"The quay is shut again"}},
		"marks alone":           {{"— — —"}, {"***"}},
	} {
		if rows := rowsOf(t, New(nil, t.TempDir()), article("a", pair[0]...), article("b", pair[1]...)); len(rows) > 0 {
			t.Errorf("%s: %+v", name, rows)
		}
	}
}

func TestRelations(t *testing.T) {
	day := func(n uint8) schema.Published {
		return schema.Published{Date: schema.Date{Year: 2026, Month: 3, Day: n}}
	}
	at := func(n int) time.Time { return time.Date(2026, 3, n, 12, 0, 0, 0, time.UTC) }
	post := func(m schema.Metadata) schema.Metadata { m.Site = "post.example"; return m }
	for name, tc := range map[string]struct {
		a, b schema.Metadata
		want schema.Relation
	}{
		"nothing known":           {schema.Metadata{}, schema.Metadata{}, schema.RelationNear},
		"one outlet, one day":     {post(schema.Metadata{Published: day(3)}), post(schema.Metadata{Published: day(3)}), schema.RelationNear},
		"one outlet, another day": {post(schema.Metadata{Published: day(3)}), post(schema.Metadata{Published: day(4)}), schema.RelationRevision},
		"one outlet, no day":      {post(schema.Metadata{}), post(schema.Metadata{Published: day(4)}), schema.RelationNear},
		"changed later":           {post(schema.Metadata{Modified: at(3)}), post(schema.Metadata{Modified: at(4)}), schema.RelationRevision},
		"one page, fetched twice": {
			schema.Metadata{URL: "https://post.example/quay", Retrieved: at(3)},
			schema.Metadata{CanonicalURL: "https://post.example/quay", Retrieved: at(4)},
			schema.RelationRevision,
		},
		"one page in two forms": {
			schema.Metadata{URL: "https://post.example/quay", Retrieved: at(3)},
			schema.Metadata{CanonicalURL: "https://post.example/quay"},
			schema.RelationNear,
		},
		"two outlets":                {post(schema.Metadata{Published: day(3)}), schema.Metadata{Site: "mail.example", Published: day(9)}, schema.RelationSyndicated},
		"two publishers":             {schema.Metadata{Publisher: "The Post"}, schema.Metadata{Publisher: "The Mail"}, schema.RelationSyndicated},
		"a publisher, differently":   {schema.Metadata{Publisher: "The Post"}, schema.Metadata{Publisher: "THE POST."}, schema.RelationNear},
		"a site and its publisher":   {post(schema.Metadata{}), schema.Metadata{Publisher: "The Post"}, schema.RelationNear},
		"two sites of an outlet":     {post(schema.Metadata{}), schema.Metadata{Site: "post-archive.example"}, schema.RelationNear},
		"an outlet and nobody knows": {post(schema.Metadata{}), schema.Metadata{Published: day(9)}, schema.RelationNear},
	} {
		p := story(1, 8)
		a, b := article("a", p...), article("b", p[:7]...)
		a.Metadata, b.Metadata = tc.a, tc.b
		rows := rowsOf(t, New(nil, t.TempDir()), a, b)
		if len(rows) != 1 || rows[0].Relation != tc.want || rows[0].SharedParagraphs != 7 || rows[0].OwnShare != 1 || rows[0].Similarity > .95 {
			t.Errorf("%s: want %s: %+v", name, tc.want, rows)
		}
	}
}

// TestStories: a story begins with the article that is no copy; a revision begins one of its
// own, and an excerpt does.
func TestStories(t *testing.T) {
	p := story(1, 12)
	of := func(id, site string, day uint8, paragraphs ...string) *schema.Article {
		a := article(id, paragraphs...)
		a.Site, a.Published.Date = site, schema.Date{Year: 2026, Month: 3, Day: day}
		return a
	}
	rows := rowsOf(t, New(nil, t.TempDir()),
		of("first", "post.example", 3, p...),
		of("copy", "mail.example", 4, slices.Concat(story(8, 2), p[:11])...),
		of("again", "mail.example", 4, slices.Concat(story(8, 2), p[:11])...), // the same text
		of("later", "post.example", 9, slices.Concat(p[:11], story(5, 3))...),
		of("later copy", "hill.example", 9, slices.Concat(p[:10], story(5, 3))...),
		of("brief", "hill.example", 9, p[:3]...),
		of("brief again", "dale.example", 9, p[:3]...),
	)
	var got []string
	for _, r := range rows {
		got = append(got, fmt.Sprintf("%s: %s of %s, story %s", r.ID, r.Relation, r.Other, r.Cluster))
	}
	want := []string{
		"copy: syndicated of first, story first",
		"again: identical of copy, story first",
		"later: revision of first, story first",
		"later copy: syndicated of later, story later",
		"brief: excerpt of first, story first",
		"brief again: identical of brief, story brief",
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Error(diff)
	}
}

// TestLaidAside: what does not fit into memory gives the same rows, and leaves no file.
func TestLaidAside(t *testing.T) {
	make300 := func() []*schema.Article {
		var all []*schema.Article
		names := make([]string, 0, len(edits))
		for name := range edits {
			names = append(names, name)
		}
		slices.Sort(names)
		for i := range 300 {
			p := story(i%140, 10)
			if i >= 140 {
				p = edits[names[i%len(names)]](p)
			}
			all = append(all, article(fmt.Sprint("doc ", i), p...))
		}
		return all
	}
	want := rowsOf(t, New(nil, t.TempDir()), make300()...)
	if len(want) < 150 || len(want) > 160 {
		t.Errorf("%d rows", len(want))
	}
	dir := t.TempDir()
	c := New(nil, dir)
	c.store.room, c.keys.room = 1<<10, 100
	if diff := cmp.Diff(want, rowsOf(t, c, make300()...)); diff != "" {
		t.Error(diff)
	}
	if left, _ := filepath.Glob(filepath.Join(dir, "*")); len(left) > 0 {
		t.Errorf("left: %v", left)
	}
}

func TestFilesThatCannotBe(t *testing.T) {
	c := New(nil, filepath.Join(t.TempDir(), "nowhere"))
	c.store.room = 1
	if err := c.Add(article("a", story(1, 3)...)); err == nil {
		t.Error("a folder that is not there is no error")
	}
	for _, err := range c.Rows(nil) {
		if err == nil {
			t.Error("rows after an error")
		}
	}
	dir := t.TempDir()
	c = New(nil, dir)
	c.store.room = 1
	for i := range 3 {
		if err := c.Add(article(fmt.Sprint(i), story(1, 3+i)...)); err != nil {
			t.Fatal(err)
		}
	}
	if err := c.store.out.Flush(); err != nil {
		t.Fatal(err)
	}
	if err := os.Truncate(filepath.Join(dir, sketchesName), 10); err != nil {
		t.Fatal(err)
	}
	failed := false
	for _, err := range c.Rows(nil) {
		failed = failed || err != nil
	}
	if !failed {
		t.Error("a file that was cut is no error")
	}
	if err := c.Close(); err != nil {
		t.Error(err)
	}
	var none *Collector
	if err := none.Close(); err != nil {
		t.Error(err)
	}
}

// TestSketchesAreReadAsWritten: what is cut anywhere is an error and never a crash.
func TestSketchesAreReadAsWritten(t *testing.T) {
	var s sketcher
	a := article("ö", story(1, 40)...)
	a.Site, a.Retrieved, a.Published.Date = "post.example", time.Unix(1, 0), schema.Date{Year: 1450, Month: 2, Day: 3}
	k := s.sketch(a.Text, a.Paragraphs)
	k.about = aboutOf(a)
	b := k.append(nil, a.ID)
	got, err := readSketch(b)
	if err != nil || got.id != a.ID || got.about != k.about || got.level != k.level ||
		!slices.Equal(got.sampled, k.sampled) || !slices.Equal(got.paragraphs, k.paragraphs) {
		t.Errorf("%v: %+v", err, got)
	}
	for n := range b {
		if _, err := readSketch(b[:n]); err == nil {
			t.Fatalf("%d of %d bytes are a sketch", n, len(b))
		}
	}
}

// TestSamplesTellTheWhole: of long texts a sample is compared, whose similarity is about
// that of the texts, also where one is much longer.
func TestSamplesTellTheWhole(t *testing.T) {
	for _, size := range []int{20, 60, 300} {
		p := story(size, size)
		for _, kept := range []int{size * 3 / 5, size * 4 / 5} {
			rows := rowsOf(t, New(nil, t.TempDir()), article("a", p...), article("b", p[:kept]...))
			if len(rows) != 1 || math.Abs(rows[0].Similarity-float64(kept)/float64(size)) > .09 || rows[0].OwnShare < .999 {
				t.Errorf("%d of %d paragraphs: %+v", kept, size, rows)
			}
		}
	}
}

// TestUnspaced: texts without spaces between words, and text of two scripts.
func TestUnspaced(t *testing.T) {
	sentence := func(seed uint64, first rune) string {
		rng := rand.New(rand.NewPCG(seed, 2))
		var b strings.Builder
		for range 150 {
			b.WriteRune(first + rune(rng.IntN(900)))
		}
		return b.String()
	}
	for name, first := range map[string]rune{"Han": 0x4e00, "Hangul": 0xac00, "Kana": 0x3041} {
		if name == "Kana" {
			first = 0x4f00
		}
		a, b := sentence(1, first), sentence(2, first)
		if rows := rowsOf(t, New(nil, t.TempDir()), article("a", a, b), article("b", "新しい。"+a+"，"+b)); len(rows) != 1 {
			if name != "Hangul" { // a word is what stands between spaces
				t.Errorf("%s: %+v", name, rows)
			}
		}
		if rows := rowsOf(t, New(nil, t.TempDir()), article("a", a), article("b", b)); len(rows) > 0 {
			t.Errorf("%s: %+v", name, rows)
		}
	}
}

func TestFolds(t *testing.T) {
	for s, like := range map[string]string{
		"Ça va, l’été?":                  "ca va l'ete",
		"Stra\u00dfe":                    "stra\u00dfe",
		"ﬁne":                            "fine",
		"Ｗｉｄｅ １２":                        "wide 12",
		"don\u2019t — stop":              "Don't stop",
		"ЁЛКА":                           "елка",
		"e\u0301te\u0301":                "été",
		"\u0643\u0650\u062a\u0627\u0628": "\u0643\u062a\u0627\u0628",
	} {
		if a, b := units(nil, s), units(nil, like); !slices.Equal(a, b) || len(a) == 0 {
			t.Errorf("%q is not %q: %d and %d units", s, like, len(a), len(b))
		}
	}
}

// TestNumbersAreSorted: each once, in order, from memory and from runs.
func TestNumbersAreSorted(t *testing.T) {
	for _, room := range []int{0, 1, 2, 7, 1000} {
		rng := rand.New(rand.NewPCG(3, uint64(room)))
		s := sorter{on: disk.Real, dir: t.TempDir(), name: "n", room: room}
		var want []uint64
		for range 500 {
			n := rng.Uint64N(300)
			want = append(want, n)
			if err := s.add(n); err != nil {
				t.Fatal(err)
			}
		}
		slices.Sort(want)
		var got []uint64
		for n, err := range s.all() {
			if err != nil {
				t.Fatal(err)
			}
			got = append(got, n)
		}
		if diff := cmp.Diff(slices.Compact(want), got); diff != "" {
			t.Errorf("room %d:\n%s", room, diff)
		}
		if err := s.close(); err != nil {
			t.Error(err)
		}
	}
}

// TestBetter: what is most similar counts, and of equals the first.
func TestBetter(t *testing.T) {
	list := []match{
		{4, schema.RelationNear, .6, .7},
		{1, schema.RelationSyndicated, .6, .8},
		{0, schema.RelationSyndicated, .6, .8},
		{2, schema.RelationRevision, .9, 1},
	}
	best := match{}
	var got []uint32
	for i := range list {
		if list[i].better(&best) {
			best = list[i]
			got = append(got, best.article)
		}
	}
	if !slices.Equal(got, []uint32{4, 1, 0, 2}) {
		t.Error(got)
	}
}

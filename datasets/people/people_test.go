package people

import (
	"fmt"
	"math/rand/v2"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/dsbuild/dsbuild/internal/speakerkey"
	"github.com/dsbuild/dsbuild/schema"
)

// said makes an article of a site and a day whose speakers have these names; a name may
// end in "/" and a role, and one that begins with "the " is an organisation's.
func said(site string, day int, names ...string) *schema.Article {
	a := &schema.Article{Metadata: schema.Metadata{Site: site}}
	if day > 0 {
		a.Published.Date = schema.DateOf(schema.Date{Year: 2025, Month: 1, Day: 1}.Time().AddDate(0, 0, day-1))
	}
	for _, name := range names {
		name, role, _ := strings.Cut(name, "/")
		kind := schema.SpeakerPerson
		if strings.HasPrefix(name, "the ") {
			kind = schema.SpeakerOrganisation
		}
		a.Speakers = append(a.Speakers, schema.Speaker{
			Name: name, Key: speakerkey.Of(name), Kind: kind, Role: role, QuoteCount: 1,
			QuotedWords: 5,
		})
	}
	return a
}

// collect returns the rows for articles.
func collect(t *testing.T, c *Collector, articles []*schema.Article) []schema.Person {
	t.Helper()
	for _, a := range articles {
		if err := c.Add(a); err != nil {
			t.Fatal(err)
		}
	}
	var all []schema.Person
	for p, err := range c.Rows() {
		if err != nil {
			t.Fatal(err)
		}
		all = append(all, *p)
	}
	if err := c.Close(); err != nil {
		t.Fatal(err)
	}
	return all
}

// keys are the keys of each row, with "?" behind those of a possible homonym and "!" of
// one that was corrected.
func keys(rows []schema.Person) []string {
	var all []string
	for _, p := range rows {
		s := strings.Join(p.Keys, " + ")
		for _, f := range p.Findings {
			s += map[schema.PersonFinding]string{schema.PossibleHomonym: "?", schema.Corrected: "!"}[f]
		}
		all = append(all, s)
	}
	slices.Sort(all)
	return all
}

func TestRules(t *testing.T) {
	for name, tc := range map[string]struct {
		articles []*schema.Article
		want     []string
	}{
		"spellings": {
			[]*schema.Article{said("a", 1, "Ana Ruiz"), said("b", 99, "ANA RUIZ"), said("c", 0, "Ana Ruíz")},
			[]string{"ana ruiz"},
		},
		"initials": {
			[]*schema.Article{said("a", 1, "J. D. Roe"), said("b", 400, "John Davis Roe"), said("b", 2, "J. Roe")},
			[]string{"j roe + jd roe + john davis roe"},
		},
		"middle names": {
			[]*schema.Article{said("a", 1, "Ana Maria Ruiz"), said("b", 400, "Ana Ruiz"), said("b", 2, "Ana M. Ruiz")},
			[]string{"ana m ruiz + ana maria ruiz + ana ruiz"},
		},
		"an initial of two": {
			[]*schema.Article{said("a", 1, "J. Roe"), said("b", 1, "John Roe"), said("b", 2, "Jane Roe")},
			[]string{"j roe?", "jane roe", "john roe"},
		},
		"some of the middle names": {
			[]*schema.Article{said("a", 1, "John W. Roe"), said("a", 1, "John H. W. Roe"), said("b", 1, "Ana Maria Ruiz"), said("b", 1, "A. M. Ruiz"), said("b", 1, "Ana Maria Sol Ruiz")},
			[]string{"am ruiz + ana maria ruiz", "ana maria sol ruiz", "john hw roe", "john w roe"},
		},
		"what looks like initials": {
			[]*schema.Article{said("a", 1, "Al Roe"), said("a", 1, "Albert Lee Roe"), said("b", 1, "ED ROE"), said("b", 1, "Emil David Roe"), said("b", 1, "JO Lund"), said("b", 1, "Jonas Olaf Lund")},
			[]string{"al roe", "albert lee roe", "ed roe", "emil david roe", "jo lund + jonas olaf lund"},
		},
		"two middle names": {
			[]*schema.Article{said("a", 1, "John Roe"), said("b", 1, "John Peter Roe"), said("b", 2, "John Quincy Roe")},
			[]string{"john peter roe", "john quincy roe", "john roe?"},
		},
		"a short form of a name that fits two": {
			[]*schema.Article{said("a", 1, "J. Roe"), said("a", 1, "John Roe"), said("b", 1, "John Peter Roe"), said("b", 2, "John Quincy Roe")},
			[]string{"j roe?", "john peter roe", "john quincy roe", "john roe?"},
		},
		"two speakers of one article": {
			[]*schema.Article{said("a", 1, "John Roe", "John Peter Roe")},
			[]string{"john peter roe", "john roe?"},
		},
		"two short forms in one article": {
			[]*schema.Article{said("a", 1, "John Roe", "J. P. Roe"), said("a", 1, "John Peter Roe")},
			[]string{"john peter roe + john roe", "jp roe?"},
		},
		"one name twice in one article": {
			[]*schema.Article{said("a", 1, "John Roe", "JOHN ROE")},
			[]string{"john roe?"},
		},
		"fathers and sons": {
			[]*schema.Article{said("a", 1, "John Roe"), said("a", 1, "John P. Roe Jr."), said("a", 2, "John Roe Jr.")},
			[]string{"john p roe jr + john roe jr", "john roe"},
		},
		"other first names": {
			[]*schema.Article{said("a", 1, "Jon Roe"), said("a", 1, "John Roe"), said("a", 1, "Maria Ruiz"), said("a", 1, "Ana Maria Ruiz")},
			[]string{"ana maria ruiz", "john roe", "jon roe", "maria ruiz"},
		},
		"a surname near": {
			[]*schema.Article{said("a", 31, "Ruiz"), said("a", 1, "Ana Ruiz")},
			[]string{"ana ruiz + ruiz"},
		},
		"a surname near one of two names": {
			[]*schema.Article{said("a", 31, "Ruiz"), said("a", 1, "Ana Ruiz"), said("a", 300, "Ana Maria Ruiz")},
			[]string{"ana maria ruiz + ana ruiz + ruiz"},
		},
		"a surname too late": {
			[]*schema.Article{said("a", 32, "Ruiz"), said("a", 1, "Ana Ruiz")},
			[]string{"ana ruiz", "ruiz"},
		},
		"a surname elsewhere": {
			[]*schema.Article{said("b", 1, "Ruiz"), said("a", 1, "Ana Ruiz")},
			[]string{"ana ruiz", "ruiz"},
		},
		"a surname without a day or a site": {
			[]*schema.Article{said("", 1, "Ruiz"), said("", 1, "Ana Ruiz"), said("a", 0, "Lund"), said("a", 0, "Bo Lund")},
			[]string{"ana ruiz", "bo lund", "lund", "ruiz"},
		},
		"a surname of two": {
			[]*schema.Article{said("a", 1, "Ruiz"), said("a", 1, "Ana Ruiz"), said("a", 20, "Pedro Ruiz")},
			[]string{"ana ruiz", "pedro ruiz", "ruiz?"},
		},
		"a surname of two, of whom one is far": {
			[]*schema.Article{said("a", 1, "Ruiz"), said("a", 1, "Ana Ruiz"), said("b", 1, "Pedro Ruiz")},
			[]string{"ana ruiz + ruiz", "pedro ruiz"},
		},
		"a surname that means another one elsewhere": {
			[]*schema.Article{said("a", 1, "Ruiz"), said("a", 1, "Ana Ruiz"), said("b", 1, "Ruiz"), said("b", 1, "Pedro Ruiz")},
			[]string{"ana ruiz", "pedro ruiz", "ruiz?"},
		},
		"a surname on two sites": {
			[]*schema.Article{said("a", 1, "Ruiz"), said("b", 1, "Ruiz")},
			[]string{"ruiz?"},
		},
		"a surname on a site, and where none is known": {
			[]*schema.Article{said("", 1, "Ruiz"), said("a", 1, "Ruiz"), said("", 9, "Ruiz"), said("a", 1, "Ruiz")},
			[]string{"ruiz"},
		},
		"a surname beside the name": {
			[]*schema.Article{said("a", 1, "Ruiz", "Ana Ruiz")},
			[]string{"ana ruiz", "ruiz"},
		},
		"a surname that is a first name": {
			[]*schema.Article{said("a", 1, "Martin"), said("a", 1, "Ana Martin"), said("b", 1, "Martin Lund")},
			[]string{"ana martin", "martin", "martin lund"},
		},
		"particles": {
			[]*schema.Article{said("a", 1, "von der Halde"), said("a", 1, "Ursula von der Halde"), said("a", 1, "Bo Halde"), said("a", 2, "U. von der Halde")},
			[]string{"bo halde", "u von der halde + ursula von der halde + von der halde"},
		},
		"bodies": {
			[]*schema.Article{said("a", 1, "the Harbour Office"), said("b", 1, "the HARBOUR Office"), said("a", 1, "the Office"), said("a", 2, "the H. Office")},
			[]string{"h office", "harbour office", "office"},
		},
		"a body and a person": {
			[]*schema.Article{said("a", 1, "the Roe"), said("a", 1, "Ana Roe"), said("b", 1, "the Roe"), said("b", 3, "Roe")},
			[]string{"ana roe", "roe"},
		},
	} {
		t.Run(name, func(t *testing.T) {
			if diff := cmp.Diff(tc.want, keys(collect(t, New(nil, t.TempDir(), nil), tc.articles))); diff != "" {
				t.Errorf("-want +got:\n%s", diff)
			}
		})
	}
}

func TestRow(t *testing.T) {
	articles := []*schema.Article{
		said("a", 40, "ANA RUIZ/harbour master"), said("a", 2, "Ana Ruiz/Harbour master"), said("b", 9, "Ana Ruíz/harbour master", "the Harbour Office"),
		said("b", 0, "Ana Ruiz"), said("a", 3, "A. Ruiz/mayor"), said("a", 3, "the Harbour Office/"+strings.Repeat("very ", 100)+"old"),
	}
	articles[1].Speakers[0].Kind = schema.SpeakerOrganisation
	got := collect(t, New(nil, t.TempDir(), nil), articles)
	day := func(m, d uint8) schema.Date { return schema.Date{Year: 2025, Month: m, Day: d} }
	want := []schema.Person{
		{ID: "harbour office", Keys: []string{"harbour office"}, Name: "the Harbour Office", Kind: schema.SpeakerOrganisation, Roles: []string{}, First: day(1, 3), Last: day(1, 9), Articles: 2, Quotes: 2, Words: 10},
		{ID: "ana ruiz", Keys: []string{"a ruiz", "ana ruiz"}, Name: "Ana Ruiz", Kind: schema.SpeakerPerson, Roles: []string{"harbour master", "mayor", "Harbour master"}, First: day(1, 2), Last: day(2, 9), Articles: 5, Quotes: 5, Words: 25},
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("-want +got:\n%s", diff)
	}
}

// TestMemoryChangesNoRow lays everything aside after each article, after a few, and never.
func TestMemoryChangesNoRow(t *testing.T) {
	rng := rand.New(rand.NewPCG(5, 5))
	var articles []*schema.Article
	for range 400 {
		var names []string
		for range 1 + rng.IntN(20)/19 {
			first := []string{"Ana", "A.", "Ana Maria", "John", "J.", "", "ANA", "Pedro"}[rng.IntN(8)]
			last := []string{"Ruiz", "Roe", "von der Halde", "Lund", "Roe Jr."}[rng.IntN(5)]
			names = append(names, strings.TrimSpace(first+" "+last)+"/"+[]string{"mayor", "clerk", ""}[rng.IntN(3)])
		}
		articles = append(articles, said([]string{"a", "b", ""}[rng.IntN(3)], rng.IntN(200), names...))
	}
	want := collect(t, New(nil, t.TempDir(), nil), articles)
	if len(want) < 20 || !slices.ContainsFunc(want, func(p schema.Person) bool { return len(p.Keys) > 2 }) {
		t.Fatalf("the articles show little: %v", keys(want))
	}
	seen := map[string]bool{}
	quotes := 0
	for _, p := range want {
		quotes += p.Quotes
		for _, k := range p.Keys {
			if seen[k] {
				t.Errorf("%s stands in two rows", k)
			}
			seen[k] = true
		}
		if !slices.Contains(p.Keys, p.ID) || !slices.IsSorted(p.Keys) {
			t.Errorf("row %+v", p)
		}
	}
	for _, a := range articles {
		quotes -= len(a.Speakers)
	}
	if quotes != 0 {
		t.Errorf("%d quotes too many", quotes)
	}
	for _, room := range []int{1, 2000, 20_000} {
		dir := t.TempDir()
		c := New(nil, dir, nil)
		c.room = room
		if diff := cmp.Diff(want, collect(t, c, articles)); diff != "" {
			t.Errorf("room for %d bytes, -memory +file:\n%s", room, diff)
		}
		if left, _ := os.ReadDir(dir); len(left) > 0 {
			t.Errorf("%s is left", left[0].Name())
		}
	}
}

func TestDamagedFile(t *testing.T) {
	for name, damage := range map[string]func([]byte) []byte{
		"cut":     func(b []byte) []byte { return b[:len(b)-3] },
		"changed": func(b []byte) []byte { b[0] = 0xff; return b },
		"zeroes":  func(b []byte) []byte { return make([]byte, len(b)) },
	} {
		dir := t.TempDir()
		c := New(nil, dir, nil)
		c.room = 1
		if err := c.Add(said("a", 1, "Ana Ruiz")); err != nil {
			t.Fatal(err)
		}
		path := filepath.Join(dir, SpillName)
		body, err := os.ReadFile(path)
		if err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(path, damage(body), 0o666); err != nil {
			t.Fatal(err)
		}
		failed := false
		for _, err := range c.Rows() {
			failed = failed || err != nil
		}
		if !failed {
			t.Errorf("%s: no error", name)
		}
		if err := c.Close(); err != nil {
			t.Error(err)
		}
	}
}

// TestFamilyOfManyNames has more names of one surname than are compared.
func TestFamilyOfManyNames(t *testing.T) {
	if testing.Short() {
		t.Skip("20,000 names")
	}
	var articles []*schema.Article
	for i := range mostOfFamily + 10 {
		articles = append(articles, said("a", 1, fmt.Sprintf("Ana%c%c%c%c Roe", 'a'+i%26, 'a'+i/26%26, 'a'+i/676%26, 'a'+i/17576%26)))
	}
	articles = append(articles, said("a", 1, "Ana Roeder"), said("a", 1, "A. Roeder"))
	got := collect(t, New(nil, t.TempDir(), nil), articles)
	if len(got) != mostOfFamily+11 {
		t.Errorf("%d rows", len(got))
	}
}

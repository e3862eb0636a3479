package sitelines

import (
	"fmt"
	"math/bits"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"github.com/dsbuild/dsbuild/convert/block"
	"github.com/dsbuild/dsbuild/schema"
)

// A page of these tests is its blocks: text that begins with "-" is dropped already,
// with "#" is a heading, with "!" is text for sure.
func pageOf(site, id string, texts ...string) (*Page, []schema.Block) {
	p := &Page{Site: site, ID: id, URL: site + "/" + id}
	var blocks []schema.Block
	for i, t := range texts {
		b := schema.Block{Index: i, Text: strings.TrimLeft(t, "-#!"), Kind: schema.KindParagraph, Kept: true, Reason: schema.ReasonBody, Score: 0.6}
		switch t[0] {
		case '-':
			b.Kind, b.Kept, b.Reason, b.Score = schema.KindNavigation, false, schema.ReasonBoilerplate, 0
		case '#':
			b.Kind, b.Level = schema.KindHeading, 2
		case '!':
			b.Score = 0.95
		}
		blocks = append(blocks, b)
		p.Keys = append(p.Keys, block.KeyOf(b.Text))
	}
	return p, blocks
}

// own returns sentences that stand on one page only.
func own(page string, n int) (texts []string) {
	for i := range n {
		texts = append(texts, fmt.Sprintf("Sentence %d of page %s says what no other page of the whole site says, and takes its time for it.", i, page))
	}
	return texts
}

const (
	closing = "The Harrow Post belongs to its readers and to nobody else in this valley."
	teaser  = "The river board has voted for a night ferry that is to run all year."
)

func TestDrop(t *testing.T) {
	around := func(page string, texts ...string) []string {
		return slices.Concat(own(page, 2), texts, own(page+"'", 2))
	}
	for _, c := range []struct {
		name  string
		page  []string
		other func(i int) []string // page i of the same site
		pages int
		want  []string
	}{
		{"a last line", append(own("p", 3), closing), func(i int) []string { return append(own(fmt.Sprint(i), 3), closing) }, 2, []string{closing}},
		{"in other spelling", append(own("p", 3), strings.ToUpper(closing)), func(i int) []string { return append(own(fmt.Sprint(i), 3), closing) }, 2, []string{strings.ToUpper(closing)}},
		{"one other page is too few", append(own("p", 3), closing), func(i int) []string { return append(own(fmt.Sprint(i), 3), closing) }, 1, nil},
		{"a paragraph that two of twelve take over", append(own("p", 3), closing), func(i int) []string {
			if i > 1 {
				return own(fmt.Sprint(i), 3)
			}
			return append(own(fmt.Sprint(i), 3), closing)
		}, 12, nil},
		{"dropped on the other pages", append(own("p", 3), closing), func(i int) []string { return append(own(fmt.Sprint(i), 3), "-"+closing) }, 2, []string{closing}},
		{"a heading over text", around("p", "#Background"), func(i int) []string { return around(fmt.Sprint(i), "#Background") }, 9, nil},
		{"a label among text, on all pages", around("p", "Advertisement"), func(i int) []string { return around(fmt.Sprint(i), "Advertisement") }, 3, []string{"Advertisement"}},
		{"a label among text, on half of the pages", around("p", "Listen"), func(i int) []string { return around(fmt.Sprint(i), []string{"Listen", "Read"}[i%2]) }, 8, nil},
		{"a box among text, on all pages", around("p", "#Letters", closing), func(i int) []string { return around(fmt.Sprint(i), "#Letters", closing) }, 3, []string{"Letters", closing}},
		{"paragraphs among text, on half of the pages", around("p", closing, teaser), func(i int) []string {
			if i%2 == 1 {
				return own(fmt.Sprint(i), 3)
			}
			return around(fmt.Sprint(i), closing, teaser)
		}, 8, nil},
		{"last paragraphs that are text beyond doubt, on half of the pages", append(own("p", 3), "!"+closing, "!"+teaser), func(i int) []string {
			if i%2 == 1 {
				return own(fmt.Sprint(i), 3)
			}
			return append(own(fmt.Sprint(i), 3), closing, teaser)
		}, 8, nil},
		{"a last paragraph that seems text beyond doubt, on all pages", append(own("p", 3), "!"+closing), func(i int) []string { return append(own(fmt.Sprint(i), 3), closing) }, 3, []string{closing}},
		{"a box above the text, on half of the pages", append([]string{"Letters", closing}, own("p", 3)...), func(i int) []string {
			if i%2 == 1 {
				return own(fmt.Sprint(i), 3)
			}
			return append([]string{"Letters", closing}, own(fmt.Sprint(i), 3)...)
		}, 8, []string{"Letters", closing}},
		{"a first sentence that teasers repeat", append([]string{"!" + teaser}, own("p", 3)...), func(i int) []string { return append(own(fmt.Sprint(i), 3), "-"+teaser) }, 9, nil},
		{"all of the text", []string{closing, teaser}, func(i int) []string { return append(own(fmt.Sprint(i), 3), closing, teaser) }, 4, nil},
		{"a line without letters", append(own("p", 3), "* * *"), func(i int) []string { return append(own(fmt.Sprint(i), 3), "* * *") }, 4, nil},
	} {
		t.Run(c.name, func(t *testing.T) {
			var s Survey
			p, blocks := pageOf("a.example", "p", c.page...)
			s.Add(p)
			for i := range c.pages {
				other, _ := pageOf("a.example", fmt.Sprint(i), c.other(i)...)
				s.Add(other)
			}
			stranger, _ := pageOf("b.example", "s", append(own("s", 3), closing)...)
			s.Add(stranger)
			n := s.Table().Drop(p, blocks)
			got := droppedTexts(blocks)
			if diff := cmp.Diff(c.want, got); diff != "" || n != len(got) {
				t.Errorf("dropped %d (-want +got):\n%s", n, diff)
			}
		})
	}
}

func droppedTexts(blocks []schema.Block) (texts []string) {
	for i := range blocks {
		if blocks[i].Reason == schema.ReasonSiteTemplate {
			texts = append(texts, blocks[i].Text)
		}
	}
	return texts
}

// What was saved again and again is no template.
func TestCopiesDoNotVote(t *testing.T) {
	for _, c := range []struct {
		name string
		copy func(p *Page, blocks []string) (*Page, []string)
	}{
		{"the same bytes", func(p *Page, texts []string) (*Page, []string) { return &Page{ID: p.ID, URL: "elsewhere"}, texts }},
		{"the same URL", func(p *Page, texts []string) (*Page, []string) {
			return &Page{ID: "c", URL: p.URL}, append(own("c", 9), texts...)
		}},
		{"over half of the long blocks", func(_ *Page, texts []string) (*Page, []string) {
			return &Page{ID: "c", URL: "c"}, append(own("c", 2), texts...)
		}},
	} {
		t.Run(c.name, func(t *testing.T) {
			var s Survey
			texts := own("p", 5)
			p, blocks := pageOf("a.example", "p", texts...)
			s.Add(p)
			for i := range 4 {
				head, texts := c.copy(p, texts)
				again, _ := pageOf("a.example", head.ID, texts...)
				again.URL = head.URL
				if head.ID == "c" {
					again.ID += fmt.Sprint(i)
				}
				s.Add(again)
			}
			for i := range 2 { // others, so that there are voters
				other, _ := pageOf("a.example", fmt.Sprint("o", i), own(fmt.Sprint("o", i), 3)...)
				s.Add(other)
			}
			if n := s.Table().Drop(p, blocks); n != 0 {
				t.Errorf("dropped %q", droppedTexts(blocks))
			}
		})
	}
}

// Copies of one page have one vote on other pages.
func TestCopiesHaveOneVote(t *testing.T) {
	var s Survey
	for i := range 6 {
		again, _ := pageOf("a.example", fmt.Sprint(i), append(own("story", 5), closing, fmt.Sprint("Edition ", i))...)
		s.Add(again)
	}
	for i := range 2 {
		other, _ := pageOf("a.example", fmt.Sprint("o", i), own(fmt.Sprint("o", i), 3)...)
		s.Add(other)
	}
	p, blocks := pageOf("a.example", "p", append(own("p", 3), closing)...)
	s.Add(p)
	if n := s.Table().Drop(p, blocks); n != 0 {
		t.Errorf("dropped %q", droppedTexts(blocks))
	}
}

// crawlOf draws pages of few sites from few sentences.
func crawlOf(t *rapid.T) (pages []*Page, blocks [][]schema.Block) {
	for i := range rapid.IntRange(1, 60).Draw(t, "pages") {
		site := fmt.Sprintf("%d.example", rapid.IntRange(0, 3).Draw(t, "site"))
		var texts []string
		for range rapid.IntRange(1, 8).Draw(t, "blocks") {
			mark := rapid.SampledFrom([]string{"", "", "", "#", "-", "!"}).Draw(t, "mark")
			word := rapid.IntRange(0, 12).Draw(t, "word")
			texts = append(texts, mark+strings.Repeat(fmt.Sprintf("line %d of it ", word), 1+word%3*4))
		}
		p, b := pageOf(site, fmt.Sprint(texts), texts...)
		p.URL = fmt.Sprint(site, i%50)
		pages, blocks = append(pages, p), append(blocks, b)
	}
	return pages, blocks
}

func TestLaws(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		pages, blocks := crawlOf(t)
		order := rand.New(rand.NewPCG(rapid.Uint64().Draw(t, "seed"), 1)).Perm(len(pages))
		limit := rapid.SampledFrom([]int{0, 5, 20}).Draw(t, "maximum")
		one, two := Survey{maximum: limit}, Survey{maximum: limit}
		for i, p := range pages {
			one.Add(p)
			if other := pages[order[i]]; two.Wants(other) {
				two.Add(other)
			}
		}
		if limit > 0 && one.held > limit {
			t.Fatalf("%d pages are held, not %d", one.held, limit)
		}
		a, b := one.Table(), two.Table()
		for i, p := range pages {
			before := slices.Clone(blocks[i])
			again := slices.Clone(blocks[i])
			n := a.Drop(p, blocks[i])
			if m := b.Drop(p, again); m != n || !cmp.Equal(again, blocks[i]) {
				t.Fatalf("page %d: another order, without pages that are not wanted, drops %d, not %d", i, m, n)
			}
			checkDrop(t, a.sites[digest(p.Site)], p, before, blocks[i], n)
		}
	})
}

// checkDrop holds the laws of one page.
func checkDrop(t *rapid.T, s *site, p *Page, before, after []schema.Block, n int) {
	left, dropped := 0, 0
	for i := range after {
		if after[i].Kept {
			left++
		}
		if cmp.Equal(before[i], after[i]) {
			continue
		}
		dropped++
		if !before[i].Kept || after[i].Kept || after[i].Reason != schema.ReasonSiteTemplate {
			t.Fatalf("block %v became %v", before[i], after[i])
		}
		may := s.voters(p)
		votes, all := bits.OnesCount32(s.mask(p.Keys[i])&may), bits.OnesCount32(may)
		if votes < minVotes || 4*votes < all {
			t.Fatalf("%q was dropped by %d of %d votes", before[i].Text, votes, all)
		}
	}
	if dropped != n || dropped > 0 && left == 0 {
		t.Fatalf("%d blocks are said to be dropped, %d are, %d are left", n, dropped, left)
	}
}

// However many pages and sites there are, a bounded number is remembered, and what a
// site with pages enough shows is still found.
func TestMemoryIsBounded(t *testing.T) {
	s := Survey{maximum: 200}
	for i := range 4_000 {
		site := fmt.Sprintf("%d.example", i%10)
		if i%2 == 1 {
			site = fmt.Sprintf("%d.test", i)
		}
		p, _ := pageOf(site, fmt.Sprint(i), append(own(fmt.Sprint(i), 3), closing)...)
		for k := range 600 {
			p.Keys = append(p.Keys, block.KeyOf(fmt.Sprint(i, "line", k)))
		}
		s.Add(p)
		if s.held > 200 {
			t.Fatalf("%d pages are held after %d", s.held, i)
		}
	}
	for _, of := range s.sites {
		if len(of.pages) > s.voters {
			t.Fatalf("%d pages of a site are held, not %d", len(of.pages), s.voters)
		}
		for _, v := range of.pages {
			if cap(v.keys) > maxKeys {
				t.Fatalf("%d blocks of a page are held", cap(v.keys))
			}
		}
	}
	if s.voters < minVoters {
		t.Errorf("%d pages of a site are held", s.voters)
	}
	big := Survey{maximum: 200}
	for i := range 5_000 {
		p, _ := pageOf(fmt.Sprintf("%d.example", i%20), fmt.Sprint(i), append(own(fmt.Sprint(i), 3), closing)...)
		big.Add(p)
	}
	p, blocks := pageOf("7.example", "p", append(own("p", 3), closing)...)
	if n := big.Table().Drop(p, blocks); n != 1 {
		t.Errorf("dropped %d blocks of a site with many pages", n)
	}
}

// What a dataset tells of a page is what was dropped from it.
func TestTold(t *testing.T) {
	texts := append(own("p", 3), closing, "-Menu")
	_, blocks := pageOf("a.example", "p", texts...)
	if n := NewTold(strings.Join(texts[:3], "\n\n")).Drop(nil, blocks); n != 1 || blocks[3].Kept {
		t.Errorf("dropped %d: %q", n, droppedTexts(blocks))
	}
	_, blocks = pageOf("a.example", "p", texts...)
	if n := NewTold("").Drop(nil, blocks); n != 0 {
		t.Errorf("dropped %d blocks of a page without text", n)
	}
}

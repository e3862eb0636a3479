package article

import (
	"errors"
	"slices"
	"strings"
	"testing"

	"golang.org/x/text/unicode/norm"
	"pgregory.net/rapid"

	"github.com/dsbuild/dsbuild/convert/markup"
	"github.com/dsbuild/dsbuild/convert/meta"
	"github.com/dsbuild/dsbuild/schema"
)

func kept(kind schema.BlockKind, s string) schema.Block {
	return schema.Block{Text: s, Kind: kind, Kept: true, Reason: schema.ReasonBody, Score: 0.9}
}

func dropped(kind schema.BlockKind, s string) schema.Block {
	return schema.Block{Text: s, Kind: kind, Reason: schema.ReasonBoilerplate}
}

const prose = "The harbour board said on Monday that the dredging would start in May and that the costs, which had been disputed for years, are shared by both towns."

func story(n int) []schema.Block {
	var all []schema.Block
	for range n {
		all = append(all, kept(schema.KindParagraph, prose))
	}
	return all
}

func TestBuild(t *testing.T) {
	link := kept(schema.KindParagraph, "Read the plan in full.\nThe board votes in June.")
	link.Links = []schema.BlockLink{
		{Span: schema.Span{Start: 5, End: 13}, URL: "/plan"},
		{Span: schema.Span{Start: 27, End: 32}, URL: "https://board.example.org/"},
		{Span: schema.Span{Start: 0, End: 4}, URL: "#top"},
	}
	head := kept(schema.KindHeading, "What comes next")
	head.Level = 2
	blocks := append(story(2), dropped(schema.KindPromo, "Newsletter"), head, link, kept(schema.KindListItem, "e\u0301quipe\u0007"), kept(schema.KindCaption, "A crane."))
	m := &meta.Metadata{Metadata: schema.Metadata{Title: "Harbour to be dredged", URL: "https://www.harbourpost.example.com/2021/plan.html", Site: "example.com"}, Types: []string{"NewsArticle"}}
	a, err := Build(&schema.Page{ID: "x"}, blocks, m, Options{})
	if err != nil {
		t.Fatal(err)
	}
	checkLaws(t, a)
	last := a.Paragraphs[len(a.Paragraphs)-1]
	if got := a.Text[last.Start:last.End]; got != "équipe" {
		t.Errorf("last paragraph %q", got)
	}
	if len(a.Paragraphs) != 6 || a.Paragraphs[2].HeadingLevel != 2 || a.Paragraphs[3].SectionHeading != "What comes next" || a.Paragraphs[1].SectionHeading != "" {
		t.Errorf("paragraphs %+v", a.Paragraphs)
	}
	if len(a.Links) != 2 {
		t.Fatalf("links %+v", a.Links)
	}
	if l := a.Links[0]; l.URL != "https://www.harbourpost.example.com/plan" || !l.SameSite.V || a.Text[l.Start:l.End] != "the plan" || l.Paragraph != 3 {
		t.Errorf("first link %+v %q", l, a.Text[l.Start:l.End])
	}
	if l := a.Links[1]; a.Text[l.Start:l.End] != "board" || l.Paragraph != 4 {
		t.Errorf("second link %+v %q", l, a.Text[l.Start:l.End])
	}
	if a.PageType != schema.PageArticle || a.TextStatus != schema.TextFull {
		t.Errorf("type %q status %q", a.PageType, a.TextStatus)
	}
}

func TestUnknownSite(t *testing.T) {
	link := kept(schema.KindParagraph, "Read the plan in full.")
	link.Links = []schema.BlockLink{{Span: schema.Span{Start: 5, End: 13}, URL: "/plan"}}
	a, err := Build(&schema.Page{}, append(story(2), link), &meta.Metadata{Metadata: schema.Metadata{Title: "Harbour"}, Types: []string{"NewsArticle"}}, Options{})
	if err != nil || len(a.Links) != 1 || a.Links[0].URL != "/plan" || a.Links[0].SameSite.OK {
		t.Errorf("%+v %v", a.Links, err)
	}
}

type fataler interface {
	Fatalf(format string, args ...any)
}

func checkLaws(t fataler, a *schema.Article) {
	var parts []string
	for _, p := range a.Paragraphs {
		s := a.Text[p.Start:p.End]
		if s == "" || strings.ContainsAny(s, "\n\r\t") || strings.TrimSpace(s) != s {
			t.Fatalf("paragraph %q", s)
		}
		parts = append(parts, s)
	}
	if joined := strings.Join(parts, "\n\n"); joined != a.Text {
		t.Fatalf("text %q is not its paragraphs %q", a.Text, joined)
	}
	if !norm.NFC.IsNormalString(a.Text) {
		t.Fatalf("text is not NFC")
	}
	for _, l := range a.Links {
		p := a.Paragraphs[l.Paragraph]
		if l.Start < p.Start || l.End > p.End || l.Empty() || strings.TrimSpace(a.Text[l.Start:l.End]) == "" {
			t.Fatalf("link %+v outside of paragraph %+v", l, p)
		}
	}
}

func TestLaws(t *testing.T) {
	kinds := []schema.BlockKind{
		schema.KindParagraph, schema.KindHeading, schema.KindListItem, schema.KindTableRow, schema.KindTitle,
		schema.KindOther, schema.KindPreformatted,
	}
	rapid.Check(t, func(t *rapid.T) {
		var blocks []schema.Block
		for range rapid.IntRange(0, 6).Draw(t, "blocks") {
			s := rapid.StringOfN(rapid.RuneFrom([]rune("ab ecn\u0301\n\u00ad\t.\x07é漢")), 0, 30, -1).Draw(t, "text")
			b := schema.Block{Text: s, Kind: rapid.SampledFrom(kinds).Draw(t, "kind"), Kept: rapid.Bool().Draw(t, "kept"), Level: rapid.IntRange(0, 7).Draw(t, "level")}
			for range rapid.IntRange(0, 2).Draw(t, "links") {
				from := rapid.IntRange(0, len(s)).Draw(t, "from")
				b.Links = append(b.Links, schema.BlockLink{Span: schema.Span{Start: from, End: rapid.IntRange(from, len(s)).Draw(t, "to")}, URL: "/x"})
			}
			blocks = append(blocks, b)
		}
		a, err := Build(&schema.Page{}, blocks, &meta.Metadata{Metadata: schema.Metadata{Title: "T"}, Types: []string{"Article"}}, Options{KeepAll: true})
		if err != nil {
			t.Fatalf("%v", err)
		}
		checkLaws(t, a)
	})
}

func TestRejects(t *testing.T) {
	links := make([]schema.Block, 40)
	for i := range links {
		links[i] = dropped(schema.KindNavigation, "Harbour news")
	}
	cases := []struct {
		name   string
		m      meta.Metadata
		blocks []schema.Block
		kind   schema.PageType
		reason schema.RejectReason
	}{
		{"front page", meta.Metadata{Metadata: schema.Metadata{Title: "Harbour Post", URL: "https://harbourpost.example/"}, Types: []string{"website"}}, append(links, kept(schema.KindParagraph, "All the news.")), schema.PageListing, schema.RejectNotAnArticle},
		{"error", meta.Metadata{Metadata: schema.Metadata{Title: "404: page not found"}}, []schema.Block{kept(schema.KindParagraph, "We could not find it.")}, schema.PageError, schema.RejectNotAnArticle},
		{"product", meta.Metadata{Metadata: schema.Metadata{Title: "Crane", URL: "https://s.example/product/1"}, Types: []string{"Product"}}, []schema.Block{kept(schema.KindParagraph, "A crane.")}, schema.PageProduct, schema.RejectNotAnArticle},
		{"consent", meta.Metadata{Metadata: schema.Metadata{Title: "Harbour Post"}}, []schema.Block{dropped(schema.KindOther, "We value your privacy"), dropped(schema.KindOther, "We and our partners store data.")}, schema.PageConsent, schema.RejectConsentWall},
		{"nothing", meta.Metadata{Metadata: schema.Metadata{Title: "Loading"}}, links[:3], schema.PageArticle, schema.RejectNoText},
	}
	for _, c := range cases {
		_, err := Build(&schema.Page{ID: "x"}, c.blocks, &c.m, Options{})
		var r *schema.Reject
		if !errors.As(err, &r) || r.Reason != c.reason || r.PageType != c.kind || r.Title != c.m.Title || r.Message == "" {
			t.Errorf("%s: %+v", c.name, err)
		}
		if _, err := Build(&schema.Page{ID: "x"}, c.blocks, &c.m, Options{KeepAll: true}); (err == nil) != (c.name != "nothing" && c.name != "consent") {
			t.Errorf("%s with all kept: %v", c.name, err)
		}
	}
}

func TestWalls(t *testing.T) {
	request := strings2blocks("We and our 90 partners use cookies to measure our readers.", "You may withdraw your consent at any time.", "Read without tracking for three crowns a month.")
	cases := []struct {
		name   string
		m      meta.Metadata
		blocks []schema.Block
		want   schema.PageType
	}{
		{"consent", meta.Metadata{Metadata: schema.Metadata{Title: "Before you continue to the Harbour Post"}}, request, schema.PageConsent},
		{"robot", meta.Metadata{Metadata: schema.Metadata{Title: "harbourpost.example"}}, strings2blocks("Please verify that you are human.", "Enable JavaScript and cookies to go on."), schema.PageError},
		{"an article with a banner", meta.Metadata{Metadata: schema.Metadata{Title: "Harbour to be dredged"}}, append(request[:1:1], story(3)...), ""},
		{"an article on consent", meta.Metadata{Metadata: schema.Metadata{Title: "Council asks for consent"}, Types: []string{"NewsArticle"}}, append(request[:3:3], story(2)...), ""},
	}
	for _, c := range cases {
		_, err := Build(&schema.Page{}, c.blocks, &c.m, Options{})
		var r *schema.Reject
		errors.As(err, &r)
		if c.want == "" && err != nil || c.want != "" && (r == nil || r.PageType != c.want) {
			t.Errorf("%s: %v", c.name, err)
		}
	}
}

func TestPageTypes(t *testing.T) {
	talk := append(story(1), strings2blocks("MODERATOR: Who pays?", "JANE DOE: Both towns pay.", "MODERATOR: How much?", "JANE DOE: We do not know.", "MODERATOR: When?", "JANE DOE: In May.", "MODERATOR: Thanks.", "JANE DOE: Thank you.", "MODERATOR: Bye.")...)
	titled := []schema.Block{dropped(schema.KindTitle, "Harbour")}
	entry := dropped(schema.KindNavigation, "Press releases")
	entry.Text, entry.Links = "Press release", []schema.BlockLink{{Span: schema.Span{End: 13}, URL: "/press"}}
	radio := strings2blocks("JANE DOE, HOST: Who pays?", "TOM ROE, BYLINE: Both towns.", "DOE: When?", "ROE: In May.", "DOE: Why?", "ROE: For the herring.", "ANN POE: We like herring.", "DOE: Thank you.")
	var prices []schema.Block
	for range 5 {
		prices = append(prices, strings2blocks("Full Price: 20 crowns", "First Class: no", "Opens: in May")...)
	}
	cases := []struct {
		name   string
		m      meta.Metadata
		blocks []schema.Block
		want   schema.PageType
	}{
		{"a list with labels", meta.Metadata{}, prices, schema.PageArticle},
		{"press release by its label", meta.Metadata{}, slices.Concat([]schema.Block{dropped(schema.KindOther, "Press release")}, titled, story(4)), schema.PagePressRelease},
		{"press release in Czech", meta.Metadata{}, slices.Concat([]schema.Block{dropped(schema.KindOther, "Tisková zpráva")}, titled, story(4)), schema.PagePressRelease},
		{"press release in Japanese", meta.Metadata{}, slices.Concat(titled, []schema.Block{dropped(schema.KindOther, "プレスリリース")}, story(4)), schema.PagePressRelease},
		{"an entry of a blog", meta.Metadata{Types: []string{"blog"}}, story(4), schema.PageArticle},
		{"a post on a path of posts", meta.Metadata{Metadata: schema.Metadata{URL: "https://p.example/mara/p/18182241"}}, story(1), schema.PageArticle},
		{"press releases in the menu", meta.Metadata{}, slices.Concat([]schema.Block{entry}, titled, story(4)), schema.PageArticle},
		{"transcript with roles", meta.Metadata{}, radio, schema.PageTranscript},
		{"opinion by URL", meta.Metadata{Metadata: schema.Metadata{URL: "https://p.example/opinion/dredge"}}, story(4), schema.PageOpinion},
		{"opinion by section", meta.Metadata{Metadata: schema.Metadata{Section: "Opinion"}}, story(4), schema.PageOpinion},
		{"live blog", meta.Metadata{Types: []string{"LiveBlogPosting"}}, story(4), schema.PageLiveBlog},
		{"press release", meta.Metadata{}, append([]schema.Block{kept(schema.KindParagraph, "PORT TOWN, May 3 /PRNewswire/ -- The board said so.")}, story(4)...), schema.PagePressRelease},
		{"transcript", meta.Metadata{}, talk, schema.PageTranscript},
		{"long text on a product's path", meta.Metadata{Metadata: schema.Metadata{URL: "https://p.example/product/guide"}, Types: []string{"Article"}}, story(9), schema.PageArticle},
		{"video with a story", meta.Metadata{Metadata: schema.Metadata{URL: "https://p.example/video/1"}, Types: []string{"NewsArticle", "VideoObject"}}, story(3), schema.PageArticle},
	}
	for _, c := range cases {
		c.m.Title = "Harbour"
		a, err := Build(&schema.Page{}, c.blocks, &c.m, Options{})
		if err != nil || a.PageType != c.want {
			t.Errorf("%s: %+v %v", c.name, a, err)
		}
	}
}

func strings2blocks(all ...string) []schema.Block {
	var blocks []schema.Block
	for _, s := range all {
		blocks = append(blocks, kept(schema.KindParagraph, s))
	}
	return blocks
}

// TestBothTexts: a page that holds what readers are shown who may not read on beside
// the text is whole.
func TestBothTexts(t *testing.T) {
	blocks := append(story(8), dropped(schema.KindPromo, "Subscribe to continue reading"))
	for body, want := range map[string]schema.TextStatus{
		`<section amp-access="granted"></section><section amp-access="NOT granted"></section>`:                               schema.TextFull,
		`<section subscriptions-section="content"></section><section subscriptions-section="content-not-granted"></section>`: schema.TextFull,
		`<section></section><script>'<p amp-access="NOT granted">'</script>`:                                                 schema.TextStub,
	} {
		var doc markup.Doc
		doc.Parse([]byte(body), markup.Limits{})
		a, err := Build(&schema.Page{Body: doc.Src}, blocks, &meta.Metadata{Metadata: schema.Metadata{Title: "Harbour"}}, Options{Markup: &doc})
		if err != nil || a.TextStatus != want {
			t.Errorf("%s: %v %v", body, a, err)
		}
	}
}

func TestTextStatus(t *testing.T) {
	cut := kept(schema.KindParagraph, "The board said that the dredging would start in May and that the")
	data, hidden := cut, dropped(schema.KindPromo, "Subscribe to continue reading")
	data.Reason, hidden.Reason = schema.ReasonScriptData, schema.ReasonHidden
	cases := []struct {
		name   string
		m      meta.Metadata
		blocks []schema.Block
		want   schema.TextStatus
	}{
		{"full", meta.Metadata{}, story(3), schema.TextFull},
		{"not free and short", meta.Metadata{Metadata: schema.Metadata{IsFree: schema.Some(false)}}, story(2), schema.TextFull},
		{"not free, short, dots", meta.Metadata{Metadata: schema.Metadata{IsFree: schema.Some(false)}}, append(story(2), kept(schema.KindParagraph, "The vote was nine to five, and the pier...")), schema.TextStub},
		{"goes on behind a wall", meta.Metadata{}, append(story(12), dropped(schema.KindPromo, "Subscribe to continue reading")), schema.TextStub},
		{"goes on behind a wall, in French", meta.Metadata{}, append(story(12), dropped(schema.KindPromo, "Pour lire la suite, créez un compte")), schema.TextStub},
		{"goes on, but says that it is free", meta.Metadata{Metadata: schema.Metadata{IsFree: schema.Some(true)}}, append(story(2), dropped(schema.KindPromo, "Subscribe to continue reading")), schema.TextFull},
		{"a long text above an offer", meta.Metadata{}, append(story(17), dropped(schema.KindPromo, "Subscribe to continue reading")), schema.TextFull},
		{"not free, a wall below a short text", meta.Metadata{Metadata: schema.Metadata{IsFree: schema.Some(false)}}, append(story(7), dropped(schema.KindPromo, "Already a subscriber? Sign in")), schema.TextStub},
		{"a wall below a short text", meta.Metadata{}, append(story(7), dropped(schema.KindPromo, "Already a subscriber? Sign in")), schema.TextFull},
		{"more to read on other pages", meta.Metadata{}, append(story(2), dropped(schema.KindPromo, "Harbour opens: weiterlesen")), schema.TextFull},
		{"a short report behind a metered wall", meta.Metadata{Metadata: schema.Metadata{IsFree: schema.Some(false)}}, story(5), schema.TextFull},
		{"not free but all there", meta.Metadata{Metadata: schema.Metadata{IsFree: schema.Some(false)}}, story(30), schema.TextFull},
		{"wall", meta.Metadata{}, append(story(2), dropped(schema.KindPromo, "Already a subscriber? Sign in")), schema.TextStub},
		{"wall under a long text", meta.Metadata{}, append(story(30), dropped(schema.KindPromo, "Already a subscriber? Sign in")), schema.TextFull},
		{"a wall that is not shown", meta.Metadata{}, append(story(2), hidden), schema.TextFull},
		{"the last words of script data", meta.Metadata{}, append(story(9), data), schema.TextFull},
		{"breaks off", meta.Metadata{}, append(story(9), cut), schema.TextTruncated},
		{"no full stop but a footer", meta.Metadata{}, append(story(9), cut, dropped(schema.KindNavigation, "Imprint")), schema.TextFull},
		{"a post for who pays", meta.Metadata{}, append(story(4), dropped(schema.KindHeading, "This post is for paid subscribers")), schema.TextStub},
		{"a wall in Polish", meta.Metadata{}, append(story(4), dropped(schema.KindPromo, "Tekst tylko dla prenumeratorów")), schema.TextStub},
		{"a wall in Ukrainian", meta.Metadata{}, append(story(4), dropped(schema.KindPromo, "Лише для передплатників")), schema.TextStub},
		{"not free, no more than a lead", meta.Metadata{Metadata: schema.Metadata{IsFree: schema.Some(false)}}, story(1), schema.TextStub},
		{"ends in a quotation", meta.Metadata{}, append(story(2), kept(schema.KindParagraph, "The chair of the board said in the evening: “We have waited for this for a very long time”")), schema.TextFull},
		{"ends in a list", meta.Metadata{}, append(story(2), kept(schema.KindListItem, "the second of the two piers that the towns have built on the river since")), schema.TextFull},
		{"headline only", meta.Metadata{Types: []string{"NewsArticle"}}, nil, schema.TextHeadlineOnly},
	}
	for _, c := range cases {
		c.m.Title = "Harbour"
		a, err := Build(&schema.Page{}, c.blocks, &c.m, Options{})
		if err != nil || a.TextStatus != c.want {
			t.Errorf("%s: %+v %v", c.name, a, err)
		}
	}
}

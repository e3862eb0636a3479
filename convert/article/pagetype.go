package article

import (
	"net/url"
	"slices"
	"strings"

	"github.com/dsbuild/dsbuild/convert/markup"
	"github.com/dsbuild/dsbuild/convert/meta"
	"github.com/dsbuild/dsbuild/convert/turns"
	"github.com/dsbuild/dsbuild/schema"
)

// classifier decides what kind of page it is and how much of its text is there.
type classifier struct {
	page   *schema.Page
	blocks []schema.Block
	m      *meta.Metadata
	a      *schema.Article
	markup *markup.Doc // nil where there is none

	words  int // of the kept text
	prose  int // of its paragraphs of at least proseWords words
	long   int // how many those are
	linked int // bytes of kept text that are links
	path   string
	query  string
	known  bool // the URL is known
	stated stated
	signs  signs
}

// proseWords is the fewest words of a paragraph of running text.
const proseWords = 20

// stated is what the page says of itself.
type stated struct {
	article, opinion, liveBlog, pressRelease, listing, forum, product, media, website bool
}

func (c *classifier) read() {
	for i := range c.a.Paragraphs {
		n := c.a.Paragraphs[i].WordCount
		c.words += n
		if n >= proseWords {
			c.prose += n
			c.long++
		}
	}
	if c.words > 0 && c.long == 0 && len(c.a.Text) > 6*c.words*3 {
		c.prose = len(c.a.Text) / 6 // scripts without spaces
		c.long = len(c.a.Paragraphs)
	}
	for i := range c.a.Links {
		c.linked += c.a.Links[i].End - c.a.Links[i].Start
	}
	for _, t := range c.m.Types {
		c.stated.read(t)
	}
	raw := c.m.URL
	if raw == "" {
		raw = c.m.CanonicalURL
	}
	if u, err := url.Parse(raw); err == nil && u.Host != "" {
		c.path, c.query, c.known = strings.ToLower(u.Path), u.RawQuery, true
	}
}

func (s *stated) read(t string) {
	switch low := strings.ToLower(t); low {
	case "opinionnewsarticle":
		s.opinion = true
	case "liveblogposting":
		s.liveBlog = true
	case "pressrelease":
		s.pressRelease = true
	case "article", "blogposting", "report", "og:article", "post", "news", "story":
		s.article = true
	case "collectionpage", "itemlist", "searchresultspage", "product.group":
		s.listing = true
	case "blog":
		s.listing = s.listing || t == "Blog" // og:type says "blog" on each of its entries
	case "discussionforumposting", "qapage", "forum":
		s.forum = true
	case "product", "product.item", "productgroup", "og:product", "offer", "aggregateoffer":
		s.product = true
	case "videoobject", "audioobject", "podcastepisode", "imagegallery", "musicrecording", "radioepisode", "tvepisode", "movie":
		s.media = true
	case "website":
		s.website = true
	default:
		s.media = s.media || strings.HasPrefix(low, "video.") || strings.HasPrefix(low, "music.")
		s.article = s.article || strings.HasSuffix(low, "article")
	}
}

// listSure is how many of the pages with the points of a list are lists, as
// measured; most others are pages of services or of one product.
const listSure = 0.66

// decide names the page's type. The types that lead to a reject need signs
// from two sides: what the page says or its URL, and a lack of prose.
func (c *classifier) decide() (schema.PageType, float64) {
	if kind, sure := c.ruled(); kind != "" {
		return kind, sure
	}
	c.lookAtText(&c.signs)
	if c.isList() {
		return schema.PageListing, listSure
	}
	sure := c.confidence()
	switch {
	case c.isLiveBlog():
		return schema.PageLiveBlog, sure
	case c.isPressRelease():
		return schema.PagePressRelease, sure
	case c.isTranscript():
		return schema.PageTranscript, sure
	case c.isOpinion():
		return schema.PageOpinion, sure
	}
	return schema.PageArticle, sure
}

// ruled names the type of a page that says itself that it is no article.
func (c *classifier) ruled() (schema.PageType, float64) {
	switch {
	case c.isError():
		return schema.PageError, 0.95
	case c.isConsent():
		return schema.PageConsent, 0.9
	}
	return c.notArticle()
}

// dated reports whether the page states a date and not only its URL or a line.
func (c *classifier) dated() bool {
	switch c.m.Published.Evidence {
	case "", schema.EvidenceURL, schema.EvidenceText:
		return false
	default:
		return true
	}
}

// notArticle weighs the signs that the page is a list, a forum, a product or a
// player. Points for an article and against one decide.
func (c *classifier) notArticle() (schema.PageType, float64) {
	kind, against := c.shape()
	if kind == "" {
		return "", 0
	}
	pro := 0
	if c.stated.article || c.stated.opinion || c.stated.liveBlog || c.stated.pressRelease {
		pro += 3
	}
	if c.dated() {
		pro++
	}
	pro += int(one(c.byPerson()))
	switch {
	case c.prose >= 400:
		pro += 2
	case c.prose >= 150:
		pro++
	case c.prose < 50:
		against++
	}
	if len(c.a.Text) > 0 && c.linked*2 > len(c.a.Text) {
		against += 2
	}
	if against-pro >= 2 {
		return kind, schema.Round4(min(0.5+0.12*float64(against-pro), 0.98))
	}
	return "", 0
}

// byPerson reports whether a person is named as author.
func (c *classifier) byPerson() bool {
	return slices.ContainsFunc(c.m.Authors, func(a schema.Author) bool { return a.Kind == schema.AuthorPerson })
}

// shape names the type that the URL and the page's own types speak for, with
// how strongly they do.
func (c *classifier) shape() (schema.PageType, int) {
	s := &c.stated
	switch {
	case c.known && (c.path == "" || c.path == "/") && c.query == "":
		return schema.PageListing, 4
	case s.forum || c.hasPath("/forum/", "/forums/", "/thread/", "/threads/", "/viewtopic", "/showthread", "/questions/", "/topic/",
		"/discussion/", "/r/", "/t/"):
		return schema.PageForum, points(s.forum, 3, 2)
	case s.product || c.hasPath("/product/", "/products/", "/shop/", "/dp/", "/item/"):
		return schema.PageProduct, points(s.product, 3, 2)
	case s.listing || c.hasPath("/tag/", "/tags/", "/category/", "/categories/", "/author/", "/authors/", "/topics/", "/search", "/archive/",
		"/collections/", "/c/", "/cat/"):
		return schema.PageListing, points(s.listing, c.unless(4, 2), 2)
	case s.media || c.hasPath(mediaPaths...):
		return schema.PageMedia, points(c.hasPath(mediaPaths...), 2, 1)
	}
	return "", 0
}

var mediaPaths = []string{"/video/", "/videos/", "/watch", "/podcast/", "/podcasts/", "/gallery/", "/galleries/", "/photos/"}

// unless is the first where the page neither says that it is an article nor
// dates itself, else the second.
func (c *classifier) unless(first, second int) int {
	if c.saysArticle() || c.statesDate() {
		return second
	}
	return first
}

// statesDate reports whether the page's metadata dates it; the dates that a list
// shows are those of its stories.
func (c *classifier) statesDate() bool {
	switch c.m.Published.Evidence {
	case schema.EvidenceJSONLD, schema.EvidenceOpenGraph, schema.EvidenceMeta, schema.EvidenceRecord, schema.EvidenceIndex:
		return true
	default:
		return false
	}
}

func points(said bool, strong, weak int) int {
	if said {
		return strong
	}
	return weak
}

func (c *classifier) hasPath(parts ...string) bool {
	for _, p := range parts {
		if strings.Contains(c.path, p) {
			return true
		}
	}
	return false
}

func (c *classifier) isLiveBlog() bool {
	title := strings.ToLower(c.m.Title)
	inPath := c.hasPath("/liveblog", "/live-blog", "/live/", "live-updates", "-live-blog", "/liveticker", "-live-ticker")
	return c.stated.liveBlog || len(c.a.Entries) > 0 || inPath && c.long > 0 ||
		strings.Contains(title, "live updates") || strings.Contains(title, "liveticker") ||
		strings.HasSuffix(title, "as it happened") || strings.HasSuffix(title, "– live")
}

func (c *classifier) isPressRelease() bool {
	if c.stated.pressRelease || c.hasPath("/press-release", "/pressrelease", "/press_release", "/pressemitteilung", "/news-release",
		"/communique", "/media-release") {
		return true
	}
	switch c.m.Site {
	case "prnewswire.com", "businesswire.com", "globenewswire.com", "presseportal.de", "einpresswire.com", "newswire.ca", "prweb.com", "accesswire.com":
		return true
	}
	for i := range c.a.Paragraphs[:min(len(c.a.Paragraphs), 4)] {
		p := &c.a.Paragraphs[i]
		s := c.a.Text[p.Start:p.End]
		for _, mark := range []string{"FOR IMMEDIATE RELEASE", "/PRNewswire", "(BUSINESS WIRE)", "(GLOBE NEWSWIRE)", "(ots)", "/EINPresswire"} {
			if strings.Contains(s, mark) {
				return true
			}
		}
	}
	return c.headed(pressLabels...)
}

// pressLabels are what a press release is called, in the languages of CLDR.
var pressLabels = strings.Split(
	"press release|news release|media release|press statement|media statement|press information|for immediate release|pressemitteilung|pressemeldung|medienmitteilung|"+
		"presseaussendung|presseinformation|communiqué de presse|comunicado de prensa|nota de prensa|comunicado|comunicato stampa|persbericht|pressmeddelande|pressinformation|pressemeddelelse|"+
		"pressemelding|fréttatilkynning|nota de imprensa|comunicado de imprensa|nota à imprensa|nota de premsa|comunicat de premsa|komunikat prasowy|informacja prasowa|tisková zpráva|tlačová správa|"+
		"sajtóközlemény|comunicat de presă|lehdistötiedote|mediatiedote|pressiteade|preses relīze|paziņojums presei|pranešimas spaudai|priopćenje za medije|saopštenje za javnost|саопштење за јавност|"+
		"sporočilo za javnost|sporočilo za medije|komunikatë për shtyp|прессъобщение|соопштение за јавност|пресс-релиз|прес-реліз|прэс-рэліз|δελτίο τύπου|basın bülteni|basın açıklaması|mətbuat relizi|"+
		"პრესრელიზი|მամուլի հաղորդագրություն|הודעה לעיתונות|بيان صحفي|بلاغ صحفي|اطلاعیه مطبوعاتی|پریس ریلیز|प्रेस विज्ञप्ति|প্রেস বিজ্ঞপ্তি|செய்தி வெளியீடு|ข่าวประชาสัมพันธ์|thông cáo báo chí|siaran pers|siaran media|"+
		"taarifa kwa vyombo vya habari|プレスリリース|報道発表|보도자료|新闻稿|新聞稿|新闻发布|preaseisiúint|datganiad i'r wasg|persverklaring|prentsa oharra|stqarrija għall-istampa", "|")

// labelBlocks is how far above the title a line stands that names its kind.
const labelBlocks = 4

// headed reports whether a line of the article's head is one of the labels and
// nothing else; a menu says it further up.
func (c *classifier) headed(labels ...string) bool {
	title := slices.IndexFunc(c.blocks, func(b schema.Block) bool { return b.Kind == schema.KindTitle })
	first := slices.IndexFunc(c.blocks, func(b schema.Block) bool { return b.Kept })
	if title < 0 || first < 0 {
		return false
	}
	for i := max(0, title-labelBlocks); i < min(len(c.blocks), max(title, first)+2); i++ {
		if b := &c.blocks[i]; len(b.Text) < 40 && slices.Contains(labels, strings.ToLower(strings.Trim(b.Text, " :|-–—"))) && !menuEntry(b) {
			return true
		}
	}
	return false
}

// menuEntry reports whether a block is one entry of the site's menu.
func menuEntry(b *schema.Block) bool {
	return b.Reason == schema.ReasonBoilerplate && len(b.Links) > 0
}

// isTranscript reports a text most of which is said in turns.
func (c *classifier) isTranscript() bool {
	spans := make([]schema.Span, len(c.a.Paragraphs))
	for i := range spans {
		spans[i] = c.a.Paragraphs[i].Span
	}
	t := turns.Find(c.a.Text, spans)
	return t != nil && t.Share(spans) >= 50
}

func (c *classifier) isOpinion() bool {
	if c.stated.opinion || c.hasPath("/opinion/", "/opinions/", "/commentisfree/", "/editorial/", "/editorials/", "/kommentar/",
		"/kommentare/", "/meinung/", "/columnists/", "/op-ed/",
		"/tribune/", "/tribunes/", "/opinion-", "/debate/", "/opinie/", "/opinioni/", "/opiniones/", "/views/", "/letters/", "/comment/") {
		return true
	}
	switch strings.ToLower(c.m.Section) {
	case "opinion", "opinions", "editorial", "editorials", "op-ed", "comment", "commentary", "meinung", "kommentar", "kommentare", "columnists", "columns", "opinión", "opinioni", "opinie", "letters", "letters to the editor", "viewpoint":
		return true
	}
	title := strings.ToLower(c.m.Title)
	for _, p := range []string{"opinion:", "opinion |", "editorial:", "op-ed:", "kommentar:", "letter:", "commentary:"} {
		if strings.HasPrefix(title, p) {
			return true
		}
	}
	return false
}

package article

import (
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/dsbuild/dsbuild/schema"
)

const (
	// A teaser is two or three paragraphs: at most stubWords words where the page
	// says that it is not free and asks for payment, fewer where it does one of
	// the two: many short reports are all there behind a metered wall.
	stubWords       = 220
	stubWordsAsked  = 160
	stubWordsUnfree = 100
	// cutWords is the fewest words of a last paragraph whose missing full stop
	// says anything: captions and signatures have none either.
	cutWords = 9
)

// wallWords are what a page says to readers who have not paid.
var wallWords = []string{
	"subscribe to continue", "subscribe to read", "already a subscriber", "to continue reading", "for subscribers only", "subscriber-only", "this article is for subscribers", "subscribers only",
	"become a subscriber", "register to continue", "sign in to continue", "log in to continue", "sign up to continue", "unlock this article", "this is a premium article", "continue reading with",
	"you have reached your limit", "you've reached your limit", "free articles", "to read the full", "jetzt weiterlesen", "weiterlesen mit", "nur für abonnenten", "mit einem abo", "sie sind bereits abonnent",
	"réservé aux abonnés", "il vous reste", "pour lire la suite", "déjà abonné", "solo para suscriptores", "suscríbete para seguir", "contenuto riservato agli abbonati", "abbonati per continuare",
	"para assinantes", "exclusief voor abonnees", "verder lezen", "endast för prenumeranter", "kun for abonnenter", "会員限定", "有料会員",
}

// status says how much of the text is there.
func (c *classifier) status() schema.TextStatus {
	switch {
	case c.a.Text == "":
		return schema.TextHeadlineOnly
	case c.isStub():
		return schema.TextStub
	case c.isCut():
		return schema.TextTruncated
	}
	return schema.TextFull
}

func (c *classifier) isStub() bool {
	size := max(c.words, len(c.a.Text)/12) // scripts without spaces
	unfree := c.m.IsFree.OK && !c.m.IsFree.V
	switch {
	case size > stubWords || c.m.IsFree.OK && c.m.IsFree.V:
		return false
	case unfree && size <= stubWordsUnfree:
		return true
	case !unfree && size > stubWordsAsked:
		return false
	}
	return c.asksForPayment()
}

// asksForPayment looks for the words of a paywall where the text ends.
func (c *classifier) asksForPayment() bool {
	last := c.lastKept()
	for i := max(last-2, 0); i < len(c.blocks) && i <= last+8; i++ {
		if b := &c.blocks[i]; i >= last || !b.Kept {
			s := strings.ToLower(b.Text)
			for _, w := range wallWords {
				if strings.Contains(s, w) {
					return true
				}
			}
		}
	}
	return false
}

func (c *classifier) lastKept() int {
	for i, v := range slices.Backward(c.blocks) {
		if v.Kept {
			return i
		}
	}
	return -1
}

// isCut reports whether the text breaks off: its last paragraph has no end,
// and either nothing follows on the page, or dots stand where the end should.
func (c *classifier) isCut() bool {
	p := &c.a.Paragraphs[len(c.a.Paragraphs)-1]
	s := c.a.Text[p.Start:p.End]
	if string(p.Kind) != string(schema.KindParagraph) || p.WordCount < cutWords {
		return false
	}
	bare := strings.TrimRight(s, " ]")
	if strings.HasSuffix(bare, "…") || strings.HasSuffix(bare, "...") {
		return c.words < stubWords || c.nothingFollows()
	}
	r, _ := utf8.DecodeLastRuneInString(s)
	return (unicode.IsLetter(r) && !unicode.Is(unicode.Han, r) && !unicode.Is(unicode.Thai, r) || r == ',') && c.nothingFollows()
}

// nothingFollows reports whether the last kept block is the last of the page.
func (c *classifier) nothingFollows() bool {
	last := c.lastKept()
	for i := last + 1; i < len(c.blocks); i++ {
		if c.blocks[i].Text != "" {
			return false
		}
	}
	return last >= 0
}

// reject returns the reject of a page that is no article, or nil.
func (c *classifier) reject(opt Options) *schema.Reject {
	a := c.a
	r := &schema.Reject{
		Source: a.Source, ID: a.ID, URL: a.URL, Title: a.Title, Publisher: a.Publisher, PublishedDate: a.Published.Date, PageType: a.PageType,
		Stage: schema.StageClassify, Reason: schema.RejectNotAnArticle,
	}
	switch a.PageType {
	case schema.PageConsent:
		r.Reason, r.Message = schema.RejectConsentWall, "the page asks for consent and holds no article; fetch it again with consent given, or keep it with --keep all"
	case schema.PageError:
		r.Message = "the page is an error message of its site; fetch it again, or keep it with --keep all"
	case schema.PageListing, schema.PageForum, schema.PageProduct, schema.PageMedia:
		r.Message = "the page is of type " + string(a.PageType) + ", not an article; --keep all keeps it"
	default: // the types that are kept
	}
	if r.Message != "" && !opt.KeepAll {
		return r
	}
	if a.Text == "" && (a.Title == "" || !c.saysArticle()) {
		r.Stage, r.Reason = schema.StageExtract, schema.RejectNoText
		r.Message = "no text of an article was found"
		return r
	}
	return nil
}

// saysArticle reports whether the page's own metadata says that it is an article.
func (c *classifier) saysArticle() bool {
	s := &c.stated
	return s.article || s.opinion || s.liveBlog || s.pressRelease || c.page.Fields.Title != ""
}

package article

import (
	"bytes"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/dsbuild/dsbuild/convert/markup"
	"github.com/dsbuild/dsbuild/schema"
)

const (
	// A teaser before a wall that says that this text goes on is rarely longer than
	// maxStub words. A wall alone says less: many short reports are all there
	// behind a metered one, so that a text of stubWords words counts as a teaser
	// where the page says that it is not free, and a shorter one elsewhere.
	maxStub        = 450
	stubWords      = 220
	stubWordsAsked = 160
	// leadWords is the length of a lead; a whole report has more.
	leadWords = 40
	// cutWords is the fewest words of a last paragraph whose missing full stop
	// says anything: captions and signatures have none either.
	cutWords = 9
)

// restWords are what a page says where the rest of this text would stand.
var restWords = newPhrases(
	"to continue reading", "subscribe to continue", "subscribe to read", "register to continue", "sign in to continue", "log in to continue", "sign up to continue", "continue reading with", "continue reading for", "to keep reading",
	"unlock this article", "unlock this story", "unlock the full", "this is a premium article", "this article is for", "this article is exclusive", "this article is reserved", "this story is for subscribers", "exclusively for subscribers",
	"access to this story", "access to this article", "to read the full", "to read the rest", "for the full story", "the rest of this article",
	"jetzt weiterlesen", "und weiterlesen", "weiterlesen mit", "lesen sie weiter", "um weiterzulesen", "nur für abonnenten", "diesen artikel freischalten", "artikel freischalten",
	"pour lire la suite", "il vous reste", "réservé aux abonnés", "la suite est réservée", "pour lire cet article", "para seguir leyendo", "suscríbete para seguir", "exclusivo para suscriptores", "solo para suscriptores",
	"per continuare a leggere", "riservato agli abbonati", "abbonati per continuare", "para continuar lendo", "para continuar a ler", "exclusivo para assinantes", "om verder te lezen", "verder lezen met", "exclusief voor abonnees",
	"för att läsa vidare", "läs vidare med", "för att fortsätta läsa", "for å lese videre", "for at læse videre", "læs videre med", "aby czytać dalej", "czytaj dalej w", "tylko dla prenumeratorów", "pro předplatitele",
	"this post is for paid", "this post is for subscribers", "this content is for subscribers", "this content is for members", "this article is for members", "cet article est réservé", "la suite de cet article est réservée",
	"læs hele artiklen med", "les videre med", "for å lese hele saken", "för att läsa hela artikeln", "jatkaaksesi lukemista", "vain tilaajille", "pro pokračování ve čtení", "pouze pro předplatitele", "iba pre predplatiteľov",
	"csak előfizetőknek", "előfizetéssel olvasható", "pentru a continua lectura", "doar pentru abonați", "samo za pretplatnike", "samo za naročnike", "само за претплатнике", "само за абонати", "ainult tellijatele", "tikai abonentiem",
	"tik prenumeratoriams", "доступно только подписчикам", "только для подписчиков", "чтобы продолжить чтение", "лише для передплатників", "тільки для передплатників", "щоб продовжити читання", "για να συνεχίσετε την ανάγνωση",
	"αποκλειστικά για συνδρομητές", "okumaya devam etmek için", "abonelere özel", "למנויים בלבד", "للمشتركين فقط", "ویژه مشترکان", "केवल सदस्यों के लिए", "khusus pelanggan", "untuk melanjutkan membaca", "để đọc tiếp",
	"เฉพาะสมาชิก", "només per a subscriptors", "per continuar llegint", "유료회원 전용", "유료 회원 전용", "구독자 전용", "付费阅读", "订阅后阅读全文", "會員限定", "訂閱後閱讀", "続きを読むには", "有料会員限定",
	"この記事は会員限定", "この記事は有料", "ログインして続きを読む", "会員登録して続きを読む", "登录后继续阅读", "订阅后继续阅读",
)

// wallWords are what a page says to readers who have not paid, below a teaser and
// below a whole text.
var wallWords = newPhrases(
	"already a subscriber", "already a paid subscriber", "for subscribers only", "subscriber-only", "subscribers only", "become a subscriber", "you have reached your limit", "you've reached your limit", "free articles",
	"mit einem abo", "bereits abonnent", "bereits digital-abonnent", "déjà abonné", "ya eres suscriptor", "sei già abbonato", "para assinantes", "já é assinante", "al abonnee", "verder lezen",
	"endast för prenumeranter", "redan prenumerant", "kun for abonnenter", "allerede abonnent", "会員限定", "有料会員",
)

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
	free := c.m.IsFree.OK && c.m.IsFree.V
	switch {
	case size > maxStub, free, size > stubWordsAsked && c.hasBoth():
		return false
	case unfree && size <= leadWords:
		return true // what is free of it is its lead
	case c.asks(restWords):
		return true
	case size > stubWords || !unfree && size > stubWordsAsked:
		return false
	}
	return unfree && dotted(c.lastText()) || c.asks(wallWords)
}

// hasBoth reports whether the page holds the text for those who may read it beside what
// the others are shown, as AMP pages do, where the browser hides one of the two.
func (c *classifier) hasBoth() bool {
	d := c.markup
	if d == nil || !d.Uses(markup.KeyAccess) && !d.Uses(markup.KeySubscribed) {
		return false
	}
	for i := range d.Nodes {
		n := int32(i)
		if bytes.HasPrefix(d.AttrRaw(n, markup.KeyAccess), []byte("NOT ")) ||
			string(d.AttrRaw(n, markup.KeySubscribed)) == "content-not-granted" {
			return true
		}
	}
	return false
}

// asks looks for the words of a wall that is shown where the text ends.
func (c *classifier) asks(words phrases) bool {
	last := c.lastKept()
	for i := max(last-2, 0); i < len(c.blocks) && i <= last+8; i++ {
		if b := &c.blocks[i]; (i >= last || !b.Kept) && b.Reason != schema.ReasonHidden && words.has(strings.ToLower(b.Text)) {
			return true
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

// lastText is the last paragraph.
func (c *classifier) lastText() string {
	p := &c.a.Paragraphs[len(c.a.Paragraphs)-1]
	return c.a.Text[p.Start:p.End]
}

// dotted reports whether dots stand where the end of a text should.
func dotted(s string) bool {
	bare := strings.TrimRight(s, " ]")
	return strings.HasSuffix(bare, "…") || strings.HasSuffix(bare, "...")
}

// isCut reports whether the text breaks off: its last paragraph has no end,
// and either nothing follows on the page, or dots stand where the end should.
func (c *classifier) isCut() bool {
	p := &c.a.Paragraphs[len(c.a.Paragraphs)-1]
	if string(p.Kind) != string(schema.KindParagraph) || p.WordCount < cutWords {
		return false
	}
	s := c.lastText()
	if dotted(s) {
		return c.words < stubWords || c.nothingFollows()
	}
	r, _ := utf8.DecodeLastRuneInString(s)
	return (unicode.IsLetter(r) && !unicode.Is(unicode.Han, r) && !unicode.Is(unicode.Thai, r) || r == ',') && c.nothingFollows()
}

// nothingFollows reports whether the last kept block is the last of the page. Text
// from script data stands there alone.
func (c *classifier) nothingFollows() bool {
	last := c.lastKept()
	for i := last + 1; i < len(c.blocks); i++ {
		if c.blocks[i].Text != "" {
			return false
		}
	}
	return last >= 0 && c.blocks[last].Reason != schema.ReasonScriptData
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
		r.Reason, r.Message = schema.RejectConsentWall,
			"the page asks for consent and holds no article; fetch it again with consent given, or keep it with --keep all"
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

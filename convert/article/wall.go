package article

import (
	"strings"

	"github.com/dsbuild/dsbuild/internal/text"
)

// maxError is the most words a page has that asks whether its reader is a robot.
const maxError = 120

// robotWords are what a page says that takes its reader for a program.
var robotWords = newPhrases(
	"are you a robot", "not a robot", "you are human", "you are a human", "enable javascript", "javascript is disabled", "enable cookies and javascript", "unusual traffic", "automated access",
	"checking your browser", "captcha", "ray id", "kein roboter", "javascript aktivieren", "activer javascript", "pas un robot", "habilitar javascript", "no eres un robot",
)

// consentWords are requests for consent; an article's own banner has them too.
var consentWords = newPhrases(
	"we value your privacy", "before you continue", "your privacy choices", "consent to the use", "accept all", "accept and continue", "manage your privacy", "mit werbung weiterlesen",
	"zustimmen und weiter", "nous respectons votre vie privée", "accepter et continuer", "accetta e continua", "store and/or access information on a device", "informationen auf einem gerät speichern",
	"we and our", "wir und unsere", "nous et nos", "noi e i nostri", "nosotros y nuestros", "use cookies", "utilisons des cookies", "verwenden cookies", "usamos cookies", "utilizziamo cookie", "gebruiken cookies",
)

// consentTopics are what the other lines of such a page are about.
var consentTopics = newPhrases(
	"cookie", "consent", "privacy", "partners", "personal data", "personalised", "personalized", "tracking", "advertis", "vendors", "legitimate interest", "opt out", "your choice", "your data", "preferences",
	"einwilligung", "datenschutz", "werbung", "partner", "zustimm", "consentement", "confidentialité", "publicité", "données", "consentimiento", "privacidad", "publicidad", "consenso", "pubblicità", "toestemming", "advertentie",
)

func (c *classifier) isConsent() bool { return c.isAbout(consentWords, consentTopics) }

const (
	// maxWall is the most words of a page that is nothing but a request; lists
	// of partners are mostly not kept text.
	maxWall = 200
	// wallLine is the fewest words of a line that says anything: shorter ones
	// are buttons and menus.
	wallLine = 4
	// wallShare: of what such a page says, in hundredths.
	wallShare = 60
)

// isAbout reports whether nearly all that the page says has one of the words or
// topics, and one of the words twice, or once and in the title.
func (c *classifier) isAbout(words, topics phrases) bool {
	isArticle := c.saysArticle() && c.long > 1 || c.dated() && c.long > 2
	if isArticle || c.words > maxWall {
		return false
	}
	hits, about, all := 0, 0, 0
	title := strings.ToLower(c.m.Title)
	if words.has(title) {
		hits++
	}
	for i := range c.blocks {
		s := strings.ToLower(c.blocks[i].Text)
		n := text.Words(s)
		if n < wallLine || s == title {
			continue
		}
		all += n
		switch {
		case words.has(s):
			hits++
			about += n
		case topics.has(s):
			about += n
		}
	}
	return hits >= 2 && about*100 >= all*wallShare
}

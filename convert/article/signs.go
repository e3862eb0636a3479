package article

import (
	"math/bits"
	"strings"

	"github.com/dsbuild/dsbuild/convert/markup"
	"github.com/dsbuild/dsbuild/schema"
)

// sign is something counted on a page that speaks for a list or for an article.
type sign uint8

// The signs. Counts and sizes are steps of half an octave (see step), the share is in
// eighths. Those of the markup come last: they are looked at where the others leave
// the page in doubt.
const (
	signSlug     sign = iota // words in the last part of the URL's path
	signNumber               // the path has the year or the number that stories have
	signTitle                // words of the title
	signSays                 // the page says that it is an article
	signPerson               // a person is named as author
	signDated                // a date was found, if only in a line
	signKept                 // bytes of kept text
	signPrices               // lines with a price
	signComments             // lines of readers' comments
	signLines                // short lines
	signNumbers              // lines that are a number: the pages of a list
	signHeads                // headings in the text
	signCards                // share of all text that stands in cards
	signLabels               // labels of form fields: filters
	signButtons              // buttons
	signTimes                // dates by markup: each teaser has one
	signCaptions             // captions of figures
	numSigns
)

// signNames are their names for training, in their order.
var signNames = [numSigns]string{
	"slug", "number", "title", "says", "person", "dated", "kept", "prices", "comments", "lines", "numbers",
	"heads", "cards", "labels", "buttons", "times", "captions",
}

// signs are the values of a page's signs.
type signs [numSigns]int32

const (
	maxSlug   = 8
	maxTitle  = 32
	many      = 31
	noSlug    = 2  // of a page whose URL is not known: what lies between both kinds
	shortLine = 40 // bytes; a price stands in one
	eighths   = 8
)

// step puts a size on a scale of half octaves: 0, 1, 3, 4, 5 for 0 to 4, 7 for 8.
func step(n int) int32 { return int32(bits.Len64(uint64(n) * uint64(n))) }

// count is the step of a number of things. More than many say no more: no one sign
// outweighs the others.
func count(n int) int32 { return step(min(n, many)) }

// lookAtText reads the signs that need no markup.
func (c *classifier) lookAtText(s *signs) {
	prices, comments, lines, numbers, heads := 0, 0, 0, 0, 0
	for i := range c.blocks {
		b := &c.blocks[i]
		if len(b.Text) <= shortLine {
			lines++
			prices += int(one(isPrice(b.Text)))
			numbers += int(one(b.Text != "" && strings.Trim(b.Text, "0123456789 \n") == ""))
		}
		if b.Reason == schema.ReasonComments {
			comments++
		}
	}
	for i := range c.a.Paragraphs {
		heads += int(one(string(c.a.Paragraphs[i].Kind) == string(schema.KindHeading)))
	}
	s[signSlug] = noSlug
	if c.known {
		s[signSlug] = slugWords(c.path)
	}
	s[signNumber] = one(c.numbered())
	s[signTitle] = step(min(sizeOf(c.m.Title), maxTitle))
	s[signSays], s[signPerson], s[signDated] = one(c.saysArticle()), one(c.byPerson()), one(c.m.Published.Evidence != "")
	s[signKept], s[signPrices], s[signComments], s[signLines] = step(len(c.a.Text)), count(prices), count(comments), step(lines)
	s[signNumbers], s[signHeads] = count(numbers), count(heads)
}

func one(b bool) int32 {
	if b {
		return 1
	}
	return 0
}

// slugWords counts the hyphens in the last part of a path.
func slugWords(path string) int32 {
	path = strings.TrimRight(path, "/")
	last := path[strings.LastIndexByte(path, '/')+1:]
	return int32(min(strings.Count(last, "-")+strings.Count(last, "_"), maxSlug))
}

// numbered reports whether the path of the URL has the year or the number that
// stories have: four digits in a row.
func (c *classifier) numbered() bool {
	run := 0
	for i := range len(c.path) {
		if b := c.path[i]; b < '0' || b > '9' {
			run = 0
			continue
		}
		if run++; run == 4 {
			return true
		}
	}
	return false
}

var currencies = newPhrases("€", "£", "¥", "₹", "₩", "zł", "Kč", "USD", "EUR", "CHF")

// isPrice reports whether a short text has a digit and a currency.
func isPrice(s string) bool {
	digit, money := false, false
	for i := range len(s) {
		switch b := s[i]; {
		case b >= '0' && b <= '9':
			digit = true
		case b == '$':
			money = true
		}
	}
	return digit && (money || currencies.has(s))
}

const (
	// A card has a link, a picture or a heading, and so many bytes of text; so many
	// of them beside each other make a list.
	minCard, maxCard = 10, 700
	minCards         = 4
)

// under is what stands in the subtree of a node.
type under struct {
	text, links, marks int32 // bytes of text, links, pictures and headings
	cards, cardText    int32 // of the node's children
	listed             int32 // bytes of text in cards of lists
}

// lookAtMarkup reads the signs of the markup. It walks from the end, so that a
// node comes after all that it holds.
func lookAtMarkup(d *markup.Doc, s *signs) {
	if len(d.Nodes) == 0 {
		return
	}
	all := make([]under, len(d.Nodes))
	var labels, buttons, times, captions int
	var buf []byte
	for i := len(d.Nodes) - 1; i > 0; i-- {
		n, u := &d.Nodes[i], &all[i]
		up := &all[n.Parent]
		switch n.Tag {
		case markup.TagText:
			if !n.Blank {
				up.text += int32(len(d.Chars(&buf, int32(i))))
			}
			continue
		case markup.TagA:
			u.links++
		case markup.TagImg, markup.TagH1, markup.TagH2, markup.TagH3, markup.TagH4, markup.TagH5, markup.TagH6:
			u.marks++
		case markup.TagLabel:
			labels++
		case markup.TagButton:
			buttons++
		case markup.TagTime:
			times++
		case markup.TagFigcaption:
			captions++
		}
		if n.Tag.NoText() || n.Tag == markup.TagSelect {
			continue
		}
		up.add(u)
	}
	root := &all[0]
	s[signCards] = root.listed * eighths / max(root.text, 1)
	s[signLabels], s[signButtons], s[signTimes], s[signCaptions] = count(labels), count(buttons), count(times), count(captions)
}

// add adds what stands in a child. A list inside of a list does not count again.
func (u *under) add(child *under) {
	if child.cards >= minCards {
		child.listed = child.cardText
	}
	u.text, u.links, u.marks, u.listed = u.text+child.text, u.links+child.links, u.marks+child.marks, u.listed+child.listed
	if child.text >= minCard && child.text <= maxCard && child.links > 0 && child.marks > 0 {
		u.cards++
		u.cardText += child.text
	}
}

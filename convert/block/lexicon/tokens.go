package lexicon

import (
	"bytes"
	"encoding/binary"
	"strings"
)

// Token is a group of words that site builders use in class names and ids.
type Token uint8

// The groups of class and id words.
const (
	Story      Token = iota // article, story, post
	Copy                    // body, content, text
	Main                    // main, primary
	Title                   // headline
	Deck                    // standfirst, summary
	Nav                     // menus
	Footer                  // foot of the page
	Header                  // head of the page
	Side                    // side columns
	Linked                  // related, recommended
	Sharing                 // share buttons
	Talk                    // reader comments
	Promo                   // calls to action
	Ad                      // advertisements
	Mail                    // newsletters, subscriptions
	Author                  // author boxes
	Byline                  // who wrote it
	Caption                 // captions and credits
	Photo                   // pictures
	Gallery                 // slide shows
	Video                   // players
	Meta                    // lines of metadata
	Date                    // times
	Tag                     // tags, categories, kickers
	Crumb                   // breadcrumbs
	Modal                   // pop-ups
	Consent                 // cookie notes
	Hidden                  // not shown
	Print                   // for printers only
	Teaser                  // cards of other stories
	Pull                    // pull quotes
	Embed                   // posts of other sites
	Fact                    // fact boxes
	Toc                     // tables of contents
	Pager                   // next and previous
	Search                  // search boxes
	Account                 // accounts
	Paywall                 // barriers
	Popular                 // most read
	Tool                    // tool bars, buttons
	Rating                  // votes, polls
	Note                    // disclaimers, corrections
	Footnote                // references
	Product                 // shops
	Appeal                  // appeals
	Contact                 // addresses
	Widget                  // modules
	Off                     // "no", "has": negates the name it stands in
	Body                    // derived: a name that says article text
	TokenCount              // how many groups there are
)

// Tokens is a set of groups.
type Tokens uint64

// Has reports whether one of the groups is in the set.
func (t Tokens) Has(groups ...Token) bool {
	for _, g := range groups {
		if t>>g&1 != 0 {
			return true
		}
	}
	return false
}

// Bag is the set of the given groups.
func Bag(groups ...Token) (t Tokens) {
	for _, g := range groups {
		t |= 1 << g
	}
	return t
}

// maxNames is how much of a class attribute is read.
const maxNames = 400

// TokensOf returns the groups of the names in a class or id attribute. A name
// is cut at hyphens, underscores, digits and camel humps; its parts and the whole
// name are looked up. Names of utility classes ("has-sidebar", "md:hidden") say nothing.
func TokensOf(names []byte) (found Tokens) {
	if len(names) > maxNames {
		names = names[:maxNames]
	}
	for i := 0; i < len(names); {
		if names[i] <= ' ' {
			i++
			continue
		}
		from := i
		for i < len(names) && names[i] > ' ' {
			i++
		}
		found |= name(names[from:i])
	}
	return found
}

// Names remembers the answers of TokensOf: pages say the same few hundred names
// again and again, and so do the pages of a site. The zero value is ready for use.
type Names [nameSlots]nameSlot

type nameSlot struct {
	names []byte
	found Tokens
}

const nameSlots = 1024

// TokensOf is TokensOf of the package.
func (c *Names) TokensOf(names []byte) Tokens {
	if len(names) == 0 {
		return 0
	}
	if len(names) > maxNames {
		names = names[:maxNames]
	}
	s := &c[nameHash(names)%nameSlots]
	if !bytes.Equal(s.names, names) {
		s.names, s.found = append(s.names[:0], names...), TokensOf(names)
	}
	return s.found
}

// nameHash mixes the length with the first, middle and last eight bytes.
func nameHash(s []byte) uint64 {
	n := len(s)
	h := uint64(n)
	if n < 8 {
		for _, c := range s {
			h = h<<8 | uint64(c)
		}
	} else {
		for _, at := range [...]int{0, n/2 - 4, n - 8} {
			h = (h ^ binary.LittleEndian.Uint64(s[at:])) * 0x9e3779b97f4a7c15
		}
	}
	return h * 0x9e3779b97f4a7c15 >> 32
}

// name returns the groups of one class name.
func name(s []byte) (found Tokens) {
	if len(s) > 60 {
		return 0
	}
	whole, part, from := tokenSeed, tokenSeed, 0 // the part begins there
	for i, c := range s {
		if c == ':' || c == '[' { // variants and arbitrary values of utility classes
			return 0
		}
		whole = mixToken(whole, c)
		inPart := letter(c)
		if !inPart || i > from && c < 'a' && s[i-1] >= 'a' { // a hyphen or a hump ends the part
			found |= lookup(part, i-from) &^ wholeOnly
			if part, from = tokenSeed, i; !inPart {
				from++
			}
		}
		if inPart {
			part = mixToken(part, c)
		}
	}
	found |= lookup(part, len(s)-from)&^wholeOnly | lookup(whole, len(s))
	if found.Has(Off) {
		return 0
	}
	if found.Has(Story) && found.Has(Copy) && found&notBody == 0 {
		found |= 1 << Body
	}
	return found
}

// notBody are the groups that make "article-body-footer" something else.
const notBody = Tokens(1<<Title | 1<<Deck | 1<<Nav | 1<<Footer | 1<<Header | 1<<Side | 1<<Linked | 1<<Sharing | 1<<Talk |
	1<<Promo | 1<<Ad | 1<<Mail | 1<<Author | 1<<Byline | 1<<Caption | 1<<Photo | 1<<Gallery | 1<<Video | 1<<Meta | 1<<Date |
	1<<Tag | 1<<Crumb | 1<<Modal | 1<<Teaser | 1<<Popular | 1<<Tool | 1<<Note | 1<<Embed | 1<<Hidden)

// wholeOnly are the groups whose words mean something else inside of a name, as
// in "overflow-hidden".
const wholeOnly = Tokens(1 << Hidden)

func letter(c byte) bool { return c|0x20 >= 'a' && c|0x20 <= 'z' }

const tokenSlots = 2048

type tokenSlot struct {
	key  uint64
	bits Tokens
}

var tokenTable = newTokenTable()

func newTokenTable() *[tokenSlots]tokenSlot {
	var t [tokenSlots]tokenSlot
	for g, line := range tokenWords {
		for word := range strings.FieldsSeq(line) {
			k, i := tokenPlace(tokenKey([]byte(word)))
			for t[i].key != 0 && t[i].key != k {
				i = (i + 1) % tokenSlots
			}
			t[i].key = k
			t[i].bits |= 1 << g
		}
	}
	return &t
}

// tokenKey is FNV-1a of the lower-case word.
func tokenKey(s []byte) uint64 {
	h := tokenSeed
	for _, c := range s {
		h = mixToken(h, c)
	}
	return h
}

const tokenSeed = uint64(14695981039346656037)

// mixToken adds a byte to a key.
func mixToken(h uint64, c byte) uint64 {
	if c >= 'A' && c <= 'Z' {
		c |= 0x20
	}
	if c == '_' {
		c = '-'
	}
	return (h ^ uint64(c)) * 1099511628211
}

// tokenPlace finishes a key by a multiplication, so that its high bits index the table.
func tokenPlace(h uint64) (k, i uint64) {
	k = h*0x9e3779b97f4a7c15 | 1
	return k, k >> 53
}

// lookup returns the groups of a word of so many bytes.
func lookup(key uint64, size int) Tokens {
	if size < 2 || size > 32 {
		return 0
	}
	k, i := tokenPlace(key)
	for ; tokenTable[i].key != 0; i = (i + 1) % tokenSlots {
		if tokenTable[i].key == k {
			return tokenTable[i].bits
		}
	}
	return 0
}

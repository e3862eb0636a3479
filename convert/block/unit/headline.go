package unit

import (
	"bytes"
	"strings"
)

// HeadHashes are the hashes of the page's headline as its head gives it: all of
// it, and without the name of the site behind the last mark.
type HeadHashes [2]uint64

// HashHead hashes a headline.
func HashHead(title string) (h HeadHashes) {
	if title == "" {
		return h
	}
	h[0] = HashOf([]byte(title))
	h[1] = h[0]
	cut := -1
	for _, mark := range [...]string{" - ", " | ", " – ", " — ", " :: ", " » ", " • ", " · "} {
		cut = max(cut, strings.LastIndex(title, mark))
	}
	if cut*2 > len(title) { // a site's name is the shorter part
		h[1] = HashOf([]byte(title[:cut]))
	}
	return h
}

// Has reports whether a hash is that of the headline.
func (h *HeadHashes) Has(hash uint64) bool { return h[0] != 0 && (hash == h[0] || hash == h[1]) }

// maxTitleLines is how many lines a block below a headline without markup may
// have to be cut: headline, deck, date, byline and place.
const maxTitleLines = 6

// splitTitle cuts a unit whose first line is the headline that the page's head
// gives into its lines: on pages laid out by line breaks date and byline follow.
func (s *segmenter) splitTitle(u *Unit) {
	p := s.page
	t := p.Bytes(u)
	cut := bytes.IndexByte(t, '\n')
	if cut < 0 || len(t) > 500 || !p.Heads.Has(HashOf(t[:cut])) || bytes.Count(t, []byte{'\n'}) >= maxTitleLines {
		return
	}
	for _, l := range p.Links[u.Links[0]:u.Links[1]] {
		if bytes.IndexByte(p.Text[l.from:l.to], '\n') >= 0 {
			return
		}
	}
	s.split = true
	for end := u.To; cut >= 0; cut = bytes.IndexByte(p.Text[u.From:end], '\n') {
		rest := *u
		u.To = u.From + int32(cut)
		rest.From, rest.To = u.To+1, end
		for u.Links[1] > u.Links[0] && p.Links[u.Links[1]-1].from >= u.To {
			u.Links[1]--
		}
		rest.Links[0] = u.Links[1]
		p.Units = append(p.Units, rest)
		u = &p.Units[len(p.Units)-1]
	}
}

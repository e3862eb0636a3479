package convert

import (
	"crypto/sha256"
	"fmt"
	"strings"

	"github.com/dsbuild/dsbuild/schema"
)

// seen remembers the articles of a run, to find records and texts that come
// again. It takes about a hundred bytes an article, whatever their texts are.
type seen struct {
	records  map[digest]int32
	texts    map[digest]int32   // of the normalised text
	ids      stringList         // doc_id of each article
	places   stringList         // source_uri and record of each article
	sources  stringList         // SHA-256 of each record whose id is the user's own, else ""
	captures map[digest]capture // by page
	blocks   map[digest]bool    // doc_id of the pages whose blocks were handed on
}

// digest is half a SHA-256: enough to tell all records of the world apart.
type digest [16]byte

func digestOf(b []byte) digest {
	sum := sha256.Sum256(b)
	return digest(sum[:16])
}

// stringList is a list of strings in one piece of memory, which costs the
// collector nothing.
type stringList struct {
	text []byte
	ends []int64
}

func (l *stringList) add(s string) {
	l.text = append(l.text, s...)
	l.ends = append(l.ends, int64(len(l.text)))
}

func (l *stringList) at(i int32) string {
	start := int64(0)
	if i > 0 {
		start = l.ends[i-1]
	}
	return string(l.text[start:l.ends[i]])
}

func newSeen() *seen {
	return &seen{records: map[digest]int32{}, texts: map[digest]int32{}, captures: map[digest]capture{}, blocks: map[digest]bool{}}
}

// settleBlocks leaves out the blocks of a page whose doc_id came before: they
// are numbered by it.
func (s *seen) settleBlocks(o *schema.Outcome) {
	if len(o.Blocks) == 0 {
		return
	}
	id := ""
	if o.Article != nil {
		id = o.Article.ID
	} else {
		id = o.Reject.ID
	}
	key := digestOf([]byte(id))
	if s.blocks[key] {
		o.Blocks = nil
	}
	s.blocks[key] = true
}

// settle turns an article whose record came before into a reject, and marks one
// whose text came before.
func (s *seen) settle(r *result) {
	a := r.Article
	key := digestOf([]byte(a.ID))
	if first, ok := s.records[key]; ok {
		r.Article, r.Reject = nil, s.again(a, first)
		return
	}
	n := int32(len(s.ids.ends))
	s.records[key] = n
	s.ids.add(a.ID)
	place, source := a.Source.URI, ""
	if a.Source.Record != "" {
		place += ":" + a.Source.Record
	}
	if r.ownID {
		source = a.Source.SHA256
	}
	s.places.add(place)
	s.sources.add(source)
	s.capture(r)
	if a.Text == "" {
		return
	}
	if first, ok := s.texts[r.textKey]; ok {
		a.DuplicateOf = s.ids.at(first)
	} else {
		s.texts[r.textKey] = n
	}
}

// capture is what is known of the captures of one page.
type capture struct {
	text    digest // of the first of them
	changed bool   // another has another text
}

// capture marks an article whose page came before with another text.
func (s *seen) capture(r *result) {
	page := pageOf(r.Article.CanonicalURL, r.Article.URL)
	if page == "" {
		return
	}
	key := digestOf([]byte(page))
	before, again := s.captures[key]
	switch {
	case !again:
		before.text = r.textKey
	case before.text != r.textKey:
		before.changed = true
	}
	s.captures[key] = before
	if before.changed {
		r.Article.Findings = append(r.Article.Findings, schema.Finding{
			Code: schema.FindingRecapture, Message: "the same page came before with another text",
		})
	}
}

// pageOf names the page that an article was captured from: its canonical URL, and
// the path of its own. A site that names its front page as the canonical URL of
// all others has many pages all the same. The view articles_latest does the same.
func pageOf(canonical, own string) string {
	if canonical == "" {
		canonical = own
	}
	if canonical == "" {
		return ""
	}
	_, rest, _ := strings.Cut(own, "://")
	path := ""
	if i := strings.IndexAny(rest, "/?#"); i >= 0 {
		path, _, _ = strings.Cut(rest[i:], "?")
		path, _, _ = strings.Cut(path, "#")
	}
	return canonical + "\n" + path
}

// again is the reject of an article whose id came before.
func (s *seen) again(a *schema.Article, first int32) *schema.Reject {
	reason := schema.RejectDuplicatePage
	message := fmt.Sprintf("the same record was read before as %s; that one is the article", s.places.at(first))
	if source := s.sources.at(first); source != "" && source != a.Source.SHA256 {
		reason = schema.RejectDuplicateID
		message = fmt.Sprintf("the id %q stands over another record, %s; give each record an id of its own", a.ID, s.places.at(first))
	}
	return &schema.Reject{
		Source: a.Source, ID: a.ID, URL: a.URL, Title: a.Title, Publisher: a.Publisher, PublishedDate: a.Published.Date,
		PageType: a.PageType, Stage: schema.StageStore, Reason: reason, Message: message,
	}
}

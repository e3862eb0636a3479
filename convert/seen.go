package convert

import (
	"crypto/sha256"
	"encoding/binary"
	"fmt"
	"strings"

	"github.com/dsbuild/dsbuild/schema"
)

// seen remembers the articles of a run, to find records and texts that come
// again. It takes some 80 bytes an article, whatever their texts are: nothing in
// it is for the collector to follow, and what is rarely wanted is packed.
type seen struct {
	articles              []known
	records, texts, pages index           // of articles, by what they are known by
	ids, places, sources  stringList      // doc_id; source_uri and record; SHA-256 of each record whose id is the user's own, else ""
	blocks                map[digest]bool // doc_id of the pages whose blocks were handed on
}

// known is what stands for an article.
type known struct {
	record, text [12]byte // digests of its id and of its normalised text
	// page is a digest of the page that it was captured from, without its lowest bit, which
	// tells of the first capture of a page whether another one has another text.
	page uint64
}

// digest is half a SHA-256: enough to tell all records of the world apart. Of 12
// bytes, which known keeps, two are alike by chance once in a thousand million
// runs of a thousand million articles each.
type digest [16]byte

func digestOf(b []byte) digest {
	sum := sha256.Sum256(b)
	return digest(sum[:16])
}

func short(d digest) [12]byte { return [12]byte(d[:12]) }

func newSeen() *seen { return &seen{blocks: map[digest]bool{}} }

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
	n := int32(len(s.articles))
	one := known{record: short(digestOf([]byte(a.ID))), text: short(r.textKey)}
	s.articles = append(s.articles, one)
	first := s.records.first(n, func(n int32) uint64 { return head(s.articles[n].record) },
		func(n int32) bool { return s.articles[n].record == one.record })
	if first != n {
		s.articles = s.articles[:n]
		r.Article, r.Reject = nil, s.again(a, first)
		return
	}
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
	s.capture(r, n)
	if a.Text == "" {
		return
	}
	first = s.texts.first(n, func(n int32) uint64 { return head(s.articles[n].text) },
		func(n int32) bool { return s.articles[n].text == one.text })
	if first != n {
		a.DuplicateOf = s.ids.at(first)
	}
}

func head(key [12]byte) uint64 { return binary.LittleEndian.Uint64(key[:]) }

// capture marks an article whose page came before with another text.
func (s *seen) capture(r *result, n int32) {
	name := pageOf(r.Article.CanonicalURL, r.Article.URL)
	if name == "" {
		return
	}
	d := digestOf([]byte(name))
	page := binary.LittleEndian.Uint64(d[:]) &^ 1
	s.articles[n].page = page
	pageAt := func(n int32) uint64 { return s.articles[n].page &^ 1 }
	first := s.pages.first(n, pageAt, func(n int32) bool { return pageAt(n) == page })
	if s.articles[first].text != s.articles[n].text {
		s.articles[first].page |= 1
	}
	if s.articles[first].page&1 != 0 {
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

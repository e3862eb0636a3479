package convert

import (
	"crypto/sha256"
	"encoding/binary"
	"fmt"
	"strings"

	"github.com/dsbuild/dsbuild/internal/compact"
	"github.com/dsbuild/dsbuild/schema"
)

// seen remembers the articles of a run, to find records and texts that come
// again. It takes some 70 bytes an article, whatever their texts are.
type seen struct {
	// Of each article, by number: digests of its id, of its normalised text, and of the
	// page that it was captured from. The lowest bit of the last one tells of the first
	// capture of a page whether another one has another text.
	record compact.List[uint64]
	text   compact.List[[12]byte]
	page   compact.List[uint64]

	records, texts, pages compact.Index   // of articles, by these
	ids, places, sources  compact.Strings // doc_id; source_uri and record; SHA-256 of each record whose id is the user's own, else ""

	blocks compact.Keys[digest] // of the doc_id of the pages whose blocks were handed on
}

// digest is half a SHA-256: enough to tell all records of the world apart. Of 12
// bytes, which are kept of a text, two are alike by chance once in a thousand million
// runs of a thousand million articles each.
type digest [16]byte

// Hash is a part of the digest.
func (d digest) Hash() uint64 { return head(d[:]) }

func digestOf(b []byte) digest {
	sum := sha256.Sum256(b)
	return digest(sum[:16])
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
	if _, known := s.blocks.Number(digestOf([]byte(id))); known {
		o.Blocks = nil
	}
}

// settle turns an article whose record came before into a reject, and marks one
// whose text came before.
func (s *seen) settle(r *result) {
	a := r.Article
	n := s.record.Len()
	id := digestOf([]byte(a.ID))
	s.record.Add(head(id[:]))
	if first := s.records.First(int32(n), s.recordAt, func(m int32) bool {
		return s.recordAt(m) == head(id[:]) && s.ids.At(int(m)) == a.ID
	}); int(first) != n {
		s.record.Drop()
		r.Article, r.Reject = nil, s.again(a, int(first))
		return
	}
	s.ids.Add(a.ID)
	place, source := a.Source.URI, ""
	if a.Source.Record != "" {
		place += ":" + a.Source.Record
	}
	if r.ownID {
		source = a.Source.SHA256
	}
	s.places.Add(place)
	s.sources.Add(source)
	s.text.Add([12]byte(r.textKey[:]))
	s.page.Add(0)
	s.capture(r, int32(n))
	if a.Text == "" {
		return
	}
	if first := s.texts.First(int32(n), func(n int32) uint64 { return head(s.text.At(int(n))[:]) }, s.sameText(n)); int(first) != n {
		a.DuplicateOf = s.ids.At(int(first))
	}
}

func head(key []byte) uint64 { return binary.LittleEndian.Uint64(key) }

func (s *seen) recordAt(n int32) uint64 { return *s.record.At(int(n)) }

// sameText reports of each article whether its text is that of article n.
func (s *seen) sameText(n int) func(int32) bool {
	text := *s.text.At(n)
	return func(m int32) bool { return *s.text.At(int(m)) == text }
}

// capture marks an article whose page came before with another text.
func (s *seen) capture(r *result, n int32) {
	name := pageOf(r.Article.CanonicalURL, r.Article.URL)
	if name == "" {
		return
	}
	d := digestOf([]byte(name))
	page := head(d[:]) &^ 1
	*s.page.At(int(n)) = page
	pageAt := func(n int32) uint64 { return *s.page.At(int(n)) &^ 1 }
	first := s.pages.First(n, pageAt, func(n int32) bool { return pageAt(n) == page })
	if !s.sameText(int(n))(first) {
		*s.page.At(int(first)) |= 1
	}
	if *s.page.At(int(first))&1 != 0 {
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
func (s *seen) again(a *schema.Article, first int) *schema.Reject {
	reason := schema.RejectDuplicatePage
	message := fmt.Sprintf("the same record was read before as %s; that one is the article", s.places.At(first))
	if source := s.sources.At(first); source != "" && source != a.Source.SHA256 {
		reason = schema.RejectDuplicateID
		message = fmt.Sprintf("the id %q stands over another record, %s; give each record an id of its own", a.ID, s.places.At(first))
	}
	return &schema.Reject{
		Source: a.Source, ID: a.ID, URL: a.URL, Title: a.Title, Publisher: a.Publisher, PublishedDate: a.Published.Date,
		PageType: a.PageType, Stage: schema.StageStore, Reason: reason, Message: message,
	}
}

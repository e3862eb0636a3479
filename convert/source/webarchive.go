package source

import (
	"bufio"
	"bytes"
	"cmp"
	"errors"
	"fmt"
	"io"
	"net/url"
	"path"
	"strings"

	"github.com/klauspost/compress/gzip"
	"github.com/klauspost/compress/zstd"

	"github.com/dsbuild/dsbuild/convert/source/revisit"
	"github.com/dsbuild/dsbuild/convert/source/sniff"
	"github.com/dsbuild/dsbuild/convert/source/warc"
	"github.com/dsbuild/dsbuild/internal/text"
	"github.com/dsbuild/dsbuild/schema"
)

// The kinds of records of a web archive that are passed over, beside their media types.
const (
	skipDNS    = "dns"
	skipRobots = "robots.txt"
	// skipOther stands for the kinds beyond maxSkipKinds: a hostile file has a new one in every record.
	skipOther    = "(other kinds)"
	maxSkipKinds = 200
	maxKindShown = 60
)

// scouts look at what a stream holds compressed before it is read.
type scouts struct {
	gzip *gzip.Reader
	zstd *zstd.Decoder
}

// head returns the first bytes of what is packed.
func (s *scouts) head(k sniff.Kind, packed []byte) []byte {
	var src io.Reader
	var err error
	in := bytes.NewReader(packed)
	switch {
	case k == sniff.Gzip && s.gzip == nil:
		s.gzip, err = gzip.NewReader(in)
		src = s.gzip
	case k == sniff.Gzip:
		err = s.gzip.Reset(in)
		src = s.gzip
	case s.zstd == nil:
		s.zstd, err = zstd.NewReader(in, zstd.WithDecoderConcurrency(1), zstd.WithDecoderMaxWindow(maxWindow), zstd.WithDecoderLowmem(true))
		src = s.zstd
	default:
		err = s.zstd.Reset(in)
		src = s.zstd
	}
	if err != nil {
		return nil
	}
	head := make([]byte, sniff.HeadSize)
	n, _ := io.ReadFull(src, head)
	return head[:n]
}

func (s *scouts) close() {
	if s.zstd != nil {
		s.zstd.Close()
	}
}

// packedHead returns the first bytes of what the current stream holds compressed.
func (c *crawl) packedHead(k sniff.Kind) []byte {
	size := sniff.HeadSize
	if k == sniff.Zstd {
		size = bufferSize // a whole block is needed
	}
	packed, _ := c.in.Peek(size)
	return c.scouts.head(k, packed)
}

// recall takes in the records of an earlier run, once and only for web archives: there may be millions.
func (c *crawl) recall() error {
	if c.r.before == nil {
		return nil
	}
	return c.originals.Take(func(yield func(revisit.Record, error) bool) {
		for r, err := range c.r.before {
			if !yield(r, cmp.Or(err, c.ctx.Err())) {
				return
			}
		}
	})
}

// warcName reports whether a file is called a WARC. That decides only where its
// beginning is damaged: else its pages would become one page of garbage.
func warcName(name string) bool {
	name = strings.ToLower(path.Base(name))
	return strings.HasSuffix(name, ".warc") || strings.HasSuffix(name, ".warc.gz") || strings.HasSuffix(name, ".warc.zst")
}

// webArchive reads the records of a WARC or ARC file, packed or not.
func (c *crawl) webArchive(in *bufio.Reader, src schema.Source, packing warc.Packing, head []byte) bool {
	c.noteKind("a web archive")
	if err := c.recall(); err != nil {
		c.yield(nil, err)
		return false
	}
	r := warc.NewReader(in, packing, head, warc.Options{MaxRecord: c.r.opt.MaxRecord, MaxRatio: c.r.opt.MaxRatio})
	defer r.Close()
	src.Format = schema.FormatWARC
	if r.ARC() {
		src.Format = schema.FormatARC
	}
	for {
		rec, err := r.Next()
		switch {
		case errors.Is(err, io.EOF):
			return true
		case err != nil:
			return c.readError(src, err)
		}
		at := webRecord{crawl: c, Record: rec, src: src}
		at.src.Record, at.src.Size = rec.Offset, min(rec.Size, maxByteSize)
		if !at.read() {
			return false
		}
	}
}

// webRecord is one record of a web archive.
type webRecord struct {
	*warc.Record
	crawl *crawl
	src   schema.Source
	body  []byte
	media string // its type, without parameters
}

// read makes the record a page, a reject, or a count of what was passed over.
func (w *webRecord) read() bool {
	switch {
	case w.Damage != "":
		return w.reject(schema.RejectBadRecord, "the record is damaged: "+w.Damage)
	case w.Segment != "" && w.Segment != "1" || w.Type == "continuation":
		return w.skip("continuation")
	case w.Segment == "1":
		return w.reject(schema.RejectBadRecord, "the page is cut into several records (WARC-Segment-Number); write it as one")
	case strings.HasPrefix(w.URL, "dns:"):
		return w.skip(skipDNS)
	case strings.HasPrefix(w.URL, "http") && isRobots(w.URL):
		return w.skip(skipRobots)
	}
	switch w.Type {
	case "response":
		return w.response()
	case "resource":
		if scheme, _, _ := strings.Cut(w.URL, ":"); !isPageScheme(scheme) {
			return w.skip("resource " + scheme)
		}
		w.media, w.body = mediaType(w.MediaType), w.Block
		return w.payload(nil)
	case "conversion":
		w.src.Format = schema.FormatWET
		w.media, w.body = mediaType(w.MediaType), w.Block
		return w.payload(nil)
	case "revisit":
		return w.revisit()
	}
	return w.skip(w.Type)
}

// isPageScheme tells files that a crawler took in from what it says of itself
// under addresses of its own: its log (metadata:), its own text of a page (urn:).
func isPageScheme(scheme string) bool {
	return scheme == "http" || scheme == "https" || scheme == "ftp" || scheme == "file"
}

func isRobots(address string) bool {
	u, err := url.Parse(address)
	return err == nil && u.Path == "/robots.txt"
}

// response reads an HTTP response.
func (w *webRecord) response() bool {
	m, encodings, err := warc.Head(w.Block)
	if err != nil {
		return w.reject(schema.RejectBadRecord, err.Error()+"; fetch the page again, or leave it out")
	}
	const ok, redirect = 200, 300
	w.media, w.MediaType, w.body = mediaType(m.MediaType), m.MediaType, m.Body
	if m.Status < ok || m.Status >= redirect {
		return w.reject(schema.RejectHTTPStatus, fmt.Sprintf("the server answered with status %d, not with a page", m.Status))
	}
	return w.payload(encodings)
}

// payload reads what a server sent: a page, or something else.
func (w *webRecord) payload(encodings []string) bool {
	if isAsset(w.media) {
		return w.skip(w.media)
	}
	limit := w.crawl.r.opt.MaxRecord
	if w.TooLarge {
		return w.reject(schema.RejectTooLarge, fmt.Sprintf("larger than %s; raise --max-record to read it", megabytes(limit)))
	}
	plain := w.body
	body, err := warc.Decode(plain, encodings, limit, w.crawl.r.opt.MaxRatio)
	switch {
	case errors.Is(err, warc.ErrTooLarge):
		return w.reject(schema.RejectTooLarge,
			fmt.Sprintf("its body expands to more than %s or %d times its size; raise --max-record or --max-ratio to read it",
				megabytes(limit), w.crawl.r.opt.MaxRatio))
	case err != nil:
		return w.reject(schema.RejectBadRecord, err.Error()+"; fetch the page again, or leave it out")
	}
	w.body = body
	what := sniff.Head(body[:min(len(body), sniff.HeadSize)])
	switch kind := w.kind(what); {
	case what.Kind == sniff.Empty:
		return w.reject(schema.RejectEmptyFile, "the server sent no bytes; fetch the page again, or leave it out")
	case kind != "":
		return w.page(kind)
	case isDocument(what.Kind) && !isXML(w.media):
		return w.reject(schema.RejectUnsupportedType, "this is "+what.Name+"; "+what.Remedy)
	case w.media == "":
		return w.skip("unknown type")
	}
	return w.skip(w.media)
}

// isDocument reports whether a body is refused by name and not passed over.
func isDocument(k sniff.Kind) bool {
	return k == sniff.Unsupported || k == sniff.Zip || k == sniff.Tar || k == sniff.SevenZip || k.Packed()
}

// kind says how the body is read; "" it is no page. What the server says counts
// for what content does not tell: any XML looks like a page.
func (w *webRecord) kind(what sniff.Type) schema.SourceFormat {
	html := what.Kind == sniff.HTML
	if w.Type == "conversion" {
		if what.Kind == sniff.Empty || isDocument(what.Kind) || what.Kind == sniff.Asset {
			return ""
		}
		return w.textFormat()
	}
	switch w.media {
	case "text/html", "application/xhtml+xml":
		html = html || what.Kind == sniff.Text
	case "", "text/plain", "text/markdown", "application/octet-stream":
	default:
		if html = html && isXML(w.media) && bytes.Contains(bytes.ToLower(w.body[:min(len(w.body), sniff.HeadSize)]), []byte("<html")); !html {
			return ""
		}
	}
	switch {
	case html:
		return schema.FormatHTML
	case what.Kind == sniff.Text:
		return w.textFormat()
	}
	return ""
}

// textFormat is what text without markup is.
func (w *webRecord) textFormat() schema.SourceFormat {
	if w.crawl.at.in.Kind == string(schema.FormatText) {
		return schema.FormatText
	}
	return schema.FormatPageText
}

func (w *webRecord) page(kind schema.SourceFormat) bool {
	w.note("")
	p := &schema.Page{Source: w.source(), URL: w.url(), Inner: kind, MediaType: w.MediaType, Retrieved: w.Date}
	p.Body = bytes.Clone(w.body)
	p.ID = schema.DocID(w.URL, p.Body)
	if w.Truncated != "" {
		p.Findings = append(p.Findings, schema.Finding{
			Code: schema.FindingLimitReached, Message: "the crawler cut the page: " + text.Clean(w.Truncated, false),
		})
	}
	return w.crawl.page(p)
}

// url is the record's own URL as it may stand in a table.
func (w *webRecord) url() string { return text.Clean(w.URL, false) }

func (w *webRecord) source() schema.Source {
	src := w.src
	if src.Size = int64(len(w.body)); !w.crawl.undigested {
		src.SHA256 = hexSum(w.body)
	}
	return src
}

func (w *webRecord) reject(reason schema.RejectReason, message string) bool {
	r := &schema.Reject{Source: w.src, URL: w.url(), Reason: reason, Message: message}
	if w.body != nil && !w.TooLarge {
		r.Source = w.source()
		r.ID = schema.DocID(w.URL, w.body)
	}
	if reason == schema.RejectHTTPStatus {
		w.note("")
	}
	return w.crawl.rejectPage(r)
}

// skip counts a record that is no page.
func (w *webRecord) skip(kind string) bool {
	w.note(kind)
	w.crawl.skip(kind)
	return true
}

// skip counts what was passed over.
func (c *crawl) skip(kind string) { c.r.state.skip(kind) }

func (s *State) skip(kind string) {
	kind = text.Head(text.Clean(kind, false), maxKindShown)
	if _, known := s.Skipped[kind]; !known && len(s.Skipped) >= maxSkipKinds {
		kind = skipOther
	}
	s.Skipped[kind]++
}

// PassOver counts a page as passed over: that it is none was found when shards were put together.
func (s *State) PassOver(kind string) {
	s.Pages--
	s.skip(kind)
}

// mediaType returns TYPE/SUBTYPE in lower case.
func mediaType(written string) string {
	essence, _, _ := strings.Cut(written, ";")
	return strings.ToLower(strings.TrimSpace(essence))
}

func isXML(media string) bool { return strings.HasSuffix(media, "xml") }

// documents are the types beside text that a person would call a page: they are
// refused by name and not passed over.
var documents = []string{
	"application/pdf", "application/rtf", "text/rtf", "application/msword", "application/epub+zip", "application/octet-stream",
	"application/vnd.openxmlformats", "application/vnd.oasis", "application/vnd.ms-", "multipart/related",
}

// isAsset reports whether a server sends no page under this type.
func isAsset(media string) bool {
	switch {
	case media == "", media == "text/html", media == "text/plain", media == "text/markdown",
		isXML(media) && !strings.HasPrefix(media, "image/"):
		return false
	case strings.HasPrefix(media, "application/vnd.ms-fontobject"):
		return true
	}
	for _, prefix := range documents {
		if strings.HasPrefix(media, prefix) {
			return false
		}
	}
	return true
}

// note remembers the record for the revisits that come.
func (w *webRecord) note(skip string) {
	switch w.Type {
	case "response", "resource", "revisit":
		w.crawl.remember(&revisit.Record{Own: revisit.Keys(w.ID, w.Payload), Skip: skip, Place: w.place()})
	}
}

func (w *webRecord) place() string { return w.src.URI + ":" + w.src.Record }

// remember keeps a record, or leaves it to whoever puts shards together.
func (c *crawl) remember(r *revisit.Record) {
	c.tell(r)
	if !c.r.open {
		c.originals.Note(r)
	}
}

// tell hands a record to whoever wants to know of them.
func (c *crawl) tell(r *revisit.Record) {
	if c.r.records != nil {
		c.r.records(c.r.place, r)
	}
}

// revisit is a page that the crawler had stored before.
func (w *webRecord) revisit() bool {
	if m, _, err := warc.Head(w.Block); err == nil {
		if media := mediaType(m.MediaType); media != "" && isAsset(media) {
			return w.skip(media)
		}
	}
	r := &revisit.Record{Open: true, Own: revisit.Keys(w.ID, w.Payload), Refers: revisit.Keys(w.RefersTo, w.Payload), Place: w.place()}
	w.crawl.tell(r)
	var found revisit.Found
	if w.crawl.r.open {
		// it is found when shards are put together
	} else if found = w.crawl.originals.Find(r); found.Skip != "" {
		w.crawl.skip(found.Skip)
		return true
	}
	reason, message := found.Reject()
	return w.reject(reason, message)
}

package source

import (
	"bufio"
	"cmp"
	"context"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"io"
	"iter"
	"math"
	"os"

	"github.com/klauspost/compress/gzip"
	"github.com/klauspost/compress/zstd"

	"github.com/dsbuild/dsbuild/convert/source/mhtml"
	"github.com/dsbuild/dsbuild/convert/source/record"
	"github.com/dsbuild/dsbuild/convert/source/revisit"
	"github.com/dsbuild/dsbuild/convert/source/sniff"
	"github.com/dsbuild/dsbuild/convert/source/table"
	"github.com/dsbuild/dsbuild/convert/source/warc"
	"github.com/dsbuild/dsbuild/internal/fields"
	"github.com/dsbuild/dsbuild/internal/text"
	"github.com/dsbuild/dsbuild/schema"
)

const (
	// bufferSize is large enough that reading is not by small system calls.
	bufferSize = 256 << 10
	// maxWindow is what `zstd --long` writes; more is memory an archive may not ask for.
	maxWindow = 128 << 20
)

// crawl is one pass over the inputs.
type crawl struct {
	ctx   context.Context
	r     *Reader
	yield func(*schema.Page, error) bool
	at    *root

	*stream           // the one that is read
	levels  []*stream // by depth; their memory is used again
	// unpacked counts the bytes that the members of archives in the current file had.
	unpacked  int64
	diskSize  int64 // of the current file, 0 where that is unknown
	scouts    scouts
	head      []byte         // of the current file of records
	again     *bufio.Reader  // over head and the rest
	fields    *record.Fields // of the current file of records
	input     int            // position of the current INPUT
	files     int            // how many files came before, of all parts
	records   int            // of the current file, see Look
	skipNoted int            // files noted only as passed over
	// undigested leaves out the SHA256 of records of web archives.
	undigested bool
	full       bool // the look at the current file was enough
	// originals are the records of web archives that revisits may refer to.
	originals revisit.Originals
}

// stream is what pages are read from: a file, or a member of an archive.
type stream struct {
	depth int      // of archives it lies in
	disk  *os.File // nil where it can only be read from front to back
	raw   rawReader
	guard guardReader
	in    *bufio.Reader // over raw
	out   *bufio.Reader // over guard
	gzip  *gzip.Reader
	zstd  *zstd.Decoder
	// packed is set while the stream is compressed.
	packed bool
}

func newCrawl(ctx context.Context, r *Reader, yield func(*schema.Page, error) bool) *crawl {
	c := &crawl{ctx: ctx, r: r, yield: yield}
	c.stream = c.level(0)
	c.stream.raw.total = &r.bytes
	return c
}

// level returns the stream for what lies in so many archives.
func (c *crawl) level(depth int) *stream {
	if depth == len(c.levels) {
		s := &stream{depth: depth, raw: rawReader{ctx: c.ctx, sum: sha256.New()}}
		s.in, s.out = bufio.NewReaderSize(nil, bufferSize), bufio.NewReaderSize(nil, bufferSize)
		c.levels = append(c.levels, s)
	}
	return c.levels[depth]
}

func (c *crawl) close() {
	c.scouts.close()
	for _, s := range c.levels {
		if s.zstd != nil {
			s.zstd.Close()
		}
	}
}

// page counts a page and hands it on; false ends the pass.
func (c *crawl) page(p *schema.Page) bool {
	if err := c.ctx.Err(); err != nil {
		c.yield(nil, err)
		return false
	}
	if c.enough() {
		return false
	}
	c.r.state.Pages++
	if found := c.r.opt.Found; found != nil {
		found(&p.Source)
	}
	if x := c.r.opt.Index; x != nil {
		x.Match(p)
	}
	if own := c.ownID(); own != "" && !p.OwnID {
		p.Findings = append(p.Findings, record.NoOwnID(own))
	}
	return c.yield(p, nil)
}

// ownID is the field that should be the id of every page; "" none.
func (c *crawl) ownID() string {
	return cmp.Or(c.r.opt.OwnID, c.at.rename[fields.OwnID])
}

// reject counts a page that cannot be read and hands the reject on.
func (c *crawl) reject(src schema.Source, reason schema.RejectReason, message string) bool {
	return c.rejectPage(&schema.Reject{Source: src, Reason: reason, Message: message})
}

func (c *crawl) rejectPage(r *schema.Reject) bool {
	// A read that was broken off fails like a damaged file: the cause comes first.
	if err := c.ctx.Err(); err != nil {
		c.yield(nil, err)
		return false
	}
	if c.enough() {
		return false
	}
	c.r.state.Pages++
	r.Stage = schema.StageRead
	return c.yield(nil, r)
}

// root reads one INPUT and reports whether to go on.
func (c *crawl) root(at *root) bool {
	c.at, at.mark = at, nil
	if at.stream != nil {
		if !c.mine() {
			return true
		}
		c.note(at.uriOf(""), "")
		return c.readFile(nil, at.stream, at.uriOf(""), at.name, true) || c.goOn()
	}
	for f := range c.chosen(at) {
		if !c.file(at, f) && !c.goOn() {
			return false
		}
	}
	return true
}

// chosen yields the files of an INPUT that are of the shard, and of the look.
func (c *crawl) chosen(at *root) iter.Seq[found] {
	return func(yield func(found) bool) {
		chosen, n := c.r.choose(at, c.input), 0
		for f := range c.r.files(at) {
			n++
			if f.skip == skipOutput { // is never counted
				continue
			}
			if c.mine() && chosen(n-1) && !yield(f) {
				return
			}
		}
	}
}

// mine counts a file and reports whether it is of the shard that is read.
func (c *crawl) mine() bool {
	c.r.place = c.files
	c.files++
	return c.r.opt.Shard.has(c.r.place)
}

func (c *crawl) file(at *root, f found) bool {
	uri := at.uriOf(f.below)
	if at.file {
		uri = at.uriOf("")
	}
	switch {
	case f.skip != "":
		c.note(uri, f.skip)
		c.r.state.Skipped[f.skip]++
		return true
	case f.err != nil:
		return c.unreadable(uri, f.err)
	}
	c.note(uri, "")
	at.mark = f.mark
	file, err := os.Open(f.path)
	if err != nil {
		return c.unreadable(uri, err)
	}
	defer file.Close() // it was only read
	return c.readFile(file, file, uri, f.below, f.named)
}

// readFile reads the pages of one file or stream and adds it to the digest of its
// root; below is its name there, file nil where it can only be read from front to back.
func (c *crawl) readFile(file *os.File, src io.Reader, uri, below string, named bool) bool {
	c.disk, c.diskSize, c.unpacked = file, 0, 0
	if file != nil {
		if info, err := file.Stat(); err == nil && info.Mode().IsRegular() {
			c.diskSize = info.Size()
		}
	}
	c.raw.reset(src)
	c.in.Reset(&c.raw)
	more, passed := c.pages(uri, below, named)
	if !more {
		return false
	}
	if passed != "" {
		if f := c.noted(); f != nil {
			f.Skip = passed
		}
		c.r.state.Skipped[passed]++
		return true
	}
	// Bytes behind the last page count as read.
	if _, err := io.Copy(io.Discard, &c.raw); err == nil {
		in, f := &c.r.state.Inputs[c.input], FileSum{c.r.place, below, c.raw.digest(), c.raw.n}
		if in.add(&f); c.r.opt.Shard.Of > 0 || c.r.opt.List {
			in.Files = append(in.Files, f)
		}
	}
	return true
}

// pages reads the pages of the current stream, or says why a walk passes it over.
func (c *crawl) pages(uri, below string, named bool) (more bool, passed string) {
	src := schema.Source{URI: uri, Format: schema.FormatUnknown}
	in := c.in
	head, err := in.Peek(sniff.HeadSize)
	what := sniff.Head(head)
	c.packed = what.Kind.Packed()
	if c.packed {
		if packing, ok := packings[what.Kind]; ok {
			if inner := c.packedHead(what.Kind); warc.Is(inner) || warcName(below) {
				return c.webArchive(in, src, packing, inner), ""
			}
		}
		if in, err = c.unpack(what.Kind, c.r.opt.MaxRatio); err != nil {
			return c.readError(src, err), ""
		}
		head, err = in.Peek(sniff.HeadSize)
		what = sniff.Head(head)
	}
	// Behind a damaged place there may still be whole records before it.
	if err != nil && !errors.Is(err, io.EOF) && len(head) == 0 {
		return c.readError(src, err), ""
	}
	c.noteKind(what.Words())
	if !named {
		if passed = sniff.Passed(below, what, head); passed != "" {
			return true, passed
		}
	}
	if warcName(below) && what.Kind.IsText() {
		what.Kind = sniff.WebArchive // whose beginning is damaged
	}
	switch what.Kind {
	case sniff.Empty:
		return c.reject(src, schema.RejectEmptyFile, "there are no bytes; fetch the page again, or leave it out"), ""
	case sniff.Lines:
		return c.lines(in, src), ""
	case sniff.Table:
		return c.csv(in, src), ""
	case sniff.Parquet, sniff.Arrow, sniff.SQLite, sniff.XLSX:
		return c.tableFile(what, in, src), ""
	case sniff.JSONArray:
		return c.tables(src, one(table.JSONArray(in, c.r.opt.MaxRecord))), ""
	case sniff.JSONObject:
		return c.tables(src, table.JSONObject(in, c.r.opt.MaxRecord)), ""
	case sniff.WebArchive:
		return c.webArchive(in, src, warc.Plain, head), ""
	case sniff.Zip, sniff.Tar, sniff.SevenZip:
		return c.archive(what.Kind, in, src), ""
	case sniff.DOCX:
		return c.archive(sniff.Zip, in, src), ""
	case sniff.RTF:
		src.Format = schema.FormatRTF
		return c.whole(in, src, func(body []byte) bool { return c.rtf(src, body) }), ""
	case sniff.Record:
		return c.whole(in, src, func(body []byte) bool { return c.decide(src, [][]byte{body}) && c.record(src, body) }), ""
	case sniff.HTML:
		src.Format = schema.FormatHTML
	case sniff.MHTML:
		src.Format = schema.FormatMHTML
	case sniff.Text:
		src.Format = schema.FormatPageText
		if c.at.in.Kind == string(schema.FormatText) {
			src.Format = schema.FormatText
		}
	default:
		return c.unsupported(in, src, what), ""
	}
	return c.whole(in, src, func(body []byte) bool { return c.textFile(src, body) }), ""
}

// textFile hands on what a file of text or markup holds: the documents of an export, a
// text with fields before it, or one page.
func (c *crawl) textFile(src schema.Source, body []byte) bool {
	if more, ok := c.exported(src, body); ok {
		return more
	}
	if more, ok := c.frontMatter(src, body); ok {
		return more
	}
	return c.filePage(src, body)
}

// packings are those that a web archive may have.
var packings = map[sniff.Kind]warc.Packing{sniff.Gzip: warc.Gzip, sniff.Zstd: warc.Zstd}

// whole reads the rest of the stream as one record and hands it to then.
func (c *crawl) whole(in *bufio.Reader, src schema.Source, then func([]byte) bool) bool {
	about := int64(0)
	if c.depth == 0 && !c.packed {
		about = c.diskSize
	}
	body, err := readAll(in, c.r.opt.MaxRecord, about)
	switch {
	case errors.Is(err, errTooLarge):
		return c.reject(src, schema.RejectTooLarge,
			fmt.Sprintf("larger than %s; raise --max-record to read it", megabytes(c.r.opt.MaxRecord)))
	case err != nil:
		return c.readError(src, err)
	}
	return then(body)
}

// filePage hands on a file that is one page.
func (c *crawl) filePage(src schema.Source, body []byte) bool {
	sum := c.sum(body)
	src.SHA256, src.Size = sum, int64(len(body))
	// As schema.DocID does for a record without a URL: the digest is known already.
	p := &schema.Page{Source: src, ID: sum[:docIDLength], Body: body}
	if src.Format == schema.FormatMHTML {
		saved, err := mhtml.Read(body)
		if err != nil {
			return c.rejectPage(&schema.Reject{
				Source: src, ID: p.ID, Reason: schema.RejectBadArchive,
				Message: "this is an MHTML page, but " + err.Error() + "; save the page again",
			})
		}
		p.Body, p.MediaType, p.URL, p.Retrieved = saved.HTML, saved.MediaType, text.Clean(saved.URL, false), saved.Saved
	}
	if m := c.at.mark; m != nil && c.depth == 0 && p.URL == "" {
		p.URL, p.Retrieved = text.Clean(m.url, false), m.retrieved
	}
	return c.page(p)
}

// unsupported rejects a file that is no page. It may be of any size: it is only hashed.
func (c *crawl) unsupported(in io.Reader, src schema.Source, what sniff.Type) bool {
	h := sha256.New()
	n, err := io.Copy(h, in)
	if err != nil {
		return c.readError(src, err)
	}
	r := &schema.Reject{Source: src, Reason: schema.RejectUnsupportedType, Message: "this is " + what.Name + "; " + what.Remedy}
	if n <= maxByteSize {
		r.Source.SHA256, r.Source.Size = hex.EncodeToString(h.Sum(nil)), n
		r.ID = r.Source.SHA256[:docIDLength]
	}
	return c.rejectPage(r)
}

// maxByteSize is what rejects.byte_size holds.
const maxByteSize = math.MaxInt32

// docIDLength is the length of a doc_id made by schema.DocID.
const docIDLength = 24

// sum returns the digest of a whole file. Where it is not packed, it was taken while reading.
func (c *crawl) sum(body []byte) string {
	if !c.packed && c.raw.ended {
		return c.raw.digest()
	}
	return hexSum(body)
}

func hexSum(b []byte) string {
	sum := sha256.Sum256(b)
	return hex.EncodeToString(sum[:])
}

// readError rejects what a failed read leaves behind.
func (c *crawl) readError(src schema.Source, err error) bool {
	switch {
	case errors.Is(err, errRatio):
		return c.reject(src, schema.RejectBadArchive,
			fmt.Sprintf("expands to more than %d times its size; raise --max-ratio if it is to be trusted", c.r.opt.MaxRatio))
	case c.depth > 0:
		return c.reject(src, schema.RejectBadArchive, "it cannot be unpacked ("+reasonOf(err)+"); fetch the archive again")
	case c.raw.err == nil:
		return c.reject(src, schema.RejectBadArchive, "the compressed data are damaged ("+reasonOf(err)+"); fetch the file again")
	}
	return c.unreadable(src.URI, err)
}

// unreadable rejects a file or folder that the system does not let us read.
func (c *crawl) unreadable(uri string, err error) bool {
	return c.reject(schema.Source{URI: uri, Format: schema.FormatUnknown}, schema.RejectUnreadable,
		"cannot be read ("+reasonOf(err)+"); check its permissions, or leave it out")
}

// reasonOf returns what went wrong without the path, which depends on the place.
func reasonOf(err error) string {
	for {
		inner, ok := err.(interface{ Unwrap() error })
		if !ok {
			return err.Error()
		}
		next := inner.Unwrap()
		if next == nil {
			return err.Error()
		}
		err = next
	}
}

// megabytes prints a limit as the flags name it.
func megabytes(n int64) string {
	if n%(1<<20) == 0 {
		return fmt.Sprintf("%d MiB", n>>20)
	}
	return fmt.Sprintf("%d bytes", n)
}

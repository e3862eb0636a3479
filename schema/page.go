package schema

import (
	"crypto/sha256"
	"encoding/hex"
	"time"
)

// Source says where a page was read from.
type Source struct {
	URI    string       // as articles.source_uri: begins with the last element of the INPUT argument
	Record string       // line number, offset or member name; "" where the file is the page
	Format SourceFormat // what the content was recognised as
	SHA256 string       // hex digest of the record as read, after decompression
	Size   int64        // bytes of the record as read
}

// Page is one page as fetched: the unit that becomes exactly one Article or one Reject.
type Page struct {
	Source    Source
	Inner     SourceFormat      // how Body is read where Source.Format is that of its archive; "" as Source.Format says
	ID        string            // doc_id, see DocID
	OwnID     bool              // ID is the user's own (--id), not a digest
	URL       string            // the record's own URL: JSONL field, WARC header; "" where it has none
	MediaType string            // as stated by a header; "" where none
	Headers   map[string]string // HTTP headers, names in lower case; nil where none
	Retrieved time.Time         // fetch time, UTC; zero where unknown
	Index     *IndexRow         // the row of the index that matched, nil where none
	Fields    Fields            // what the record itself states (JSONL); zero for files
	Body      []byte            // raw bytes before Decode, UTF-8 after it
	Charset   string            // the decided charset, WHATWG name in lower case; "" before Decode
	// CharsetFrom says what decided: bom, header, meta, utf8 or detection.
	CharsetFrom string
	TextForm    TextForm  // how text was laid out; "" for HTML, and before it was read
	Findings    []Finding // remarks made while reading and decoding
}

// BodyFormat says how Body is read: html, mhtml, page_text, text or given.
func (p *Page) BodyFormat() SourceFormat {
	if p.Inner != "" {
		return p.Inner
	}
	return p.Source.Format
}

// IsClean reports whether Body is the text of an article and nothing else.
func (p *Page) IsClean() bool {
	f := p.BodyFormat()
	return f == FormatText || f == FormatGiven
}

// Fields are metadata a record or an index row states beside the page.
type Fields struct {
	Title     string
	Authors   []string
	Published string // as written
	// PublishedOrder is the declared order of a numeric date: "", "dmy", "mdy" or "ymd".
	PublishedOrder string
	// PublishedDay is the day of publication in the outlet's own zone, where it
	// is stated beside an instant in Published.
	PublishedDay  string
	Modified      string
	ModifiedOrder string // as PublishedOrder
	Publisher     string
	Section       string
	Language      string
	Subtitle      string
	Keywords      []string
	User          []Value // user columns, parallel to Options.UserColumns; nil where none
}

// IndexRow is one row of the index (the spreadsheet beside the pages).
type IndexRow struct {
	Number int // 1 is the first row below the header
	URL    string
	Fields Fields
	// Retrieved is when the page was fetched, as the row says; zero unknown.
	Retrieved time.Time
	Last      bool // the index ranks behind the page (--index-rank last)
}

// DocID returns the identity of a record: the first 24 hex digits of the
// SHA-256 of its own URL (where it has one), "\n" and its body as read.
// A record without a URL is its body alone. It never depends on a path, an
// index or anything extracted.
func DocID(url string, body []byte) string {
	h := sha256.New()
	if url != "" {
		h.Write([]byte(url))
		h.Write([]byte{'\n'})
	}
	h.Write(body)
	return hex.EncodeToString(h.Sum(nil))[:24]
}

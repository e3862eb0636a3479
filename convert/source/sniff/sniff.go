// Package sniff tells what a file is by its first bytes.
//
// In: the head of a file. Out: its kind, and words for a reject where it is no
// page. Laws: the name of a file never decides that it is a page; any bytes
// have exactly one kind.
package sniff

import (
	"bytes"
	"encoding/json"
	"slices"
	"strings"
	"unicode/utf8"

	"github.com/dsbuild/dsbuild/convert/source/charset"
	"github.com/dsbuild/dsbuild/convert/source/delimited"
	"github.com/dsbuild/dsbuild/convert/source/mhtml"
	"github.com/dsbuild/dsbuild/convert/source/warc"
	"github.com/dsbuild/dsbuild/internal/fields"
)

// Kind is what a file was recognised as.
type Kind uint8

// The kinds of files.
const (
	Empty       Kind = iota
	HTML             // a saved web page
	MHTML            // a web page saved with all it shows
	Text             // text without markup
	Lines            // JSON lines
	Record           // one JSON record over several lines
	Gzip             // a gzip stream
	Zstd             // a zstd stream
	Bzip2            // a bzip2 stream
	XZ               // an xz stream
	WebArchive       // WARC, WET or ARC
	Zip              // a zip archive, WACZ and Office documents too
	Tar              // a tar archive
	SevenZip         // a 7z archive
	Table            // rows whose cells a delimiter parts
	JSONArray        // a JSON array of records
	JSONObject       // a JSON object whose members are arrays of records
	Parquet          // a Parquet file
	Arrow            // an Arrow file or stream
	SQLite           // an SQLite database
	XLSX             // an Excel workbook
	DOCX             // a Word document
	RTF              // a document in the Rich Text Format
	Asset            // an image or font
	Unsupported      // anything else
)

// Packed reports whether a file of the kind is the compressed form of another.
func (k Kind) Packed() bool { return k == Gzip || k == Zstd || k == Bzip2 || k == XZ }

// IsText reports whether a file of the kind is a page or records of pages.
func (k Kind) IsText() bool { return k == HTML || k == MHTML || k == Text || k == Lines || k == Record }

// HeadSize is how much of a file decides what it is: menus and licences may come first.
const HeadSize = 4096

// Type is what a file is. Name and Remedy fit a reject: "this is NAME; REMEDY".
type Type struct {
	Kind         Kind
	Name, Remedy string
}

// kindWords say what a file is that is read.
var kindWords = map[Kind]string{
	Empty: "empty", HTML: "HTML", MHTML: "MHTML", Text: "text", Lines: "JSON lines", Record: "a JSON record", WebArchive: "a web archive",
	Zip: "a zip archive", Tar: "a tar archive", SevenZip: "a 7z archive",
}

// Words says in words what a file is.
func (t Type) Words() string {
	if t.Name != "" {
		return t.Name
	}
	return kindWords[t.Kind]
}

const (
	remedyText    = "name pages, not files of another kind"
	remedyUnpack  = "unpack it and name the folder"
	remedyPandoc  = "convert it with `pandoc -s -t html FILE -o FILE.html`"
	remedyOffice  = "convert it with `soffice --headless --convert-to html FILE`"
	remedyPDF     = "convert it with `pdftotext -layout FILE FILE.txt`"
	remedyJSON    = "write one record a line with `jq -c '.[]'`"
	remedyUTF8    = "convert it with `iconv -f UTF-16 -t UTF-8 FILE > FILE.jsonl`"
	remedyTwice   = "it is compressed twice: unpack it once"
	remedySave    = "save the page as HTML"
	remedyFeed    = "fetch the pages it names"
	remedyExport  = "export it as JSON lines"
	remedyColumns = "export it as JSON lines with the fields url and html"
)

// magics are the beginnings of files that are no text.
var magics = []struct {
	prefix string
	always bool // whatever follows: no page begins so
	Type
}{
	{"\x1f\x8b\x08", true, Type{Gzip, "gzip", remedyTwice}},
	{"\x28\xb5\x2f\xfd", true, Type{Zstd, "zstd", remedyTwice}},
	{"%PDF-", true, Type{Unsupported, "a PDF", remedyPDF}},
	{"{\\rtf", true, Type{RTF, "an RTF document", remedyText}},
	{"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", false, Type{Unsupported, "an old Office document (doc, xls, ppt)", remedyOffice}},
	{"7z\xbc\xaf\x27\x1c", false, Type{SevenZip, "a 7z archive", remedyUnpack}},
	{"Rar!\x1a\x07", false, Type{Unsupported, "a RAR archive", remedyUnpack}},
	{"BZh", false, Type{Bzip2, "a bzip2 file", remedyTwice}},
	{"\xfd7zXZ\x00", false, Type{XZ, "an xz file", remedyTwice}},
	{"II*\x00", false, Type{Asset, "an image", remedyText}},
	{"MM\x00*", false, Type{Asset, "an image", remedyText}},
	{"8BPS\x00", false, Type{Asset, "an image", remedyText}},
	{"PAR1", false, Type{Parquet, "a Parquet file", remedyColumns}},
	{"ARROW1\x00", false, Type{Arrow, "an Arrow file", remedyColumns}},
	{"\xff\xff\xff\xff", false, Type{Arrow, "an Arrow stream", remedyColumns}},
	{"SQLite format 3\x00", false, Type{SQLite, "an SQLite database", remedyExport}},
	{"bplist00", false, Type{Unsupported, "a Safari web archive", remedySave}},
	{"MIME-Version: ", true, Type{Unsupported, "a mail", remedySave}},
	{"\x7fELF", false, Type{Unsupported, "a program", remedyText}},
	{"MZ\x90\x00", false, Type{Unsupported, "a program", remedyText}},
	{"ID3", false, Type{Unsupported, "a sound file", remedyText}},
	{"OggS", false, Type{Unsupported, "a sound or video file", remedyText}},
	{"\x1aE\xdf\xa3", false, Type{Unsupported, "a video file", remedyText}},
	{"\x89PNG\r\n", false, Type{Asset, "an image", remedyText}},
	{"\xff\xd8\xff", false, Type{Asset, "an image", remedyText}},
	{"GIF87a", false, Type{Asset, "an image", remedyText}},
	{"GIF89a", false, Type{Asset, "an image", remedyText}},
	{"RIFF", false, Type{Asset, "an image, sound or video file", remedyText}},
	{"\x00\x00\x01\x00", false, Type{Asset, "an icon", remedyText}},
	{"wOFF", false, Type{Asset, "a font", remedyText}},
	{"wOF2", false, Type{Asset, "a font", remedyText}},
	{"OTTO", false, Type{Asset, "a font", remedyText}},
	{"\x00\x01\x00\x00\x00", false, Type{Asset, "a font", remedyText}},
}

// zips are the documents that are zip archives. The first two begin with their
// media type; the rest is known by the member that the archive has.
var zips = []struct {
	mimetype, member string
	Type
}{
	{"application/epub+zip", "META-INF/container.xml", Type{Unsupported, "an EPUB book", remedyPandoc}},
	{"application/vnd.oasis.opendocument", "META-INF/manifest.xml", Type{Unsupported, "an OpenDocument file", remedyPandoc}},
	{"", "xl/", Type{XLSX, "an Excel workbook (xlsx)", "save it as CSV UTF-8 for --index, its pages as HTML or JSON lines"}},
	{"", "word/", Type{DOCX, "a Word document (docx)", remedyText}},
	{"", "ppt/", Type{Unsupported, "a PowerPoint file (pptx)", remedyOffice}},
}

// contentTypes is in every Office document and in no other archive.
const contentTypes = "[Content_Types].xml"

// Document tells a document that is a zip archive by its members, from a folder
// that was packed: has says whether there is a member of a name, or any below it
// where it ends in a slash.
func Document(has func(name string) bool) (Type, bool) {
	for i := range zips {
		z := &zips[i]
		marker := contentTypes
		if z.mimetype != "" {
			marker = "mimetype"
		}
		if has(marker) && has(z.member) {
			return z.Type, true
		}
	}
	if has(contentTypes) {
		return Type{Unsupported, "an Office document", remedyOffice}, true
	}
	return Type{}, false
}

// feeds are XML documents that list pages and are none.
var feeds = [...]string{"<rss", "<feed", "<rdf:rdf", "<urlset", "<sitemapindex"}

// Head decides what a file is by its first bytes.
func Head(head []byte) Type {
	if len(head) == 0 {
		return Type{Kind: Empty}
	}
	if mhtml.Is(head) {
		return Type{Kind: MHTML}
	}
	if warc.Is(head) {
		return Type{Kind: WebArchive, Name: "a web archive", Remedy: "name it as an input of its own"}
	}
	for i := range magics {
		m := &magics[i]
		// "OTTO" and "ID3" begin texts as well.
		if bytes.HasPrefix(head, []byte(m.prefix)) && (m.always || !isText(head)) {
			return m.Type
		}
	}
	if bytes.HasPrefix(head, []byte("PK\x03\x04")) || bytes.HasPrefix(head, []byte("PK\x05\x06")) {
		return sniffZip(head)
	}
	switch {
	case len(head) > 262 && string(head[257:262]) == "ustar":
		return Type{Tar, "a tar archive", remedyUnpack}
	case len(head) > 12 && string(head[4:8]) == "ftyp":
		return Type{Unsupported, "a video or image file", remedyText}
	}
	wide, whole := false, len(head) < HeadSize
	if name := charset.UTF16(head); name != "" {
		wide = true
		head = charset.Decode(head, name, false).Body
	}
	what := sniffText(bytes.TrimPrefix(head, []byte("\xef\xbb\xbf")), whole)
	isJSON := what.Kind == Lines || what.Kind == Record || what.Kind == JSONArray || what.Kind == JSONObject
	if wide && isJSON {
		return Type{Unsupported, "JSON in UTF-16", remedyUTF8}
	}
	return what
}

// isText reports whether the head is UTF-8 without NUL.
func isText(head []byte) bool {
	for n := range utf8.UTFMax { // the end may cut a character
		if n < len(head) && utf8.Valid(head[:len(head)-n]) {
			return bytes.IndexByte(head, 0) < 0
		}
	}
	return false
}

// sniffZip knows what stands in the first bytes; Document tells the rest.
func sniffZip(head []byte) Type {
	has := func(s string) bool { return bytes.Contains(head, []byte(s)) }
	for i := range zips {
		z := &zips[i]
		is := has("mimetype" + z.mimetype)
		if z.mimetype == "" {
			is = has(contentTypes) && has(z.member)
		}
		if is {
			return z.Type
		}
	}
	if has(contentTypes) { // the directory of the archive tells more
		return Type{Zip, "an Office document (docx, xlsx, pptx)", remedyOffice}
	}
	return Type{Zip, "a zip archive", remedyUnpack}
}

// sniffText tells HTML, JSON, plain text and other bytes apart.
func sniffText(head []byte, whole bool) Type {
	start := bytes.TrimLeft(head, " \t\r\n\f")
	if what, found := sniffJSON(start); found {
		return what
	}
	if binary(head) {
		return Type{Unsupported, "no text", remedyText}
	}
	root := skipProlog(start)
	for _, feed := range feeds {
		if hasTag(root, feed) {
			return Type{Unsupported, "a feed or site map", remedyFeed}
		}
	}
	switch {
	case hasTag(root, "<svg"):
		return Type{Asset, "an image", remedyText}
	case startsWithTag(root), bytes.HasPrefix(start, []byte("<!--")):
		return Type{Kind: HTML}
	}
	if _, is := delimited.Detect(head, whole); is { // its cells may hold markup
		return Type{Kind: Table, Name: "a table of text", Remedy: remedyText}
	}
	if holdsMarkup(head) {
		return Type{Kind: HTML}
	}
	return Type{Kind: Text}
}

// sniffJSON recognises records. A brace before anything but a key is text.
func sniffJSON(start []byte) (Type, bool) {
	if len(start) == 0 {
		return Type{}, false
	}
	inner := bytes.TrimLeft(start[1:], " \t\r\n")
	begins := func(s string) bool { return len(inner) > 0 && strings.IndexByte(s, inner[0]) >= 0 }
	switch {
	case start[0] == '{' && holdsArrays(start):
		return Type{JSONObject, "a JSON object of arrays", remedyJSON}, true
	case start[0] == '{' && begins(`"}`):
		if bytes.IndexByte(start[1:len(start)-len(inner)], '\n') >= 0 {
			return Type{Kind: Record}, true
		}
		return Type{Kind: Lines}, !textFollows(start)
	case start[0] == '[' && begins("{"):
		return Type{JSONArray, "a JSON array", remedyJSON}, true
	}
	return Type{}, false
}

// holdsArrays reports whether the first member of an object is an array of records with
// pages, under a name that is no field of a record.
func holdsArrays(start []byte) bool {
	d := json.NewDecoder(bytes.NewReader(start))
	var name any
	for _, want := range []json.Token{json.Delim('{'), nil, json.Delim('['), json.Delim('{')} {
		token, err := d.Token()
		switch {
		case err != nil:
			return false
		case want == nil:
			name = token
		case token != want:
			return false
		}
	}
	if s, ok := name.(string); !ok || fields.Known(s) {
		return false
	}
	for d.More() {
		key, err := d.Token()
		if s, ok := key.(string); err != nil || ok && fields.IsBody(s) {
			return err == nil
		}
		var value json.RawMessage
		if d.Decode(&value) != nil {
			return false // the beginning ends here
		}
	}
	return false
}

// textFollows reports whether the first line stands before lines of plain text:
// a page-text dump can begin with the data of a script. Fewer than three lines
// may as well be damaged records.
func textFollows(start []byte) bool {
	const enough = 3
	lines := bytes.Split(start, []byte("\n"))
	plain := 0
	for _, line := range lines[1:] {
		if line = bytes.TrimLeft(line, " \t\r"); len(line) == 0 {
			continue
		}
		if line[0] == '{' {
			return false
		}
		plain++
	}
	return plain >= enough
}

// binary reports whether there are more control characters than a damaged text
// has: random bytes have one in ten, text has none.
func binary(head []byte) bool {
	const (
		oneIn  = 32
		inText = "\t\n\r\f\x1b" // the last begins sequences for terminals, and in ISO-2022-JP
	)
	n := 0
	for _, c := range head {
		if c < ' ' && strings.IndexByte(inText, c) < 0 {
			n++
		}
	}
	return n*oneIn > len(head)
}

// skipProlog skips comments, an XML declaration and white space.
func skipProlog(s []byte) []byte {
	for {
		s = bytes.TrimLeft(s, " \t\r\n\f")
		end := ""
		switch {
		case bytes.HasPrefix(s, []byte("<!--")):
			end = "-->"
		case bytes.HasPrefix(s, []byte("<?")):
			end = "?>"
		default:
			return s
		}
		i := bytes.Index(s, []byte(end))
		if i < 0 {
			return s
		}
		s = s[i+len(end):]
	}
}

// htmlTags are the tags a page may begin with.
var htmlTags = [...]string{
	"<!doctype", "<html", "<head", "<body", "<title", "<meta", "<link", "<base", "<script", "<style", "<noscript",
	"<div", "<p", "<article", "<section", "<main", "<header", "<nav", "<table", "<span", "<a", "<h1", "<h2", "<h3",
	"<ul", "<ol", "<blockquote", "<center", "<font", "<img", "<br", "<b", "<i", "<em", "<strong", "<form", "<iframe", "<figure", "<time",
}

func startsWithTag(s []byte) bool {
	if bytes.HasPrefix(s, []byte("<?xml")) {
		return true
	}
	for _, tag := range htmlTags {
		if hasTag(s, tag) {
			return true
		}
	}
	return false
}

// hasTag reports whether s begins with the tag, in any case.
func hasTag(s []byte, tag string) bool {
	if len(s) <= len(tag) || !bytes.EqualFold(s[:len(tag)], []byte(tag)) {
		return false
	}
	return strings.IndexByte(" \t\r\n\f/>", s[len(tag)]) >= 0
}

// endTags are those of blocks and links.
var endTags = [...]string{"</p", "</div", "</li", "</a", "</td"}

// holdsMarkup reports whether HTML begins further down: behind headers, a
// warning of the server, or text. Text about HTML has a tag or two in a line.
func holdsMarkup(head []byte) bool {
	const enough = 4 // closing tags of blocks
	n := 0
	for rest := head; ; {
		i := bytes.IndexByte(rest, '<')
		if i < 0 {
			return false
		}
		lineStart := i == 0 && len(rest) == len(head) || i > 0 && (rest[i-1] == '\n' || rest[i-1] == '>')
		rest = rest[i:]
		if lineStart && (hasTag(rest, "<!doctype") || hasTag(rest, "<html") || hasTag(rest, "<body")) {
			return true
		}
		if slices.ContainsFunc(endTags[:], func(tag string) bool { return hasTag(rest, tag) }) {
			if n++; n == enough {
				return true
			}
		}
		rest = rest[1:]
	}
}

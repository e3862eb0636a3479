package source

import (
	"bufio"
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/dsbuild/dsbuild/convert/source/jsonline"
	"github.com/dsbuild/dsbuild/internal/text"
	"github.com/dsbuild/dsbuild/schema"
)

// userPrefix begins the name of a user column.
const userPrefix = "x_"

// maxFieldNames bounds the names counted as unmapped: a hostile file has a new one in every record.
const maxFieldNames = 1000

// maxFieldShown cuts the name of a field in a message.
const maxFieldShown = 60

// otherFields stands for the names beyond the bound.
const otherFields = "(other fields)"

// recordFields are the fields of a record that need no map.
var recordFields = []string{
	"url", "html", "text", "title", "authors", "published_at", "retrieved_at", "headers",
	"subtitle", "publisher", "section", "language", "keywords", "modified_at",
}

// ownID is the target of the field that is the doc_id.
const ownID = "id"

// fields says what every field of a record is for.
type fields struct {
	targets map[string][]int // by name in the record
	names   []string         // of the targets: recordFields, id, then the user columns
	theirs  []string         // parallel: the name in the record, for messages
	user    int              // names from here on are user columns
	types   []schema.Type    // of all user columns
	columns []int            // of the user columns of records, positions in types
}

// newFields turns a map into targets; user are all user columns of the run.
func newFields(rename map[string]string, user []schema.UserColumn, own string) (*fields, error) {
	f := &fields{targets: make(map[string][]int), names: append(slices.Clone(recordFields), ownID)}
	f.user = len(f.names)
	for i, u := range user {
		f.types = append(f.types, u.Type)
		if _, mapped := rename[u.Name]; mapped {
			f.names = append(f.names, u.Name)
			f.columns = append(f.columns, i)
		}
	}
	for ours := range rename {
		if !slices.Contains(f.names, ours) {
			return nil, fmt.Errorf("unknown field %q; known are %s, %s and user columns %sname", ours, strings.Join(recordFields, ", "), ownID, userPrefix)
		}
	}
	for i, ours := range f.names {
		theirs, mapped := rename[ours]
		switch {
		case ours == ownID && own == "":
			continue // it would be lost, so it counts as unmapped
		case ours == ownID && !mapped:
			theirs = own
		case !mapped:
			theirs = ours
		}
		f.targets[theirs] = append(f.targets[theirs], i)
		f.theirs = append(f.theirs, theirs)
	}
	return f, nil
}

// lines reads JSON lines.
func (c *crawl) lines(in *bufio.Reader, src schema.Source) bool {
	for n := 1; ; n++ {
		line, size, err := c.readLine(in)
		src.Record = strconv.Itoa(n)
		switch {
		case errors.Is(err, errTooLarge):
			if !c.reject(src, schema.RejectTooLarge, fmt.Sprintf("the line has %d bytes, more than %s; raise --max-record to read it",
				size, megabytes(c.r.opt.MaxRecord))) {
				return false
			}
			continue
		case err != nil && !errors.Is(err, io.EOF):
			return c.readError(src, err)
		}
		if n == 1 {
			line = bytes.TrimPrefix(line, []byte("\xef\xbb\xbf"))
		}
		if len(bytes.TrimLeft(line, " \t\r")) > 0 && !c.record(src, line) {
			return false
		}
		if err != nil {
			return true
		}
	}
}

// readLine reads a line without its end, valid until the next call. A line over
// the limit is passed over; size is its length.
func (c *crawl) readLine(in *bufio.Reader) (line []byte, size int64, err error) {
	if cap(c.line) > keepLine {
		c.line = nil
	}
	c.line = c.line[:0]
	for {
		part, err := in.ReadSlice('\n')
		size += int64(len(part))
		if size <= c.r.opt.MaxRecord+1 { // the end of the line is not part of it
			c.line = append(c.line, part...)
		}
		if errors.Is(err, bufio.ErrBufferFull) {
			continue
		}
		if n := len(part); n > 0 && part[n-1] == '\n' {
			size--
		}
		if size > c.r.opt.MaxRecord && (err == nil || errors.Is(err, io.EOF)) {
			return nil, size, errTooLarge
		}
		return bytes.TrimRight(c.line, "\r\n"), size, err
	}
}

// record hands on the page of one JSON record, or the reject in its place.
func (c *crawl) record(src schema.Source, line []byte) bool {
	src.SHA256, src.Size = hexSum(line), int64(len(line))
	rec := record{f: c.at.fields, raw: make([][]byte, len(c.at.fields.names)), unmapped: c.r.unmapped}
	err := jsonline.Object(line, rec.member)
	if err == nil {
		var p *schema.Page
		if p, err = rec.page(src, line, c.textFormat()); err == nil {
			return c.page(p)
		}
	}
	return c.rejectPage(&schema.Reject{Source: src, ID: schema.DocID("", line), URL: rec.url(), Title: text.Clean(rec.string("title"), false),
		Reason: schema.RejectBadRecord, Message: err.Error() + "; mend the record, or leave it out"})
}

// textFormat is what the text of a record is.
func (c *crawl) textFormat() schema.SourceFormat {
	switch kind := c.at.in.Kind; {
	case kind != "":
		return schema.SourceFormat(kind)
	case c.r.opt.TextIsPage:
		return schema.FormatPageText
	}
	return schema.FormatText
}

// record is one JSON record that is being read.
type record struct {
	f        *fields
	raw      [][]byte // values as written, parallel to f.names; nil where missing
	unmapped map[string]int64
	findings []schema.Finding
}

func (r *record) member(key, value []byte) error {
	targets := r.f.targets[string(key)]
	if targets == nil {
		r.count(string(key))
		return nil
	}
	for _, t := range targets {
		if r.raw[t] != nil {
			return fmt.Errorf("the field %s stands twice in the record", text.Head(strconv.Quote(string(key)), maxFieldShown))
		}
		r.raw[t] = value
	}
	return nil
}

// count notes a field that maps to nothing.
func (r *record) count(key string) {
	key = text.Clean(key, false)
	if _, known := r.unmapped[key]; !known && len(r.unmapped) >= maxFieldNames {
		key = otherFields
	}
	r.unmapped[key]++
}

// value returns the value of one of our fields as written; nil for null.
func (r *record) value(name string) []byte {
	v := r.raw[slices.Index(r.f.names, name)]
	if string(v) == "null" {
		return nil
	}
	return v
}

// invalid notes a value that cannot be used.
func (r *record) invalid(name, want string) {
	r.findings = append(r.findings, schema.Finding{Code: schema.FindingFieldInvalid, Field: name,
		Message: "the record's " + name + " is not " + want + " and was left out"})
}

// string returns the decoded value, or "" where it is missing or no string.
func (r *record) string(name string) string {
	v := r.value(name)
	if len(v) == 0 || v[0] != '"' {
		return ""
	}
	return string(jsonline.Unquote(v))
}

// text returns the value of a field that should be a string.
func (r *record) text(name string) string {
	if v := r.value(name); v != nil && v[0] != '"' {
		r.invalid(name, "a string")
	}
	return r.string(name)
}

// url is the record's own URL as it may stand in a table.
func (r *record) url() string { return text.Clean(r.string("url"), false) }

// page turns the record into a page. Its body is a string of the record, so it
// is UTF-8 already.
func (r *record) page(src schema.Source, line []byte, textFormat schema.SourceFormat) (*schema.Page, error) {
	body, format, err := r.body(textFormat)
	if err != nil {
		return nil, err
	}
	src.Format = format
	p := &schema.Page{Source: src, URL: r.url(), Body: body, Charset: "utf-8", CharsetFrom: "utf8"}
	if own := r.text("url"); own != "" {
		p.ID = schema.DocID(own, body)
	} else {
		p.ID = src.SHA256[:docIDLength]
	}
	if v := r.value(ownID); v != nil {
		setOwnID(p, asText(v))
	}
	p.Headers = r.headers()
	p.MediaType = p.Headers["content-type"]
	p.Retrieved = r.time("retrieved_at")
	p.Fields = schema.Fields{
		Title: r.text("title"), Subtitle: r.text("subtitle"), Authors: r.list("authors"),
		Published: r.scalar("published_at"), Modified: r.scalar("modified_at"),
		Publisher: r.text("publisher"), Section: r.text("section"), Language: r.text("language"),
		Keywords: r.list("keywords"), User: r.userValues(),
	}
	p.Findings = r.findings
	return p, nil
}

// body returns the page of the record: html, else text.
func (r *record) body(textFormat schema.SourceFormat) ([]byte, schema.SourceFormat, error) {
	for i, name := range []string{"html", "text"} {
		v := r.value(name)
		switch {
		case v == nil, len(v) == len(`""`) && v[0] == '"':
			continue
		case v[0] != '"':
			return nil, "", fmt.Errorf("the field %s is not a string", name)
		}
		return jsonline.Unquote(v), []schema.SourceFormat{schema.FormatHTML, textFormat}[i], nil
	}
	return nil, "", errors.New("the record has neither html nor text; name the field with --map html=FIELD")
}

// setOwnID gives a page the user's own id.
func setOwnID(p *schema.Page, id string) {
	if id = text.Clean(id, false); id != "" {
		p.ID, p.OwnID = id, true
	}
}

// scalar returns a string, or a number as written.
func (r *record) scalar(name string) string {
	v := r.value(name)
	if v != nil && (v[0] == '{' || v[0] == '[') {
		r.invalid(name, "a string")
		return ""
	}
	return asText(v)
}

// asText returns a string decoded and any other value as written.
func asText(v []byte) string {
	if len(v) > 0 && v[0] == '"' {
		return string(jsonline.Unquote(v))
	}
	return string(v)
}

// list returns a string, a list of strings, or a list of objects with a name.
func (r *record) list(name string) []string {
	v := r.value(name)
	if v == nil {
		return nil
	}
	if v[0] == '"' {
		return listOf(string(jsonline.Unquote(v)))
	}
	list, ok := stringList(v)
	if !ok {
		r.invalid(name, "a string or a list of strings")
	}
	return list
}

func listOf(s string) []string {
	if s == "" {
		return nil
	}
	return []string{s}
}

// stringList reads a list of strings, or of objects with a name.
func stringList(v []byte) ([]string, bool) {
	var items []json.RawMessage
	if json.Unmarshal(v, &items) != nil {
		return nil, false
	}
	list := make([]string, 0, len(items))
	for _, item := range items {
		var s string
		var named struct{ Name string }
		switch {
		case json.Unmarshal(item, &s) == nil:
		case json.Unmarshal(item, &named) == nil && named.Name != "":
			s = named.Name
		default:
			return list, false
		}
		if s != "" {
			list = append(list, s)
		}
	}
	return list, true
}

// headers returns the HTTP headers, names in lower case.
func (r *record) headers() map[string]string {
	v := r.value("headers")
	if v == nil {
		return nil
	}
	var raw map[string]json.RawMessage
	if json.Unmarshal(v, &raw) != nil {
		r.invalid("headers", "an object")
		return nil
	}
	headers := make(map[string]string, len(raw))
	for name, value := range raw {
		if list, ok := stringList(value); ok {
			headers[strings.ToLower(name)] = strings.Join(list, ", ")
		} else {
			headers[strings.ToLower(name)] = asText(value)
		}
	}
	return headers
}

// timeLayouts are the forms of a fetch time; without a zone it is UTC, as crawlers write it.
var timeLayouts = []string{
	time.RFC3339Nano, "2006-01-02T15:04:05", "2006-01-02 15:04:05Z07:00", "2006-01-02 15:04:05", "2006-01-02T15:04Z07:00",
	"2006-01-02T15:04:05Z0700", "20060102150405", time.RFC1123, time.RFC1123Z, time.DateOnly,
}

func (r *record) time(name string) time.Time {
	s := strings.TrimSpace(r.scalar(name))
	if s == "" {
		return time.Time{}
	}
	for _, layout := range timeLayouts {
		if t, err := time.Parse(layout, s); err == nil {
			return t.UTC()
		}
	}
	r.invalid(name, "a time like 2006-01-02T15:04:05Z")
	return time.Time{}
}

// userValues returns the user columns of the record, nil where there are none.
func (r *record) userValues() []schema.Value {
	if len(r.f.columns) == 0 {
		return nil
	}
	values := make([]schema.Value, len(r.f.types))
	for i, column := range r.f.columns {
		v := r.raw[r.f.user+i]
		if v == nil || string(v) == "null" {
			continue
		}
		value, err := userValue(r.f.types[column], v)
		if err != nil {
			r.invalid(r.f.names[r.f.user+i], err.Error())
		}
		values[column] = value
	}
	return values
}

// userValue reads a JSON value as a user column.
func userValue(t schema.Type, v []byte) (schema.Value, error) {
	if t == schema.Utf8List {
		if list, ok := stringList(v); ok {
			return schema.Value{Valid: true, List: cleanList(list)}, nil
		}
	}
	return parseValue(t, asText(v))
}

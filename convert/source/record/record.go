// Package record turns a JSON record into a page.
//
// In: a line and what its fields are for. Out: a page whose body is a string of
// the record, or a reject. Laws: a field that cannot be used is a finding, a
// record without its page a reject; the page keeps nothing of the line.
package record

import (
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/dsbuild/dsbuild/convert/source/jsonline"
	"github.com/dsbuild/dsbuild/convert/source/sheet"
	"github.com/dsbuild/dsbuild/internal/text"
	"github.com/dsbuild/dsbuild/schema"
)

// UserPrefix begins the name of a user column.
const UserPrefix = "x_"

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

// OwnID is the name of the target of the field that is the doc_id.
const OwnID = "id"

// Fields says what every field of a record is for.
type Fields struct {
	targets map[string][]int // by name in the record
	names   []string         // of the targets: recordFields, id, then the user columns
	theirs  []string         // parallel: the name in the record, for messages
	user    int              // names from here on are user columns
	types   []schema.Type    // of all user columns
	columns []int            // of the user columns of records, positions in types
}

// New turns a map into targets; user are all user columns of the run.
func New(rename map[string]string, user []schema.UserColumn, own string) (*Fields, error) {
	f := &Fields{targets: make(map[string][]int), names: append(slices.Clone(recordFields), OwnID)}
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
			return nil, fmt.Errorf("unknown field %q; known are %s, %s and user columns %sname", ours, strings.Join(recordFields, ", "), OwnID, UserPrefix)
		}
	}
	for i, ours := range f.names {
		theirs, mapped := rename[ours]
		switch {
		case ours == OwnID && own == "":
			continue // it would be lost, so it counts as unmapped
		case ours == OwnID && !mapped:
			theirs = own
		case !mapped:
			theirs = ours
		}
		f.targets[theirs] = append(f.targets[theirs], i)
		f.theirs = append(f.theirs, theirs)
	}
	return f, nil
}

// Read returns the page of one JSON record; textFormat is what its text is. It counts
// fields that map to nothing in unmapped. The error is a *schema.Reject.
func (f *Fields) Read(src schema.Source, line []byte, textFormat schema.SourceFormat, unmapped map[string]int64) (*schema.Page, error) {
	src.SHA256, src.Size = digest(line), int64(len(line))
	r := record{f: f, raw: make([][]byte, len(f.names)), unmapped: unmapped}
	err := jsonline.Object(line, r.member)
	if err == nil {
		var p *schema.Page
		if p, err = r.page(src, textFormat); err == nil {
			return p, nil
		}
	}
	return nil, &schema.Reject{
		Source: src, ID: schema.DocID("", line), URL: r.url(), Title: text.Clean(r.string("title"), false), Stage: schema.StageRead,
		Reason: schema.RejectBadRecord, Message: err.Error() + "; mend the record, or leave it out",
	}
}

// record is one JSON record that is being read.
type record struct {
	f        *Fields
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
	r.findings = append(r.findings, schema.Finding{
		Code: schema.FindingFieldInvalid, Field: name,
		Message: "the record's " + name + " is not " + want + " and was left out",
	})
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
func (r *record) page(src schema.Source, textFormat schema.SourceFormat) (*schema.Page, error) {
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
	if v := r.value(OwnID); v != nil {
		SetOwnID(p, asText(v))
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

// docIDLength is the length of a doc_id made by schema.DocID.
const docIDLength = 24

func digest(b []byte) string {
	sum := sha256.Sum256(b)
	return hex.EncodeToString(sum[:])
}

// SetOwnID gives a page the user's own id; a blank one changes nothing.
func SetOwnID(p *schema.Page, id string) {
	if id = text.Clean(id, false); id != "" {
		p.ID, p.OwnID = id, true
	}
}

// NoOwnID is the finding of a page for which the field or column own, which
// should be its id, has no value.
func NoOwnID(own string) schema.Finding {
	return schema.Finding{
		Code: schema.FindingFieldInvalid, Field: "doc_id",
		Message: "no value for --id " + own + "; the digest stands in its place",
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
			return schema.Value{Valid: true, List: sheet.CleanList(list)}, nil
		}
	}
	return sheet.Value(t, asText(v))
}

// Package record turns a JSON record into a page.
//
// In: a line and what its fields are for. Out: a page whose body is a string of
// the record, or a reject. Laws: a field that cannot be used is a finding, a
// record without its page a reject; the page keeps nothing of the line.
package record

import (
	"cmp"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"strconv"
	"strings"
	"time"

	"github.com/dsbuild/dsbuild/convert/source/jsonline"
	"github.com/dsbuild/dsbuild/convert/source/sheet"
	"github.com/dsbuild/dsbuild/internal/fields"
	"github.com/dsbuild/dsbuild/internal/text"
	"github.com/dsbuild/dsbuild/schema"
)

// maxFieldNames bounds the names counted as unmapped: a hostile file has a new one in every record.
const maxFieldNames = 1000

// maxFieldShown cuts the name of a field in a message.
const maxFieldShown = 60

// otherFields stands for the names beyond the bound.
const otherFields = "(other fields)"

// Read returns the page of one JSON record; textFormat is what its text is. It counts
// fields that map to nothing in unmapped. The error is a *schema.Reject.
func (f *Fields) Read(src schema.Source, line []byte, textFormat schema.SourceFormat, unmapped map[string]int64) (*schema.Page, error) {
	src.SHA256, src.Size = digest(line), int64(len(line))
	r := record{f: f, raw: make([][]byte, len(f.raw)), unmapped: unmapped}
	err := members(line, f.raw, r.member)
	if err == nil {
		var p *schema.Page
		if p, err = r.page(src, textFormat); err == nil {
			return p, nil
		}
	}
	reject := &schema.Reject{
		Source: src, ID: schema.DocID("", line), URL: r.url(), Title: text.Clean(r.string("title"), false), Stage: schema.StageRead,
		Reason: schema.RejectBadRecord, Message: err.Error() + "; mend the record, or leave it out",
	}
	if errors.Is(err, errNoPage) && f.hint == "" && (reject.URL != "" || f.links) {
		reject.Reason, reject.Message = schema.RejectNeedsFetch,
			"the record has an address, but neither html nor text; fetch the page, and name what was saved"
	}
	return nil, reject
}

// errNoPage says that a record has no page in it.
var errNoPage = errors.New("the record has neither html nor text")

// record is one JSON record that is being read.
type record struct {
	f        *Fields
	raw      [][]byte // values as written, by f.raw; nil where missing
	unmapped map[string]int64
	findings []schema.Finding
	deck     string // that the page has with it
}

func (r *record) member(key, value []byte) error {
	at, known := r.f.raw[string(key)]
	switch {
	case !known:
		r.count(string(key))
	case r.raw[at] != nil:
		return fmt.Errorf("the field %s stands twice in the record", text.Head(strconv.Quote(string(key)), maxFieldShown))
	default:
		r.raw[at] = value
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
	v, _ := r.use(name)
	return v
}

// use returns the value of one of our fields, and by which use it is that: the
// first that is not blank.
func (r *record) use(name string) (value []byte, by *use) {
	uses := r.f.gives[name]
	for i := range uses {
		v := r.raw[uses[i].at]
		if len(v) == 0 || string(v) == "null" {
			continue
		}
		if v[0] == '"' && !fields.IsUser(name) && fields.IsNull(string(v[1:len(v)-1])) {
			continue
		}
		if value == nil || blank(value) {
			value, by = v, &uses[i]
		}
	}
	return value, by
}

// blank reports whether a value is the empty string.
func blank(v []byte) bool { return string(v) == `""` }

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

// text returns the value of a field that should be a string, or an object with a name.
func (r *record) text(name string) string {
	v := r.value(name)
	if v == nil || v[0] == '"' {
		return r.string(name)
	}
	named, ok := nameOf(v)
	if !ok {
		r.invalid(name, "a string")
	}
	return named
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
	p := &schema.Page{Source: src, URL: r.url(), Body: body, Charset: "utf-8", CharsetFrom: "utf8"}
	if p.Source.Format = format; format == schema.FormatGiven {
		p.Source.Format, p.Inner = schema.FormatText, schema.FormatGiven
	}
	if own := r.text("url"); own != "" {
		p.ID = schema.DocID(own, body)
	} else {
		p.ID = src.SHA256[:docIDLength]
	}
	if v := r.value(fields.OwnID); v != nil {
		SetOwnID(p, asText(v))
	}
	p.Headers = r.headers()
	p.MediaType = p.Headers["content-type"]
	p.Retrieved = r.time("retrieved_at")
	p.Fields = schema.Fields{
		Title: r.text("title"), Subtitle: r.text("subtitle"), Authors: r.list("authors"),
		Publisher: r.text("publisher"), Section: r.text("section"), Language: r.text("language"),
		Keywords: r.list("keywords"), User: r.userValues(),
	}
	x := &p.Fields
	if x.Subtitle == "" {
		x.Subtitle = r.deck
	}
	x.Published, x.PublishedOrder = r.date("published_at")
	day, order := r.date("published_date")
	if x.Published == "" {
		x.Published, x.PublishedOrder = day, order
	} else {
		x.PublishedDay = day
	}
	x.Modified, x.ModifiedOrder = r.date("modified_at")
	p.Findings = r.findings
	return p, nil
}

// body returns the page of the record: html, else text, else what was guessed
// to be either, of which each value decides.
func (r *record) body(textFormat schema.SourceFormat) ([]byte, schema.SourceFormat, error) {
	formats := []schema.SourceFormat{schema.FormatHTML, textFormat}
	var guessed []byte
	var wrong error
	for i, name := range []string{"html", "text"} {
		for _, u := range r.f.gives[name] {
			v := r.raw[u.at]
			switch {
			case len(v) == 0, string(v) == "null", blank(v):
			case v[0] == '{':
				body, deck, ok := sections(v)
				if ok && guessed == nil {
					r.deck = deck
					return body, schema.FormatGiven, nil
				}
				wrong = cmp.Or(wrong, fmt.Errorf("the field %s is not a string", u.Column))
			case v[0] != '"':
				wrong = cmp.Or(wrong, fmt.Errorf("the field %s is not a string", u.Column))
			case u.How != fields.Guessed:
				return jsonline.Unquote(v), formats[i], nil
			case guessed == nil:
				guessed = jsonline.Unquote(v)
			case !fields.IsMarkup(string(guessed)): // html was guessed, but is none here
				guessed = jsonline.Unquote(v)
			}
		}
	}
	switch {
	case guessed == nil && wrong != nil:
		return nil, "", wrong
	case guessed == nil && r.f.hint != "":
		return nil, "", fmt.Errorf("%w; try %s", errNoPage, r.f.hint)
	case guessed == nil:
		return nil, "", fmt.Errorf("%w; name the field with --map html=FIELD", errNoPage)
	case fields.IsMarkup(string(guessed)):
		return guessed, schema.FormatHTML, nil
	}
	return guessed, textFormat, nil
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

// date returns a date as written, and its order.
func (r *record) date(name string) (value, order string) {
	value = r.scalar(name)
	if value == "" {
		return "", ""
	}
	_, by := r.use(name)
	if by.Order == "" && fields.Unsure(value) {
		r.findings = append(r.findings, schema.Finding{
			Code: schema.FindingFieldInvalid, Field: name,
			Message: fmt.Sprintf("the record's %s %q may be day or month first and was left out; say which with %s %s=%s:dmy (or :mdy)", name, value,
				fields.Record.Flag(), name, by.Column),
		})
		return "", ""
	}
	return value, by.Order
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
		s := string(jsonline.Unquote(v))
		if list, ok := printedList(s); ok {
			return list
		}
		return listOf(s)
	}
	if one, ok := nameOf(v); ok {
		return listOf(one)
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

// nameOf returns the name of an object.
func nameOf(v []byte) (string, bool) {
	var named struct{ Name string }
	err := json.Unmarshal(v, &named)
	return named.Name, err == nil && named.Name != ""
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
		if json.Unmarshal(item, &s) != nil {
			named, ok := nameOf(item)
			if !ok {
				return list, false
			}
			s = named
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

// TimeForm says what Time reads.
const TimeForm = "a time like 2006-01-02T15:04:05Z"

// Time reads a fetch time.
func Time(s string) (t time.Time, ok bool) {
	s = strings.TrimSpace(s)
	for _, layout := range timeLayouts {
		if t, err := time.Parse(layout, s); err == nil {
			return t.UTC(), true
		}
	}
	return time.Time{}, false
}

func (r *record) time(name string) time.Time {
	s := r.scalar(name)
	if strings.TrimSpace(s) == "" {
		return time.Time{}
	}
	t, ok := Time(s)
	if !ok {
		r.invalid(name, TimeForm)
	}
	return t
}

// userValues returns the user columns of the record, nil where there are none.
func (r *record) userValues() []schema.Value {
	if len(r.f.user) == 0 {
		return nil
	}
	values := make([]schema.Value, len(r.f.types))
	for _, u := range r.f.user {
		v := r.value(u.name)
		if v == nil {
			continue
		}
		value, err := userValue(r.f.types[u.place], v)
		if err != nil {
			r.invalid(u.name, err.Error())
		}
		values[u.place] = value
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

package train

import (
	"bytes"
	"crypto/sha256"
	"encoding/csv"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"strings"
	"unicode/utf8"

	"github.com/dsbuild/dsbuild/convert/topic/model"
)

// Line is a text with its code; Code is model.None where the text has no topic.
type Line struct {
	model.Text
	ID   json.RawMessage // as given, nil where there is none
	Code string
	// Coded reports whether a code is stated at all.
	Coded bool
}

// Fields names what is read of a line.
type Fields struct {
	Text, Code, Title, Before, After, ID string
}

// StandardFields are the names that lines have by themselves.
func StandardFields() Fields {
	return Fields{Text: "text", Code: "code", Title: "title", Before: "before", After: "after", ID: "id"}
}

// Read reads lines, one JSON object each, or a CSV table with a row of names
// where table is set (comma, semicolon or tab). A line without a text or, where
// coded is set, without the field of the code, is an error that names it.
func Read(data []byte, fields Fields, table, coded bool) ([]Line, error) {
	data = bytes.TrimPrefix(data, []byte("\ufeff"))
	if !utf8.Valid(data) {
		return nil, errors.New("not UTF-8: a sheet that Excel saved as \"CSV\"? save it as \"CSV UTF-8\"")
	}
	read := readJSON
	if table {
		read = readTable
	}
	lines, err := read(data, fields)
	if err != nil {
		return nil, err
	}
	if len(lines) == 0 {
		return nil, errors.New("no lines")
	}
	for i, l := range lines {
		switch {
		case strings.TrimSpace(l.Text.Text+l.Title) == "":
			return nil, fmt.Errorf("line %d: field %s is empty: leave the line out", number(i, table), fields.Text)
		case coded && !l.Coded:
			return nil, fmt.Errorf("line %d: field %s is missing; \"\" is the code of a text without a topic",
				number(i, table), fields.Code)
		}
	}
	return lines, nil
}

// number returns the number of a line as an editor counts, roughly where cells of a table have line breaks.
func number(i int, table bool) int {
	if table {
		return i + 2
	}
	return i + 1
}

func readJSON(data []byte, fields Fields) ([]Line, error) {
	lines := make([]Line, 0, bytes.Count(data, []byte("\n"))+1)
	n := 0
	for raw := range strings.SplitSeq(string(data), "\n") {
		if n++; strings.TrimSpace(raw) == "" {
			continue
		}
		l, err := readLine(raw, &fields)
		if err != nil {
			return nil, fmt.Errorf("line %d: %w", n, err)
		}
		lines = append(lines, l)
	}
	return lines, nil
}

func readLine(raw string, fields *Fields) (Line, error) {
	var l Line
	fault := false
	whole := flat(raw, func(name, value string) {
		for _, f := range l.fields(fields) {
			if f.name == name {
				fault = f.set(value) != nil || fault
			}
		}
		if name == fields.ID {
			l.ID = json.RawMessage(value)
		}
	})
	if !whole || fault {
		var object map[string]json.RawMessage
		if err := json.Unmarshal([]byte(raw), &object); err != nil {
			return l, fmt.Errorf("no JSON object: %w", err)
		}
		l = Line{ID: object[fields.ID]}
		for _, f := range l.fields(fields) {
			if v, ok := object[f.name]; ok {
				if err := f.set(string(v)); err != nil {
					return l, err
				}
			}
		}
	}
	l.Code = clean(l.Code)
	return l, nil
}

// field is a field of a line with where it goes.
type field struct {
	name  string
	to    *string
	coded *bool // nil but for the code
}

func (l *Line) fields(names *Fields) [5]field {
	return [...]field{
		{names.Text, &l.Text.Text, nil},
		{names.Title, &l.Title, nil},
		{names.Before, &l.Before, nil},
		{names.After, &l.After, nil},
		{names.Code, &l.Code, &l.Coded},
	}
}

// set takes the value as it is written.
func (f *field) set(value string) error {
	s, err := asString(value)
	if err != nil {
		return fmt.Errorf("field %s: %w", f.name, err)
	}
	*f.to = s
	if f.coded != nil {
		*f.coded = true
	}
	return nil
}

// asString takes a string, a number as it is written, and null as "".
func asString(v string) (s string, err error) {
	switch {
	case v == "null":
		return "", nil
	case v[0] == '-' || v[0] >= '0' && v[0] <= '9':
		return v, nil
	case v[0] == '"' && strings.IndexByte(v, '\\') < 0:
		return v[1 : len(v)-1], nil
	}
	if err := json.Unmarshal([]byte(v), &s); err != nil {
		return "", fmt.Errorf("%.40s is no string", v)
	}
	return s, nil
}

func readTable(data []byte, fields Fields) ([]Line, error) {
	r := csv.NewReader(bytes.NewReader(data))
	first, _, _ := bytes.Cut(data, []byte("\n"))
	for _, c := range "\t;" {
		if strings.Count(string(first), string(c)) > strings.Count(string(first), string(r.Comma)) {
			r.Comma = c
		}
	}
	head, err := r.Read()
	if errors.Is(err, io.EOF) {
		return nil, nil
	}
	if err != nil {
		return nil, err
	}
	at := map[string]int{}
	for i, name := range head {
		name = strings.TrimSpace(name)
		if _, ok := at[name]; ok {
			return nil, fmt.Errorf("column %s stands twice", name)
		}
		at[name] = i
	}
	if _, ok := at[fields.Text]; !ok {
		return nil, fmt.Errorf("no column %s; the columns are %s (--text-field names another)", fields.Text, strings.Join(head, ", "))
	}
	var lines []Line
	for {
		cells, err := r.Read()
		if errors.Is(err, io.EOF) {
			return lines, nil
		}
		if err != nil {
			return nil, err
		}
		get := func(name string) string {
			if i, ok := at[name]; ok {
				return cells[i]
			}
			return ""
		}
		l := Line{Text: model.Text{Text: get(fields.Text), Title: get(fields.Title), Before: get(fields.Before), After: get(fields.After)}}
		l.Code = clean(get(fields.Code))
		if _, l.Coded = at[fields.Code]; l.Coded {
			if dated(l.Code) {
				return nil, fmt.Errorf("line %d: code %q is a date: Excel made one of a code like \"1-2\"",
					number(len(lines), true), l.Code)
			}
		}
		if id := get(fields.ID); id != "" {
			l.ID, _ = json.Marshal(id)
		}
		lines = append(lines, l)
	}
}

// clean trims a code; 0 is what coders write for none.
func clean(code string) string {
	code = strings.TrimSpace(code)
	if code == "0" {
		return model.None
	}
	return code
}

const months = "jan feb mar apr mai may jun jul aug sep okt oct nov dez dec"

// dated reports whether a code is what a spreadsheet makes of "1-2": 01.Feb, 2-Jan, 2026-01-02.
func dated(code string) bool {
	parts := strings.FieldsFunc(code, func(r rune) bool { return r == '-' || r == '.' || r == '/' || r == ' ' })
	if len(parts) == 3 && digits(parts[0]) && digits(parts[1]) && digits(parts[2]) {
		return len(parts[0]) == 4 || len(parts[2]) == 4
	}
	if len(parts) != 2 {
		return false
	}
	for i, month := range parts {
		if len(month) == 3 && strings.Contains(months, strings.ToLower(month)) && digits(parts[1-i]) {
			return true
		}
	}
	return false
}

// Digest returns the SHA-256 of what was learned from: texts and codes in their order.
func Digest(lines []Line) string {
	h := sha256.New()
	for _, l := range lines {
		for _, s := range []string{l.Text.Text, l.Title, l.Before, l.After, l.Code} {
			fmt.Fprintf(h, "%d:%s", len(s), s)
		}
	}
	return hex.EncodeToString(h.Sum(nil))
}

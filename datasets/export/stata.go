package export

import (
	"bufio"
	"errors"
	"fmt"
	"io"
	"strings"

	"github.com/dsbuild/dsbuild/internal/disk"
	"github.com/dsbuild/dsbuild/schema"
)

// The types of a variable in a file of format 118; 1 to 2045 is a text of so many bytes.
const (
	stataStrL   = 32768
	stataDouble = 65526
	stataLong   = 65528
	stataByte   = 65530
	// stataStr is the longest text that every row takes in full.
	stataStr = 2045
	// shortText is how long texts may be for every row to take that many bytes: longer
	// ones stand once each, behind the rows. Keys never do: Stata does not merge by those.
	shortText = 255
)

// stataVar is a variable: how a column is written.
type stataVar struct {
	column  *schema.Column
	name    string
	kind    uint16
	width   int // bytes in a row
	format  string
	codes   map[string]int32 // of the words of a vocabulary; nil where it is written as text
	longest int
	wide    bool // a number that a long cannot hold
}

// dta writes a file a table, in format 118, which Stata 14 and later read.
func (x *exporter) dta() error {
	for _, t := range x.tables {
		name := t.Name + ".dta"
		if err := x.create(name, func(f disk.File) error { return x.stataFile(f, t, name) }); err != nil {
			return err
		}
	}
	return nil
}

func (x *exporter) stataFile(f disk.File, t *schema.Table, name string) error {
	long, err := disk.CreateTemp(x.o.Disk, x.dir, ".strls")
	if err != nil {
		return err
	}
	return errors.Join(x.stataSections(f, long, t, name), long.Close(), x.o.Disk.Remove(long.Name()))
}

// stataSections writes the file f; long takes the long texts until the rows are written.
func (x *exporter) stataSections(f, long disk.File, t *schema.Table, name string) error {
	vars, rows, err := x.stataVars(t)
	if err != nil {
		return err
	}
	w := &stataWriter{out: bufio.NewWriterSize(f, 1<<16), strls: bufio.NewWriterSize(long, 1<<16), vars: vars}
	w.head(x.stataLabel(t), rows, x.stataNotes(t))
	w.section("data")
	again, err := x.each(t, w.row)
	if err == nil && again != rows {
		err = errors.New("the table changed while it was read")
	}
	if err != nil {
		return err
	}
	w.end("data")
	w.section("strls")
	if err := errors.Join(w.strls.Flush(), rewind(long)); err != nil {
		return err
	}
	n, err := io.Copy(w.out, long)
	if err != nil {
		return err
	}
	w.at += n
	w.end("strls")
	w.labels()
	w.places = append(w.places, w.at)
	w.text("</stata_dta>")
	w.places = append(w.places, w.at)
	if err := w.out.Flush(); err != nil {
		return err
	}
	names := make([]string, len(vars))
	for i := range vars {
		names[i] = vars[i].name
	}
	x.note(t, name, rows, names)
	_, err = f.WriteAt(w.mapOf(), w.places[1]+int64(len("<map>")))
	return err
}

func rewind(f disk.File) error {
	_, err := f.Seek(0, io.SeekStart)
	return err
}

func (x *exporter) stataLabel(t *schema.Table) string {
	d := &x.record.Dataset
	title := d.Title
	if title == "" {
		title = d.Name
	}
	return strings.TrimSpace(title + " " + d.Version + ": " + t.Name)
}

func (x *exporter) stataNotes(t *schema.Table) []string {
	notes := []string{t.Doc, "Written by dsbuild " + x.o.Tool + ", schema " + x.record.Schema + "; export.json beside this file has the rest."}
	if x.record.Selected != nil {
		notes = append(notes, x.record.Selected.String())
	}
	return notes
}

// stataVars reads a table once, to find how each column can be written.
func (x *exporter) stataVars(t *schema.Table) ([]stataVar, int64, error) {
	const longest = 32
	names := uniqueNames(t, stataName, longest)
	vars := make([]stataVar, len(t.Columns))
	for i := range vars {
		c := &t.Columns[i]
		vars[i] = stataVar{column: c, name: names[i]}
		if c.Vocabulary != nil && c.Type == schema.Utf8 {
			vars[i].codes = map[string]int32{}
			for n, term := range c.Vocabulary.Terms {
				vars[i].codes[term.Code] = int32(n + 1)
			}
		}
	}
	rows, err := x.each(t, func(row []schema.Value) error {
		for i := range row {
			vars[i].see(row[i])
		}
		return nil
	})
	for i := range vars {
		vars[i].decide()
	}
	return vars, rows, err
}

// see notes what a value needs.
func (v *stataVar) see(value schema.Value) {
	if !value.Valid {
		return
	}
	switch v.column.Type {
	case schema.Utf8, schema.Utf8List:
		v.longest = max(v.longest, len(stataText(v.column.Type, value)))
		if _, ok := v.codes[value.Str]; !ok {
			v.codes = nil // a word of another version
		}
	case schema.Int32, schema.Date32:
		v.wide = v.wide || value.Int >= missingLong-day1960 || value.Int <= -missingLong
	default:
	}
}

func (v *stataVar) decide() {
	key := v.column.References != "" || strings.HasSuffix(v.column.Name, "_id") || strings.HasSuffix(v.column.Name, "_key")
	switch v.column.Type {
	case schema.Bool:
		v.kind, v.width, v.format = stataByte, 1, "%8.0g"
	case schema.Float64:
		v.kind, v.width, v.format = stataDouble, 8, "%10.0g"
	case schema.Timestamp:
		v.kind, v.width, v.format = stataDouble, 8, "%tc"
	case schema.Int32, schema.Date32:
		v.kind, v.width, v.format = stataLong, 4, "%12.0g"
		if v.wide {
			v.kind, v.width = stataDouble, 8
		}
		if v.column.Type == schema.Date32 {
			v.format = "%td"
		}
	default:
		switch {
		case v.codes != nil:
			v.kind, v.width, v.format = stataLong, 4, "%20.0g"
		case v.longest > stataStr || v.longest > shortText && !key:
			v.kind, v.width, v.format = stataStrL, 8, "%9s"
		default:
			v.width = max(v.longest, 1)
			v.kind, v.format = uint16(v.width), fmt.Sprintf("%%%ds", v.width)
		}
	}
}

// stataItem marks what would look like the end of an item.
var stataItem = strings.NewReplacer(`\`, `\\`, `;`, `\;`)

// stataText is a text or the items of a list, with a semicolon between; one in an item,
// and a backslash, has a backslash before it.
func stataText(t schema.Type, v schema.Value) string {
	if t == schema.Utf8 {
		return v.Str
	}
	items := make([]string, len(v.List))
	for i, item := range v.List {
		items[i] = stataItem.Replace(item)
	}
	return strings.Join(items, "; ")
}

// stataName makes of a name one that Stata takes: letters, digits and _.
func stataName(name string) string {
	return strings.Map(func(r rune) rune {
		if r == '_' || r >= '0' && r <= '9' || r >= 'a' && r <= 'z' || r >= 'A' && r <= 'Z' {
			return r
		}
		return '_'
	}, name) // none begins with a digit: the schema has it so
}

package export

import (
	"bufio"
	"encoding/binary"
	"fmt"
	"math"

	"github.com/dsbuild/dsbuild/schema"
)

// What stands for a missing value, and the values next to it.
const (
	missingByte = 101
	missingLong = 2_147_483_621
	missingBits = 0x7fe0000000000000 // of a double
)

const (
	// day1960 is 1970-01-01 in days since 1960-01-01, from which Stata counts.
	day1960 = 3653
	// ms1960 is the same in milliseconds.
	ms1960 = day1960 * 24 * 60 * 60 * 1000
)

// stataWriter writes one file from its beginning to its end.
type stataWriter struct {
	out, strls *bufio.Writer // what cannot be written shows when they are flushed
	vars       []stataVar
	at         int64
	places     []int64 // of the sections, as the map lists them
	cells      []byte
	observed   uint64
}

func (w *stataWriter) write(b []byte) {
	n, _ := w.out.Write(b)
	w.at += int64(n)
}

func (w *stataWriter) text(s string) { w.write([]byte(s)) }

func (w *stataWriter) section(name string) {
	w.places = append(w.places, w.at)
	w.text("<" + name + ">")
}

func (w *stataWriter) end(name string) { w.text("</" + name + ">") }

var little = binary.LittleEndian

// field is a text in so many bytes, which end with a zero.
func field(s string, size int) []byte {
	s = fits(s, size)
	return append([]byte(s), make([]byte, size-len(s))...)
}

// cut is a text of at most so many characters.
func cut(s string, most int) string {
	if r := []rune(s); len(r) > most {
		return string(r[:most-1]) + "…"
	}
	return s
}

// The bytes of the fields of format 118.
const (
	stataNames  = 129
	stataShown  = 57
	stataLabels = 321
	stataPlaces = 14
	stataBrief  = 80 // characters of a label
)

// head writes everything before the rows.
func (w *stataWriter) head(label string, rows int64, notes []string) {
	w.section("stata_dta")
	w.text("<header><release>118</release><byteorder>LSF</byteorder><K>")
	w.write(little.AppendUint16(nil, uint16(len(w.vars))))
	w.text("</K><N>")
	w.write(little.AppendUint64(nil, uint64(rows)))
	label = cut(label, stataBrief)
	w.text("</N><label>")
	w.write(append(little.AppendUint16(nil, uint16(len(label))), label...))
	w.text("</label><timestamp>\x00</timestamp></header>") // none: the same bytes on any day
	w.section("map")
	w.write(make([]byte, stataPlaces*8))
	w.end("map")
	w.each("variable_types", func(v *stataVar) []byte { return little.AppendUint16(nil, v.kind) })
	w.each("varnames", func(v *stataVar) []byte { return field(v.name, stataNames) })
	w.section("sortlist")
	w.write(make([]byte, 2*(len(w.vars)+1)))
	w.end("sortlist")
	w.each("formats", func(v *stataVar) []byte { return field(v.format, stataShown) })
	w.each("value_label_names", func(v *stataVar) []byte {
		if v.codes == nil {
			return make([]byte, stataNames)
		}
		return field(stataName(v.column.Vocabulary.Name), stataNames)
	})
	w.each("variable_labels", func(v *stataVar) []byte { return field(cut(v.column.Doc, stataBrief), stataLabels) })
	w.section("characteristics")
	w.notes("_dta", notes)
	for i := range w.vars {
		if doc := w.vars[i].column.Doc; doc != "" {
			w.notes(w.vars[i].name, []string{doc})
		}
	}
	w.end("characteristics")
}

func (w *stataWriter) each(name string, of func(*stataVar) []byte) {
	w.section(name)
	for i := range w.vars {
		w.write(of(&w.vars[i]))
	}
	w.end(name)
}

// notes writes what the command notes of Stata shows.
func (w *stataWriter) notes(of string, notes []string) {
	add := func(n int, text string) {
		body := append(append(field(of, stataNames), field(fmt.Sprint("note", n), stataNames)...), text...)
		w.text("<ch>")
		w.write(append(little.AppendUint32(nil, uint32(len(body)+1)), append(body, 0)...))
		w.text("</ch>")
	}
	add(0, fmt.Sprint(len(notes)))
	for i, text := range notes {
		const most = 60_000 // of the 67,784 bytes that a note may have
		add(i+1, fits(text, most))
	}
}

// row writes an observation.
func (w *stataWriter) row(row []schema.Value) error {
	w.observed++
	b := w.cells[:0]
	for i := range w.vars {
		v, value := &w.vars[i], row[i]
		switch v.kind {
		case stataByte:
			n := int64(missingByte)
			if value.Valid {
				n = value.Int
			}
			b = append(b, byte(n))
		case stataLong:
			b = little.AppendUint32(b, uint32(v.long(value)))
		case stataDouble:
			bits, err := v.double(value)
			if err != nil {
				return fmt.Errorf("row %d, column %s: %w", w.observed-1, v.column.Name, err)
			}
			b = little.AppendUint64(b, bits)
		case stataStrL:
			b = w.long(b, i, stataText(v.column.Type, value))
		default:
			s := stataText(v.column.Type, value)
			b = append(append(b, s...), make([]byte, v.width-len(s))...)
		}
	}
	w.cells = b
	w.write(b)
	return nil
}

func (v *stataVar) long(value schema.Value) int32 {
	switch {
	case !value.Valid:
		return missingLong
	case v.codes != nil:
		return v.codes[value.Str]
	case v.column.Type == schema.Date32:
		return int32(value.Int) + day1960
	}
	return int32(value.Int)
}

func (v *stataVar) double(value schema.Value) (uint64, error) {
	if !value.Valid {
		return missingBits, nil
	}
	f := value.Float
	switch v.column.Type {
	case schema.Timestamp:
		f = math.Floor(float64(value.Int)/1000) + ms1960
	case schema.Date32:
		f = float64(value.Int) + day1960
	case schema.Int32:
		f = float64(value.Int)
	default:
	}
	if bits := math.Float64bits(math.Abs(f)); bits >= missingBits {
		return 0, fmt.Errorf("%v is more than Stata can hold", f)
	}
	return math.Float64bits(f), nil
}

// long appends where a text stands, and writes it behind those before.
func (w *stataWriter) long(b []byte, variable int, s string) []byte {
	if s == "" {
		return append(b, make([]byte, 8)...)
	}
	const inRow = 16 // bits of the variable; the rest are of the observation
	gso := append([]byte("GSO"), little.AppendUint32(nil, uint32(variable+1))...)
	gso = little.AppendUint64(gso, w.observed)
	gso = append(gso, 130) // a text that ends with a zero
	gso = little.AppendUint32(gso, uint32(len(s)+1))
	_, _ = w.strls.Write(gso)
	_, _ = w.strls.WriteString(s)
	_ = w.strls.WriteByte(0)
	return little.AppendUint64(b, uint64(variable+1)|w.observed<<inRow)
}

// labels writes the words of the vocabularies, each vocabulary once.
func (w *stataWriter) labels() {
	w.section("value_labels")
	done := map[string]bool{}
	for i := range w.vars {
		v := &w.vars[i]
		if v.codes == nil || done[v.column.Vocabulary.Name] {
			continue
		}
		done[v.column.Vocabulary.Name] = true
		var offsets, values, words []byte
		for n, term := range v.column.Vocabulary.Terms {
			offsets = little.AppendUint32(offsets, uint32(len(words)))
			values = little.AppendUint32(values, uint32(n+1))
			words = append(append(words, term.Code...), 0)
		}
		body := little.AppendUint32(nil, uint32(len(v.column.Vocabulary.Terms)))
		body = little.AppendUint32(body, uint32(len(words)))
		body = append(append(append(body, offsets...), values...), words...)
		w.text("<lbl>")
		w.write(little.AppendUint32(nil, uint32(len(body))))
		w.write(append(field(stataName(v.column.Vocabulary.Name), stataNames), 0, 0, 0))
		w.write(body)
		w.text("</lbl>")
	}
	w.end("value_labels")
}

// mapOf is where the sections begin.
func (w *stataWriter) mapOf() []byte {
	var b []byte
	for _, at := range w.places {
		b = little.AppendUint64(b, uint64(at))
	}
	return b
}

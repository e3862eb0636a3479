package xlsx

import (
	"encoding/xml"
	"io"
	"regexp"
	"strconv"
	"strings"
	"time"
)

// decoder reads XML of which one token may not be larger than a limit.
type decoder struct {
	*xml.Decoder
	in  *budget
	max int64
}

func newDecoder(in io.Reader, most int64) *decoder {
	b := &budget{in: in}
	return &decoder{Decoder: xml.NewDecoder(b), in: b, max: most}
}

// ahead is how much the decoder of XML may read beyond a token.
const ahead = 1 << 20

// Token returns the next token.
func (d *decoder) Token() (xml.Token, error) {
	d.in.left = d.max + ahead
	return d.Decoder.Token()
}

// unpacked stops a part that expands beyond a ratio.
type unpacked struct {
	in   io.Reader
	left int64
}

func (u *unpacked) Read(p []byte) (int, error) {
	n, err := u.in.Read(p)
	if u.left -= int64(n); u.left < 0 {
		return 0, errRatio
	}
	return n, err
}

// budget is a reader of so many bytes.
type budget struct {
	in   io.Reader
	left int64
}

func (b *budget) Read(p []byte) (int, error) {
	if b.left <= 0 {
		return 0, errRow
	}
	n, err := b.in.Read(p[:min(int64(len(p)), b.left)])
	b.left -= int64(n)
	return n, err
}

// text returns the text up to the end of an element, without the pronunciation
// that Japanese strings have beside them.
func (d *decoder) text(end string) (string, error) {
	var s strings.Builder
	inText, aside := false, false
	for {
		token, err := d.Token()
		if err != nil {
			return "", err
		}
		switch e := token.(type) {
		case xml.StartElement:
			inText = inText || e.Name.Local == "t"
			aside = aside || e.Name.Local == "rPh"
		case xml.EndElement:
			switch e.Name.Local {
			case end:
				return unescape(s.String()), nil
			case "t":
				inText = false
			case "rPh":
				aside = false
			}
		case xml.CharData:
			if inText && !aside {
				s.Write(e)
			}
		}
		if int64(s.Len()) > d.max {
			return "", errRow
		}
	}
}

// cell returns what is stored for a cell.
func (d *decoder) cell() (value string, err error) {
	in := ""
	for {
		token, err := d.Token()
		if err != nil {
			return "", err
		}
		switch e := token.(type) {
		case xml.StartElement:
			in = e.Name.Local
			if in == "is" {
				if value, err = d.text("is"); err != nil {
					return "", err
				}
			}
		case xml.EndElement:
			if e.Name.Local == "c" {
				return value, nil
			}
			in = ""
		case xml.CharData:
			if in == "v" {
				value += string(e)
			}
		}
	}
}

var escaped = regexp.MustCompile(`_x[0-9A-Fa-f]{4}_`)

// unescape undoes how Excel writes characters that XML cannot have: _x000D_.
func unescape(s string) string {
	if !strings.Contains(s, "_x") {
		return s
	}
	return escaped.ReplaceAllStringFunc(s, func(e string) string {
		n, _ := strconv.ParseUint(e[2:6], 16, 16)
		return string(rune(n))
	})
}

// day writes the number of a day as a date, with a time where it has one.
func (b *Book) day(stored string) string {
	n, err := strconv.ParseFloat(stored, 64)
	const lastDay = 2958466 // the end of 9999
	if err != nil || n < 0 || n >= lastDay {
		return stored
	}
	start := time.Date(1899, 12, 30, 0, 0, 0, 0, time.UTC)
	if b.from04 {
		start = time.Date(1904, 1, 1, 0, 0, 0, 0, time.UTC)
	}
	days := int(n)
	seconds := int64((n-float64(days))*86400 + 0.5)
	at := start.AddDate(0, 0, days).Add(time.Duration(seconds) * time.Second)
	if seconds == 0 {
		return at.Format(time.DateOnly)
	}
	return at.Format("2006-01-02T15:04:05")
}

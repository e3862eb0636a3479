// Package mhtml takes the page out of a file in which a browser saved it with all
// it shows (RFC 2557: .mht, .mhtml).
//
// In: the bytes of the file. Out: the HTML of the page as it was fetched, what the
// headers say of it, or an error where there is no HTML. Laws: what is damaged or
// cut off is read as far as it goes; time and memory are linear in the file.
package mhtml

import (
	"bytes"
	"encoding/base64"
	"errors"
	"mime"
	"net/mail"
	"strings"
	"time"
)

// Page is the page of a file.
type Page struct {
	HTML      []byte // in the charset of MediaType
	MediaType string
	URL       string    // "" where the file does not say
	Saved     time.Time // zero where the file does not say
}

// errNoPage says that no part of a file is HTML.
var errNoPage = errors.New("no part of it is HTML")

// maxDepth is how deep parts may hold parts; browsers write one level, mail two.
const maxDepth = 4

// Is reports whether the head of a file is that of a page saved so.
func Is(head []byte) bool {
	h, _, whole := headers(head)
	if !whole || h.get("mime-version") == "" && !strings.HasPrefix(h.get("from"), "<Saved by") {
		return false
	}
	kind, _ := mediaType(h.get("content-type"))
	return kind == "multipart/related" || kind == "text/html"
}

// Read returns the page of a file.
func Read(file []byte) (Page, error) {
	h, body, _ := headers(file)
	r := reader{want: h.get("snapshot-content-location")}
	_, params := mediaType(h.get("content-type"))
	r.start = params["start"]
	r.part(h, body, 0)
	if r.page.HTML == nil {
		return Page{}, errNoPage
	}
	p := r.page
	if r.want != "" {
		p.URL = r.want
	}
	if !strings.HasPrefix(p.URL, "http://") && !strings.HasPrefix(p.URL, "https://") {
		p.URL = "" // cid: and file: name nothing outside of the file
	}
	if t, err := mail.ParseDate(h.get("date")); err == nil {
		p.Saved = t.UTC()
	}
	return p, nil
}

// reader looks for the part that is the page: the one that the headers name, else
// the first that is HTML.
type reader struct {
	start, want string
	page        Page
	sure        bool
}

func (r *reader) part(h header, body []byte, depth int) {
	kind, params := mediaType(h.get("content-type"))
	if strings.HasPrefix(kind, "multipart/") {
		if depth < maxDepth && params["boundary"] != "" {
			r.parts(body, params["boundary"], depth)
		}
		return
	}
	if kind != "text/html" && kind != "application/xhtml+xml" {
		return
	}
	sure := r.start != "" && h.get("content-id") == r.start || r.want != "" && h.get("content-location") == r.want
	if r.page.HTML != nil && !sure {
		return
	}
	r.sure = sure
	r.page.HTML = decoded(body, h.get("content-transfer-encoding"))
	r.page.MediaType = h.get("content-type")
	r.page.URL = h.get("content-location")
}

// parts reads the parts between the lines that are the boundary. The last may
// lack its end.
func (r *reader) parts(body []byte, boundary string, depth int) {
	mark := []byte("--" + boundary)
	at := bytes.Index(body, mark)
	for at >= 0 && !r.sure {
		body = body[at+len(mark):]
		if bytes.HasPrefix(body, []byte("--")) {
			return
		}
		i := bytes.IndexByte(body, '\n')
		if i < 0 {
			return
		}
		body = body[i+1:]
		at = next(body, mark)
		part := body
		if at >= 0 {
			part = bytes.TrimSuffix(bytes.TrimSuffix(body[:at], []byte("\n")), []byte("\r"))
		}
		h, content, _ := headers(part)
		r.part(h, content, depth+1)
	}
}

// next returns where the boundary begins a line.
func next(body, mark []byte) int {
	for from := 0; ; {
		i := bytes.Index(body[from:], mark)
		if i < 0 {
			return -1
		}
		if from += i; from == 0 || body[from-1] == '\n' {
			return from
		}
		from += len(mark)
	}
}

type header map[string]string

func (h header) get(name string) string { return h[name] }

// maxHeader bounds the headers of a part.
const maxHeader = 64 << 10

// headers reads the lines up to the first blank one; of several with one name the
// first counts. whole says that the blank line was there.
func headers(b []byte) (h header, rest []byte, whole bool) {
	h, rest = header{}, b
	name := ""
	for len(b)-len(rest) < maxHeader {
		line, after, found := bytes.Cut(rest, []byte("\n"))
		line = bytes.TrimSuffix(line, []byte("\r"))
		switch key, value, ok := bytes.Cut(line, []byte(":")); {
		case len(line) == 0:
			return h, after, found
		case (line[0] == ' ' || line[0] == '\t') && name != "":
			h[name] += " " + string(bytes.TrimSpace(line))
		case !ok || bytes.ContainsAny(key, " \t<"):
			return h, rest, false
		default:
			name = strings.ToLower(string(key))
			if h[name] != "" {
				name = "" // and its further lines
				break
			}
			h[name] = string(bytes.TrimSpace(value))
		}
		if !found {
			return h, nil, false
		}
		rest = after
	}
	return h, rest, false
}

// mediaType reads a content type; parameters that cannot be read are left out.
func mediaType(value string) (kind string, params map[string]string) {
	kind, params, err := mime.ParseMediaType(value)
	if err != nil && kind == "" {
		kind, _, _ = strings.Cut(value, ";")
		kind = strings.ToLower(strings.TrimSpace(kind))
	}
	return kind, params
}

// decoded undoes the transfer encoding of a part. What is no code stands for itself.
func decoded(body []byte, encoding string) []byte {
	switch strings.ToLower(strings.TrimSpace(encoding)) {
	case "quoted-printable":
		return quotedPrintable(body)
	case "base64":
		return unbase64(body)
	}
	return bytes.Clone(body)
}

func quotedPrintable(b []byte) []byte {
	out := make([]byte, 0, len(b))
	for {
		i := bytes.IndexByte(b, '=')
		if i < 0 {
			return append(out, b...)
		}
		out = append(out, b[:i]...)
		b = b[i:]
		if len(b) >= 3 {
			if hi, ok := hex(b[1]); ok {
				if lo, ok := hex(b[2]); ok {
					out = append(out, hi<<4|lo)
					b = b[3:]
					continue
				}
			}
		}
		end := 1
		for end < len(b) && (b[end] == ' ' || b[end] == '\t' || b[end] == '\r') {
			end++
		}
		switch {
		case end == len(b): // cut off
			return out
		case b[end] == '\n': // the line goes on
			b = b[end+1:]
		default:
			out = append(out, '=')
			b = b[1:]
		}
	}
}

func hex(c byte) (byte, bool) {
	switch {
	case c >= '0' && c <= '9':
		return c - '0', true
	case c >= 'A' && c <= 'F':
		return c - 'A' + 10, true
	case c >= 'a' && c <= 'f':
		return c - 'a' + 10, true
	}
	return 0, false
}

func unbase64(b []byte) []byte {
	clean := make([]byte, 0, len(b))
	for _, c := range b {
		if c == '=' {
			break
		}
		if c > ' ' {
			clean = append(clean, c)
		}
	}
	out := make([]byte, base64.RawStdEncoding.DecodedLen(len(clean)))
	n, _ := base64.RawStdEncoding.Decode(out, clean) // what was read before damage counts
	return out[:n]
}

package document

import (
	"bytes"
	"encoding/xml"
	"errors"
	"io"
	"strings"

	"golang.org/x/net/html/charset"
)

// Node is an element of XML, or text.
type Node struct {
	Name     string // without its space; "" is text
	Attr     []xml.Attr
	Kids     []*Node
	Text     string
	From, To int // its bytes
}

// maxDepth bounds how deep elements may stand in each other.
const maxDepth = 256

var errDeep = errors.New("its elements are nested too deep")

// Root returns the name of the outermost element of XML, "" where it is none.
func Root(body []byte) string {
	const enough = 4096
	d := xml.NewDecoder(bytes.NewReader(body[:min(len(body), enough)]))
	d.CharsetReader = func(_ string, r io.Reader) (io.Reader, error) { return r, nil }
	for {
		t, err := d.Token()
		if err != nil {
			return ""
		}
		if e, ok := t.(xml.StartElement); ok {
			return e.Name.Local
		}
	}
}

// Tokens calls f for each token of XML with the bytes that it takes. The error says what
// is damaged or cut off.
func Tokens(d *xml.Decoder, f func(t xml.Token, from, to int)) error {
	for depth := 0; ; {
		from := int(d.InputOffset())
		t, err := d.Token()
		if errors.Is(err, io.EOF) {
			return nil
		}
		if err != nil {
			return err
		}
		switch t.(type) {
		case xml.StartElement:
			if depth++; depth > maxDepth {
				return errDeep
			}
		case xml.EndElement:
			depth--
		}
		f(t, from, int(d.InputOffset()))
	}
}

// Trees calls f for each outermost element of one of these names; what stands outside
// of them is passed over. The error says what is damaged or cut off.
func Trees(body []byte, names map[string]bool, f func(*Node)) error {
	d := xml.NewDecoder(bytes.NewReader(body))
	d.CharsetReader = charset.NewReaderLabel
	d.Entity = xml.HTMLEntity
	w := wood{names: names, done: f}
	return Tokens(d, w.token)
}

// wood is the trees that are being read.
type wood struct {
	names map[string]bool
	done  func(*Node)
	open  []*Node
}

func (w *wood) token(t xml.Token, from, to int) {
	n := len(w.open)
	switch e := t.(type) {
	case xml.StartElement:
		if n == 0 && !w.names[e.Name.Local] {
			return
		}
		k := &Node{Name: e.Name.Local, Attr: e.Attr, From: from}
		if n > 0 {
			w.open[n-1].Kids = append(w.open[n-1].Kids, k)
		}
		w.open = append(w.open, k)
	case xml.EndElement:
		if n == 0 {
			return
		}
		k := w.open[n-1]
		k.To = to
		if w.open = w.open[:n-1]; n == 1 {
			w.done(k)
		}
	case xml.CharData:
		if n > 0 {
			w.open[n-1].Kids = append(w.open[n-1].Kids, &Node{Text: string(e), From: from, To: to})
		}
	}
}

// Attr returns the value of an attribute by its local name, as it stands.
func Attr(all []xml.Attr, name string) string {
	for i := range all {
		if all[i].Name.Local == name {
			return all[i].Value
		}
	}
	return ""
}

// Get returns the value of an attribute.
func (n *Node) Get(name string) string { return Tidy(Attr(n.Attr, name)) }

// Find returns the first element below n at the end of a path of names, nil where
// there is none.
func (n *Node) Find(path ...string) *Node {
	for _, name := range path {
		var next *Node
		for _, k := range n.Kids {
			if k.Name == name {
				next = k
				break
			}
		}
		if next == nil {
			return nil
		}
		n = next
	}
	return n
}

// All returns the elements of a name below n, in order.
func (n *Node) All(name string) []*Node {
	var all []*Node
	for _, k := range n.Kids {
		if k.Name == name {
			all = append(all, k)
		}
	}
	return all
}

// Raw returns the text of n as it stands; <lb/> and <br/> are line breaks.
func (n *Node) Raw() string {
	var b strings.Builder
	n.raw(&b)
	return b.String()
}

func (n *Node) raw(b *strings.Builder) {
	b.WriteString(n.Text)
	for _, k := range n.Kids {
		if k.Name == "lb" || k.Name == "br" {
			b.WriteByte('\v')
			continue
		}
		k.raw(b)
	}
}

// Words returns the text of n in one line; n may be nil.
func (n *Node) Words() string {
	if n == nil {
		return ""
	}
	return Tidy(strings.ReplaceAll(n.Raw(), "\t", " "))
}

// Paragraphs appends the lines of the text of n, which a blank line ends.
func (n *Node) Paragraphs(lines []Line, l Line) []Line {
	l.From, l.To = n.From, n.To
	for part := range strings.SplitSeq(n.Raw(), "\v") {
		if l.Text = Tidy(strings.ReplaceAll(part, "\t", " ")); l.Text != "" {
			lines = append(lines, l)
		}
	}
	return append(lines, Line{From: n.To, To: n.To})
}

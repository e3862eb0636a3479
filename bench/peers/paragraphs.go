package peers

import (
	"strings"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"
)

// ends are the elements that begin and end a paragraph.
var ends = map[atom.Atom]bool{}

func init() {
	for _, a := range []atom.Atom{
		atom.P, atom.Div, atom.H1, atom.H2, atom.H3, atom.H4, atom.H5, atom.H6, atom.Li, atom.Ul, atom.Ol, atom.Blockquote, atom.Pre,
		atom.Table, atom.Tr, atom.Td, atom.Th, atom.Section, atom.Article, atom.Header, atom.Footer, atom.Figure, atom.Figcaption, atom.Dl, atom.Dt, atom.Dd,
		atom.Aside, atom.Main, atom.Hr, atom.Form, atom.Address, atom.Br,
	} {
		ends[a] = true
	}
}

// cutter collects the paragraphs of a tree.
type cutter struct {
	done []string
	b    strings.Builder
}

// paragraphs are the texts between the block elements and line breaks of a tree.
func paragraphs(n *html.Node) []string {
	if n == nil {
		return nil
	}
	var c cutter
	c.walk(n)
	c.cut()
	return c.done
}

func (c *cutter) cut() {
	if s := strings.Join(strings.Fields(c.b.String()), " "); s != "" {
		c.done = append(c.done, s)
	}
	c.b.Reset()
}

func (c *cutter) walk(n *html.Node) {
	switch n.DataAtom {
	case atom.Script, atom.Style, atom.Noscript, atom.Template:
		return
	}
	if n.Type == html.TextNode {
		c.b.WriteString(n.Data)
	}
	if ends[n.DataAtom] {
		c.cut()
	}
	for child := n.FirstChild; child != nil; child = child.NextSibling {
		c.walk(child)
	}
	if ends[n.DataAtom] {
		c.cut()
	}
}

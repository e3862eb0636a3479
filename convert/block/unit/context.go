package unit

import (
	"bytes"

	"github.com/dsbuild/dsbuild/convert/block/lexicon"
	"github.com/dsbuild/dsbuild/convert/markup"
)

// Context says inside which elements a node stands.
type Context uint32

// The parts of a context. The level of the heading a node stands in is kept in
// the bits from levelShift on.
const (
	InNav      Context = 1 << iota // a nav, a menu or a role that says so
	InAside                        // an aside
	InFooter                       // a footer
	InHeader                       // a header
	InForm                         // a form or fieldset
	InFigure                       // a figure
	InCaption                      // a figcaption or a table's caption
	InItem                         // an item of a list
	InQuote                        // a blockquote
	InTable                        // a table
	InPre                          // a pre
	InAddress                      // an address
	InArticle                      // an article
	InMain                         // a main
	InLabel                        // a label or legend
	IsHidden                       // not shown to readers
	IsBody                         // text of the article by microdata
	IsTime                         // a date by markup
	IsAuthor                       // an author by markup
	IsHeadline                     // the headline by markup
	skipped                        // inline and not shown: left out of its block
	levelShift = 28
)

// claimedBy are the parts that tags and roles claim as names of the groups would.
func claimedBy(t lexicon.Tokens) (c Context) {
	for _, k := range [...]struct {
		part  Context
		group lexicon.Token
	}{{InNav, lexicon.Nav}, {InFooter, lexicon.Footer}, {InAside, lexicon.Side}, {InForm, lexicon.Tool}, {InHeader, lexicon.Header}} {
		if t.Has(k.group) {
			c |= k.part
		}
	}
	return c
}

var tagContext = newTagContext()

func newTagContext() (t [markup.NumTags]Context) {
	for tag, c := range map[markup.Tag]Context{
		markup.TagNav: InNav, markup.TagMenu: InNav, markup.TagAside: InAside, markup.TagFooter: InFooter, markup.TagHeader: InHeader,
		markup.TagForm: InForm, markup.TagFieldset: InForm, markup.TagSearch: InForm, markup.TagFigure: InFigure,
		markup.TagFigcaption: InCaption, markup.TagCaption: InCaption, markup.TagLi: InItem, markup.TagDt: InItem, markup.TagDd: InItem,
		markup.TagBlockquote: InQuote, markup.TagTable: InTable, markup.TagPre: InPre, markup.TagListing: InPre,
		markup.TagXmp: InPre, markup.TagPlaintext: InPre, markup.TagAddress: InAddress,
		markup.TagArticle: InArticle, markup.TagMain: InMain, markup.TagLabel: InLabel, markup.TagLegend: InLabel, markup.TagTime: IsTime,
		markup.TagDialog: InNav,
	} {
		t[tag] = c
	}
	for l := range Context(6) {
		t[markup.TagH1+markup.Tag(l)] = (l + 1) << levelShift
	}
	return t
}

// look notes what element i says about its content, and reports whether it is a
// boundary between blocks.
func (s *segmenter) look(i int32, n *markup.Node) (isBlock bool) {
	c := s.page.Context[i]
	own := tagContext[n.Tag]
	if own>>levelShift != 0 {
		c &^= 7 << levelShift
	}
	c |= own
	t, hidden, style := lexicon.Tokens(0), false, asUsual
	for k, v := range s.doc.Attrs(i) {
		switch k {
		case markup.KeyClass, markup.KeyID, markup.KeyTest:
			t |= s.names.TokensOf(v)
		case markup.KeyHidden:
			hidden = true
		case markup.KeyStyle:
			style = lookOf(v)
		case markup.KeyAriaHidden:
			hidden = hidden || string(v) == "true"
		case markup.KeyRole:
			c |= roleContext(v)
		case markup.KeyItemprop:
			c |= propContext(v)
		case markup.KeyRel:
			if string(v) == "author" {
				c |= IsAuthor
			}
		default: // says nothing of where its content stands
		}
	}
	isBlock = n.Tag.Block() && style != inline || style == block
	switch hidden = hidden || style == unshown || style == clipped || t.Has(lexicon.Hidden); {
	case hidden && !isBlock:
		c |= skipped
	case hidden && !(s.forget.Has(lexicon.Hidden) && t.Has(lexicon.Hidden)):
		c |= IsHidden
	}
	if s.forget != 0 {
		t, c = t&^s.forget, c&^claimedBy(s.forget)
	}
	s.page.Tokens[i], s.page.Context[i] = t, c
	return isBlock
}

func roleContext(role []byte) Context {
	switch string(role) {
	case "navigation", "menu", "menubar", "search", "toolbar", "dialog", "alertdialog", "banner":
		return InNav
	case "complementary":
		return InAside
	case "contentinfo":
		return InFooter
	case "main":
		return InMain
	case "article":
		return InArticle
	}
	return 0
}

func propContext(prop []byte) Context {
	switch string(prop) {
	case "articleBody":
		return IsBody
	case "datePublished", "dateModified", "dateCreated":
		return IsTime
	case "author", "creator":
		return IsAuthor
	case "headline":
		return IsHeadline
	}
	return 0
}

// shown is how an inline style shows an element.
type shown uint8

const (
	asUsual shown = iota
	unshown       // display: none
	clipped       // for screen readers only
	block         // display: block and its kin
	inline        // display: inline
)

// lookOf reads an inline style.
func lookOf(style []byte) shown {
	for rest := style; len(rest) > 0; {
		i := bytes.Index(rest, []byte("display"))
		if i < 0 {
			break
		}
		rest = bytes.TrimLeft(rest[i+len("display"):], " \t\n")
		if len(rest) == 0 || rest[0] != ':' {
			continue
		}
		rest = bytes.TrimLeft(rest[1:], " \t\n")
		for _, d := range displays {
			if bytes.HasPrefix(rest, []byte(d.name)) && !bytes.HasPrefix(rest[len(d.name):], []byte("-")) {
				return d.shown
			}
		}
	}
	if bytes.Contains(style, []byte("clip:")) || bytes.Contains(style, []byte("clip-path:")) {
		if bytes.Contains(style, []byte("absolute")) && bytes.Contains(style, []byte("1px")) {
			return clipped
		}
	}
	return asUsual
}

var displays = [...]struct {
	name string
	shown
}{{"none", unshown}, {"block", block}, {"flex", block}, {"grid", block}, {"table", block}, {"list-item", block}, {"inline", inline}}

package unit

import (
	"bytes"

	"github.com/dsbuild/dsbuild/convert/textform"
	"github.com/dsbuild/dsbuild/internal/text"
	"github.com/dsbuild/dsbuild/schema"
)

// splitForm makes units of the lines of a text whose form was undone. What its form
// says of a line is what markup says of an element.
func (p *Page) splitForm(t *textform.Text, dump bool) {
	number := int32(0)
	for i := range t.Lines {
		l := &t.Lines[i]
		number++
		if l.Margin {
			number++
		}
		u := Unit{
			Number: number, Before: l.Margin || i == 0, After: i+1 == len(t.Lines) || t.Lines[i+1].Margin, Earlier: -1, Near: -1,
			Indent: l.Indent, Kind: l.Kind, Level: l.Level, Bullet: l.Kind == schema.KindListItem,
		}
		if u.Kind == schema.KindListItem {
			u.Kind = "" // as of the lines of a dump
		}
		if p.write(&u, t.Body[l.From:l.To], dump); u.From == u.To {
			continue
		}
		u.Links[0] = int32(len(p.Links))
		p.formLinks(t, l, &u)
		u.Links[1] = int32(len(p.Links))
		p.Units = append(p.Units, u)
	}
}

// formLinks finds the links of a line in its cleaned text.
func (p *Page) formLinks(t *textform.Text, l *textform.Line, u *Unit) {
	at := u.From
	for _, k := range l.Links {
		words := text.Clean(string(t.Body[k.From:k.To]), false)
		if words == "" {
			continue
		}
		i := bytes.Index(p.Text[at:u.To], []byte(words))
		if i < 0 {
			continue
		}
		from := at + int32(i)
		at = from + int32(len(words))
		p.Links = append(p.Links, Link{from, at, int32(len(p.urls))})
		p.urls = append(p.urls, k.URL)
	}
}

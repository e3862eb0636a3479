package tei

import (
	"fmt"
	"strings"
	"testing"

	"github.com/dsbuild/dsbuild/convert/source/document"
	"github.com/dsbuild/dsbuild/convert/source/export"
)

// Both are as trafilatura 2.3.1 writes them, of an invented page.
const (
	body = `<p>The council <hi rend="#b">raised</hi> the fares, <ref target="u">Ada Roe</ref> said.</p>%s<list rend="ul"><item>Adults</item><item>Children</item></list><quote><p>No boat, no town.</p></quote><table><row><cell>a</cell><cell>b</cell></row></table><p>one<lb/>two</p>`
	own  = `<doc sitename="The Larkin Herald" title="Ferry fares rise" author="Mara Ellison; Tom Quill" date="2010-01-11" url="https://larkin.example/f" description="Again." tags="ferry, harbour"><main><head rend="h1">Ferry fares rise</head>%s</main><comments><p>Boo</p></comments></doc>`
	tei  = `<TEI xmlns="http://www.tei-c.org/ns/1.0"><teiHeader><fileDesc><titleStmt><title type="main">Ferry fares rise</title><author>Mara Ellison; Tom Quill</author></titleStmt><publicationStmt><p/></publicationStmt><sourceDesc><biblFull><publicationStmt><publisher>The Larkin Herald (larkin.example)</publisher>` +
		`<ptr type="URL" target="https://larkin.example/f"/><date>2010-01-11</date></publicationStmt></biblFull></sourceDesc></fileDesc><profileDesc><abstract><p>Again.</p></abstract><textClass><keywords><term type="tags">ferry, harbour</term></keywords></textClass></profileDesc></teiHeader>` +
		`<text><body><div type="entry"><ab rend="h1" type="header">Ferry fares rise</ab>%s</div><div type="comments"><p>Boo</p></div></body></text></TEI>`
	want = `Ferry fares rise|Again.|Mara Ellison+Tom Quill|The Larkin Herald|2010-01-11|ferry+harbour|https://larkin.example/f
<p>The council raised the fares, Ada Roe said.</p>
<h2>Why</h2>
<ul>
<li>Adults</li>
<li>Children</li>
</ul>
<blockquote><p>No boat, no town.</p></blockquote>
<table>
<tr><td>a</td><td>b</td></tr>
</table>
<p>one</p>
<p>two</p>
`
)

func files() (ownForm, teiForm string) {
	return fmt.Sprintf(own, fmt.Sprintf(body, `<head rend="h2">Why</head>`)), fmt.Sprintf(tei, fmt.Sprintf(body, `<ab rend="h2" type="header">Why</ab>`))
}

func show(f *export.File) string {
	var b strings.Builder
	for i := range f.Docs {
		d := &f.Docs[i]
		x := &d.Fields
		fmt.Fprintf(&b, "%s|%s|%s|%s|%s|%s|%s\n%s", x.Title, x.Subtitle, strings.Join(x.Authors, "+"), x.Publisher, x.Published, strings.Join(x.Keywords, "+"), d.URL, document.AppendHTML(nil, d.Body))
	}
	return b.String() + f.Missing
}

func TestRead(t *testing.T) {
	a, b := files()
	for text, want := range map[string]string{
		a: want, b: want, a + "\n" + b: want + want, "<?xml version=\"1.0\"?><corpus>" + a + a + "</corpus>": want + want,
	} {
		if f := Read([]byte(text)); f == nil || show(f) != want {
			t.Errorf("%s\ngot\n%s\nwant\n%s", text, show(f), want)
		}
	}
	if f := Read([]byte(a + b[:len(b)/2])); f == nil || len(f.Docs) != 1 || f.Missing == "" {
		t.Errorf("cut off: %+v", f)
	}
	if f := Read([]byte(strings.Repeat("<TEI>", 1<<18))); f == nil || f.Missing == "" {
		t.Errorf("deep: %+v", f)
	}
	for _, text := range []string{"", "<doc><p>x</p></doc>", "<html/>"} {
		if f := Read([]byte(text)); f != nil {
			t.Errorf("%q holds articles", text)
		}
	}
}

// FuzzRead: the articles stand in the file in order, and their text is theirs.
func FuzzRead(f *testing.F) {
	a, b := files()
	f.Add(a)
	f.Add(b)
	f.Fuzz(func(t *testing.T, s string) {
		if x := Read([]byte(s)); x != nil && len(x.Docs) > 0 {
			export.CheckLaws(t, &document.Text{Raw: []byte(s)}, x)
		}
	})
}

package nexis

import (
	"fmt"
	"strings"
	"testing"

	"github.com/dsbuild/dsbuild/convert/source/document"
	"github.com/dsbuild/dsbuild/convert/source/export"
)

// olderText is the older layout as text, wrapped at 78 columns; the people and outlets are invented.
const olderText = `Download Request: Selected Items: 1-3
Time Of Request: Friday, March 20, 2015  16:51:31

Terms: (DATE(>=2009-12-01) and (ferry))


                               1 of 3 DOCUMENTS


                               The Larkin Herald

                            January 11, 2010 Monday
                              Late Edition - Final

Ferry fares rise for
the third year

BYLINE: Mara Ellison and
Tom Quill

SECTION: NEWS; Pg. 3

LENGTH: 57 words

DATELINE: LARKIN


The council raised the fares of the harbour ferry on Monday, for the third year
in a row. "We have no other way to pay for a new boat," said Ada Roe, who chairs
the board, at a meeting that went on until mid-
night.

NOTE: the fares of the night boat stay.

What rises:
Adults
Children

LOAD-DATE: January 12, 2010

LANGUAGE: ENGLISH

GRAPHIC: The ferry Aurora
at the pier

PUBLICATION-TYPE: Newspaper


                     Copyright 2010 Larkin Media
                         All Rights Reserved

                               2 of 3 DOCUMENTS

                         Copyright 2010 Birch Press

                                 The Birch Post

                            12 January 2010

HEADLINE: Harbour board meets

BYLINE: Ann Lee

LENGTH: 9 words

BODY:
The board meets again in March, its secretary said.

                               3 of 3 DOCUMENTS

                                 The Birch Post

                            January 14, 2010 Thursday

Map of the harbour

SECTION: GRAPHIC; Pg. 1

LENGTH: 0 words

LOAD-DATE: January 15, 2010
`

// newerText is the newer layout with a cover.
const newerText = "User Name: x\nDate and Time: Friday, 5. July 2019 09:31:00 CEST\nJob Number: 00000001\n\nDocuments (2)\n\n1. Ferry fares rise\n\nClient/Matter: -None-\n\nSearch Terms: ferry\n\n2. Old pier closes\n\n" +
	"\nFerry fares rise\n\nThe Larkin Herald\n\nJuly 1, 2019 Monday 9:20 AM GMT\n\nCopyright 2019 Larkin Media All Rights Reserved\n\n\nSection:\u00a0POLITICS; Version:2\n\nLength:\u00a0355 words\n\nByline:\u00a0Mara Ellison, Tom Quill\n\nHighlight:\u00a0A third year of it\n\nBody\n\n\n" +
	"The council raised the fares of the harbour ferry.\n\nText: this is a message that was quoted.\n\nGraphic\n\nThe ferry\n\nClassification\n\nLanguage:\u00a0ENGLISH\n\nPublication-Type:\u00a0Newspaper\n\nSubject:\u00a0FERRIES (90%); HARBOURS (78%)\n\nLoad-Date:\u00a0July 1, 2019\n\n\nEnd of Document\n\n" +
	"Old pier closes\n\nThe Birch Post\n\n2 July 2019 Tuesday\n\nLength:\u00a08 words\n\nBody\n\nThe old pier closes in May, the board said.\n\nLoad-Date:\u00a0July 3, 2019\n\nEnd of Document\n"

const germanText = `                             Dokument 1 von 1

                             Das Lindauer Blatt

                            Montag 11. Januar 2010

Fähre wird teurer

AUTOR: Mara Ellison

RUBRIK: LOKALES; S. 3

LÄNGE: 12 Wörter

Die Fähre wird im Mai teurer, sagte die Vorsitzende am Montag.

UPDATE: 12. Januar 2010

SPRACHE: GERMAN

PUBLICATION-TYPE: Zeitung

                     Copyright 2010 Lindauer Verlag
                         Alle Rechte vorbehalten
`

// page is the older layout in HTML.
const page = `<HTML><HEAD><STYLE TYPE="text/css"><!-- .c0 { text-align: center; } --></STYLE><META TOPIC="null" DOCUMENTS="2" UPDATED="x" /></HEAD><BODY>
<A NAME="DOC_ID_0_0"></A><!-- Hide XML section from browser
<DOC NUMBER=1>
<DOCFULL> -->
<BR><DIV CLASS="c0"><P CLASS="c1"><SPAN CLASS="c2">501 of 502 DOCUMENTS</SPAN></P>
</DIV><BR><DIV CLASS="c3"><P CLASS="c1"><SPAN CLASS="c2">The Larkin Herald</SPAN></P></DIV>
<BR><DIV CLASS="c3"><P CLASS="c1"><SPAN CLASS="c4">December</SPAN><SPAN CLASS="c2"> 19, 1991, Sunday, Final</SPAN></P></DIV>
<BR><DIV CLASS="c5"><P CLASS="c6"><SPAN CLASS="c7">Fares rise;<BR>A third year</SPAN></P></DIV>
<BR><DIV CLASS="c5"><P CLASS="c6"><SPAN CLASS="c8">BYLINE: </SPAN><SPAN CLASS="c2">By MARA ELLISON</SPAN></P></DIV>
<BR><DIV CLASS="c5"><P CLASS="c6"><SPAN CLASS="c8">LENGTH: </SPAN><SPAN CLASS="c2">5 words</SPAN></P></DIV>
<BR><DIV CLASS="c5"><P CLASS="c9"><SPAN CLASS="c2">The fares of the
ferry rose.</SPAN></P><TABLE><TR><TD><P>Adults</P></TD><TD><P>4.20</P></TD></TR></TABLE></DIV>
<BR><DIV CLASS="c5"><P CLASS="c6"><SPAN CLASS="c8">ORGANISATION: </SPAN><SPAN CLASS="c2">HARBOUR BOARD (93%)</SPAN></P></DIV>
<BR><DIV CLASS="c5"><P CLASS="c6"><SPAN CLASS="c8">LANGUAGE: </SPAN><SPAN CLASS="c2">ENGLISH</SPAN></P></DIV>
<!-- Hide XML section from browser
</DOCFULL></DOC> -->
<BR><DIV CLASS="c0"><P CLASS="c1"><SPAN CLASS="c2">502 of 502 DOCUMENTS</SPAN></P></DIV>
<BR><DIV CLASS="c5"><P CLASS="c6"><SPAN CLASS="c2">We are sorry but there is an error in this document.</SPAN></P></DIV></BODY></HTML>`

func show(f *export.File) string {
	var b strings.Builder
	for i := range f.Docs {
		d := &f.Docs[i]
		x := &d.Fields
		fmt.Fprintf(&b, "%s / %s / %s / %s / %s / %s / %s\n", x.Title, x.Subtitle, strings.Join(x.Authors, "+"), x.Publisher, x.Section, x.Published, x.Language)
		for _, o := range d.Other {
			fmt.Fprintf(&b, "  %s=%s\n", o.Name, o.Value)
		}
		fmt.Fprintf(&b, "%s", document.AppendHTML(nil, d.Body))
	}
	if f.Missing != "" {
		fmt.Fprintf(&b, "missing: %s\n", f.Missing)
	}
	return b.String()
}

func TestRead(t *testing.T) {
	tests := []struct {
		name string
		text *document.Text
		want string
	}{
		{"older layout", document.Plain([]byte(olderText)), `Ferry fares rise for the third year /  / Mara Ellison and Tom Quill / The Larkin Herald / NEWS; Pg. 3 / January 11, 2010 Monday / en
  copyright=Copyright 2010 Larkin Media All Rights Reserved
  edition=Late Edition - Final
  length=57 words
  dateline=LARKIN
  load_date=January 12, 2010
  graphic=The ferry Aurora at the pier
  publication_type=Newspaper
<p>The council raised the fares of the harbour ferry on Monday, for the third year in a row. &#34;We have no other way to pay for a new boat,&#34; said Ada Roe, who chairs the board, at a meeting that went on until mid-night.</p>
<p>NOTE: the fares of the night boat stay.</p>
<p>What rises:</p>
<p>Adults</p>
<p>Children</p>
Harbour board meets /  / Ann Lee / The Birch Post /  / 12 January 2010 / 
  copyright=Copyright 2010 Birch Press
  length=9 words
<p>The board meets again in March, its secretary said.</p>
Map of the harbour /  /  / The Birch Post / GRAPHIC; Pg. 1 / January 14, 2010 Thursday / 
  length=0 words
  load_date=January 15, 2010
missing: the request at its top says 3, 2 were read with a text
`},
		{"newer layout", document.Plain([]byte(newerText)), `Ferry fares rise / A third year of it / Mara Ellison, Tom Quill / The Larkin Herald / POLITICS; Version:2 / July 1, 2019 Monday 9:20 AM GMT / en
  copyright=Copyright 2019 Larkin Media All Rights Reserved
  length=355 words
  publication_type=Newspaper
  subject=FERRIES (90%); HARBOURS (78%)
  load_date=July 1, 2019
  graphic=The ferry
<p>The council raised the fares of the harbour ferry.</p>
<p>Text: this is a message that was quoted.</p>
Old pier closes /  /  / The Birch Post /  / 2 July 2019 Tuesday / 
  length=8 words
  load_date=July 3, 2019
<p>The old pier closes in May, the board said.</p>
`},
		{"German", document.Plain([]byte(germanText)), `Fähre wird teurer /  / Mara Ellison / Das Lindauer Blatt / LOKALES; S. 3 / Montag 11. Januar 2010 / de
  copyright=Copyright 2010 Lindauer Verlag Alle Rechte vorbehalten
  length=12 Wörter
  load_date=12. Januar 2010
  publication_type=Zeitung
<p>Die Fähre wird im Mai teurer, sagte die Vorsitzende am Montag.</p>
`},
		{"HTML", document.Markup([]byte(page), true), `Fares rise; A third year /  / By MARA ELLISON / The Larkin Herald /  / December 19, 1991, Sunday / en
  edition=Final
  length=5 words
  organisation=HARBOUR BOARD (93%)
<p>The fares of the ferry rose.</p>
<table>
<tr><td>Adults</td><td>4.20</td></tr>
</table>
 /  /  /  /  /  / 
  notice=We are sorry but there is an error in this document.
missing: 1 of its 2 documents have no text
`},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			f := Read(tt.text)
			if f == nil {
				t.Fatal("not recognised")
			}
			if got := show(f); got != tt.want {
				t.Errorf("got\n%s\nwant\n%s", got, tt.want)
			}
		})
	}
}

// TestAlarm: what is taken away from an export is noticed.
func TestAlarm(t *testing.T) {
	cut := strings.Index(olderText, "                               2 of 3")
	last := strings.Index(olderText, "                               3 of 3")
	noCover := olderText[strings.Index(olderText, "                               1 of 3"):]
	half := strings.LastIndex(newerText, "End of Document")
	for name, text := range map[string]string{
		"the second is gone":         olderText[:cut] + olderText[last:],
		"the end is gone":            olderText[:cut],
		"no cover, the end is gone":  noCover[:strings.Index(noCover, "                               3 of 3")],
		"no cover, the first is cut": olderText[cut:],
		"newer, an end is gone":      newerText[:half],
		"newer, the second is gone":  newerText[:strings.Index(newerText, "Old pier closes\n\nThe Birch")],
	} {
		f := Read(document.Plain([]byte(text)))
		if f == nil || f.Missing == "" {
			t.Errorf("%s: nothing is missing: %+v", name, f)
		}
	}
	long := strings.ReplaceAll(strings.ReplaceAll(noCover[:cut], "1 of 3", "101 of 2146"), "2 of 3", "102 of 2146")
	if f := Read(document.Plain([]byte(strings.ReplaceAll(long, "102 of", "200 of")))); f == nil || f.Missing == "" {
		t.Error("documents 101 and 200 follow each other, and nothing is missing")
	}
}

// TestNone: what only looks like an export is none.
func TestNone(t *testing.T) {
	for _, text := range []string{
		"", "Home\nNews\n\nThe archive wrote:\n\n1 of 20 DOCUMENTS\n\nas it always does.\n", "End of Document\n",
		"LENGTH: 20 words\n\nA text with a label.\n", "Document 1 of 20\n\nTitle: x\n",
	} {
		if f := Read(document.Plain([]byte(text))); f != nil {
			t.Errorf("%q is an export: %+v", text, f)
		}
	}
}

// FuzzRead: every mark makes a document, the documents stand in the file in order,
// and their text is theirs.
func FuzzRead(f *testing.F) {
	for _, s := range []string{olderText, newerText, germanText} {
		f.Add(s, false)
	}
	f.Add(page, true)
	f.Add("1 of 1 DOCUMENTS\nCopyright\nBYLINE: x\n", false)
	f.Add("Body\nEnd of Document\nEnd of Document\n", false)
	f.Fuzz(func(t *testing.T, s string, markup bool) {
		text := document.Plain([]byte(s))
		if markup {
			text = document.Markup([]byte(s), true)
		}
		export.CheckLaws(t, text, Read(text))
	})
}

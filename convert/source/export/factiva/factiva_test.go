package factiva

import (
	"fmt"
	"strings"
	"testing"

	"github.com/dsbuild/dsbuild/convert/source/document"
	"github.com/dsbuild/dsbuild/convert/source/export"
)

// The outlets and people are invented.
const (
	codedText = "HD        Ferry fares rise\nBY        By Mara Ellison\nWC        57 words\nPD        11 January 2010\nET        15:32\nSN        The Larkin Herald\nSC        LARK\nLA        English\nCY        (c) 2010 Larkin Media\n\nLP        \n" +
		"The council raised the fares of the harbour ferry on Monday, for the third\nyear in a row, its chair said.\n\nTD\nIN the harbour nobody was glad.\n\nNS        gcat : Political/General News\nAN        Document LARK000020100111e61b0001r\n\n" +
		"SE        News\nHD        Harbour board meets\nWC        9 words\nPD        12 January 2010\nSN        The Birch Post\nLA        English\n\nLP\nThe board meets again in March, its secretary said.\n\nAN        Document BIRC000020100112e61c0002s\n\nSearch Summary\nText ferry\n"
	plainText = "Page 1 of 2 © 2020 Factiva, Inc. All rights reserved.\nNews\nFerry fares rise\nBy Mara Ellison\n57 words\n11 January 2010\n15:32\nThe Larkin Herald\nLARK\n3\nEnglish\n© Copyright 2010. Larkin Media. All rights reserved.\n\nThe council raised the fares of the harbour ferry.\n\n" +
		"Nobody was glad.\n\nDocument LARK000020100111e61b0001r\n\nHarbour board meets in the old hall\nAnn Lee\n1,009 words\n12 January 2010\nThe Birch Post\nBIRC\nEnglish\n(c) 2010 Birch Press\n\nThe board meets again in March.\n\nDocument BIRC000020100112e61c0002s\n"
	codedPage = `<div class="article enArticle"><table><tr><td class="index"><b>HD</b>&nbsp;</td><td><b class='enHeadline'>Ferry fares rise</b></td></tr>
<tr><td><b>WC</b>&nbsp;</td><td>57 mots</td></tr><tr><td><b>PD</b>&nbsp;</td><td>11 janvier 2010</td></tr><tr><td><b>SN</b>&nbsp;</td><td>Le Larkin</td></tr><tr><td><b>LA</b>&nbsp;</td><td>Français</td></tr>
<tr><td><p><b>LP</b>&nbsp;</p></td><td><p class="articleParagraph">Les tarifs du ferry
augmentent.</p><p class="articleParagraph">À la ville.</p></td></tr><tr><td><p><b>TD</b>&nbsp;</p></td><td><p class="articleParagraph">Fin.</p></td></tr>
<tr><td><br/><b>RE</b>&nbsp;</td><td><br/>fra : France</td></tr><tr><td><br/><b>AN</b>&nbsp;</td><td><br/>Document LARK000020100111e61b0001r</td></tr></table></div>`
	asXML = `<?xml version="1.0" encoding="utf-8"?><PPSResponse><ppsArticleResponse xmlns="http://x"><ppsarticleResultSet count="2"><ppsarticle><article><accessionNo>LARK1</accessionNo><baseLanguage>EN</baseLanguage>` +
		`<copyright>(c) 2010 Larkin</copyright><headline><paragraph><hlt>Ferry</hlt> fares rise</paragraph></headline><byline>Mara Ellison</byline><leadParagraph><paragraph>The council met.</paragraph></leadParagraph>` +
		`<publicationDate><dateTime>2010-01-11T01:35:58Z</dateTime></publicationDate><sourceName>The Larkin Herald</sourceName><region code="usa"><name>Larkin</name></region><tailParagraphs><paragraph>It rose.</paragraph></tailParagraphs></article></ppsarticle>` +
		"<ppsarticle><article><headline><paragraph>Board</paragraph></headline><leadParagraph>\nThe board meets\nin March.\n    It said\nso.\n</leadParagraph></article></ppsarticle></ppsarticleResultSet></ppsArticleResponse></PPSResponse>"
)

func show(f *export.File) string {
	var b strings.Builder
	for i := range f.Docs {
		d := &f.Docs[i]
		x := &d.Fields
		fmt.Fprintf(&b, "%s / %s / %s / %s / %s / %s\n", x.Title, strings.Join(x.Authors, "+"), x.Publisher, x.Section, x.Published, x.Language)
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
	for name, tt := range map[string]struct {
		f    *export.File
		want string
	}{
		"codes": {Read(document.Plain([]byte(codedText))), `Ferry fares rise / By Mara Ellison / The Larkin Herald /  / 11 January 2010 15:32 / en
  length=57 words
  time=15:32
  source_code=LARK
  copyright=(c) 2010 Larkin Media
  subject=gcat : Political/General News
  document_id=LARK000020100111e61b0001r
<p>The council raised the fares of the harbour ferry on Monday, for the third year in a row, its chair said.</p>
<p>IN the harbour nobody was glad.</p>
Harbour board meets /  / The Birch Post / News / 12 January 2010 / en
  length=9 words
  document_id=BIRC000020100112e61c0002s
<p>The board meets again in March, its secretary said.</p>
`},
		"no codes": {Read(document.Plain([]byte(plainText))), `Ferry fares rise / By Mara Ellison / The Larkin Herald / News / 11 January 2010 15:32 / en
  document_id=LARK000020100111e61b0001r
  length=57 words
  time=15:32
  source_code=LARK
  page=3
  copyright=© Copyright 2010. Larkin Media. All rights reserved.
<p>The council raised the fares of the harbour ferry.</p>
<p>Nobody was glad.</p>
Harbour board meets in the old hall / Ann Lee / The Birch Post /  / 12 January 2010 / en
  document_id=BIRC000020100112e61c0002s
  length=1,009 words
  source_code=BIRC
  copyright=(c) 2010 Birch Press
<p>The board meets again in March.</p>
`},
		"HTML": {Read(document.Markup([]byte(codedPage), false)), `Ferry fares rise /  / Le Larkin /  / 11 janvier 2010 / fr
  length=57 mots
  region=fra : France
  document_id=LARK000020100111e61b0001r
<p>Les tarifs du ferry augmentent.</p>
<p>À la ville.</p>
<p>Fin.</p>
`},
		"XML": {ReadXML([]byte(asXML)), `Ferry fares rise / Mara Ellison / The Larkin Herald /  / 2010-01-11T01:35:58Z / en
  document_id=LARK1
  copyright=(c) 2010 Larkin
  region=Larkin
<p>The council met.</p>
<p>It rose.</p>
Board /  /  /  /  / 
<p>The board meets in March.</p>
<p>It said so.</p>
`},
	} {
		if tt.f == nil {
			t.Errorf("%s is not recognised", name)
		} else if got := show(tt.f); got != tt.want {
			t.Errorf("%s: got\n%s\nwant\n%s", name, got, tt.want)
		}
	}
}

// TestAlarm: what is taken away from an export is noticed, and what is none is none.
func TestAlarm(t *testing.T) {
	for name, f := range map[string]*export.File{
		"coded, cut off": Read(document.Plain([]byte(codedText[:strings.LastIndex(codedText, "AN   ")]))),
		"plain, cut off": Read(document.Plain([]byte(plainText[:strings.LastIndex(plainText, "Document")]))),
		"XML, cut off":   ReadXML([]byte(asXML[:strings.LastIndex(asXML, "<ppsarticle>")])),
		"XML, one gone":  ReadXML([]byte(asXML[:strings.LastIndex(asXML, "<ppsarticle>")] + "</ppsarticleResultSet></ppsArticleResponse></PPSResponse>")),
	} {
		if f == nil || f.Missing == "" {
			t.Errorf("%s: nothing is missing: %+v", name, f)
		}
	}
	for _, text := range []string{"", "HD\n", "Document LARK000020100111e61b0001r\n", "57 words\n", "IN the harbour\nAN old boat\n"} {
		if f := Read(document.Plain([]byte(text))); f != nil {
			t.Errorf("%q is an export: %+v", text, f)
		}
	}
}

// FuzzRead: the documents stand in the file in order, and their text is theirs.
func FuzzRead(f *testing.F) {
	f.Add(codedText, false)
	f.Add(plainText, false)
	f.Add(codedPage, true)
	f.Fuzz(func(t *testing.T, s string, markup bool) {
		text := document.Plain([]byte(s))
		if markup {
			text = document.Markup([]byte(s), false)
		}
		export.CheckLaws(t, text, Read(text))
		if x := ReadXML([]byte(s)); !markup && len(x.Docs) > 0 {
			export.CheckLaws(t, text, x)
		}
	})
}

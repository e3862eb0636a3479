package proquest

import (
	"fmt"
	"strings"
	"testing"

	"github.com/dsbuild/dsbuild/convert/source/document"
	"github.com/dsbuild/dsbuild/convert/source/export"
)

const line = "____________________________________________________________\n"

// asText and asRIS are look-alikes of invented outlets.
const asText = line + "\nReport Information from ProQuest\n\nNovember 29 2020 12:00\n" + line + "\nDocument 1 of 2\n\nFerry fares rise\n\nAuthor: Ellison, Mara; Quill, Tom\n\nPublication info: The Larkin Herald ; Larkin [Larkin]11 Jan 2010: A.1.\n\n" +
	"http://archive.example/1\n\nAbstract: Fares rise again.\n\nLinks: x\n\nFull text: The council raised the fares of the harbour ferry.\n\nTitle words: none of it.\n\nCredit where it is due.\n\n" +
	"Subject: Ferries; Harbours\n\nTitle: Ferry fares rise\n\nPublication title: The Larkin Herald; Larkin\n\nPages: A.1\n\nPublication date: Jan 11, 2010\n\nSection: News\n\nLanguage of publication: English\n\nProQuest document ID: 11\n\nCopyright: (Copyright Larkin Media)\n\nDatabase: Newsstream\n" +
	line + "\nDocument 2 of 2\n\nBoard meets\n\nFull text: The board meets in March.\n\nPublication title: The Birch Post\n\nPublication date: Jan 12, 2010\n\nProQuest document ID: 12\n" + line + "\nContact us at: http://archive.example\n"

const asRIS = "TY  - NEWS\nT1  - Ferry fares rise\nA1  - Ellison, Mara\nJF  - The Larkin Herald\nY1  - 2010/01/11/\nKW  - Ferries\nSP  - A1\nLA  - English\nAB  - The fares rise again,\nthe council said.\nUR  - http://archive.example/1\nDB  - ProQuest Newsstream\nER  - \n\nTY  - NEWS\nT1  - Board meets\nER  - \n"

func show(f *export.File) string {
	var b strings.Builder
	for i := range f.Docs {
		d := &f.Docs[i]
		x := &d.Fields
		fmt.Fprintf(&b, "%s / %s / %s / %s / %s / %s / %v\n%s", x.Title, strings.Join(x.Authors, "+"), x.Publisher, x.Section, x.Published, x.Language, d.Abstract, document.AppendHTML(nil, d.Body))
	}
	return b.String() + f.Missing
}

func TestRead(t *testing.T) {
	for text, want := range map[string]string{
		asText: `Ferry fares rise / Mara Ellison+Tom Quill / The Larkin Herald / News / Jan 11, 2010 / en / false
<p>The council raised the fares of the harbour ferry.</p>
<p>Title words: none of it.</p>
<p>Credit where it is due.</p>
Board meets /  / The Birch Post /  / Jan 12, 2010 /  / false
<p>The board meets in March.</p>
`,
		asRIS: `Ferry fares rise / Mara Ellison / The Larkin Herald /  / 2010/01/11 / en / true
<p>The fares rise again, the council said.</p>
Board meets /  /  /  /  /  / false
`,
		strings.Replace(asText, "1 of 2", "1 of 3", 1)[:strings.LastIndex(asText, line+"\nContact")]: "says 3",
		asText[:strings.Index(asText, line+"\nDocument 2")]:                                          "says 2",
		asText[:strings.Index(asText, "ProQuest document ID: 12")]:                                   "cut off",
		asRIS[:strings.Index(asRIS, "ER  -")]:                                                        "cut off",
	} {
		f := Read(document.Plain([]byte(text)))
		if f == nil {
			t.Errorf("not recognised: %s", text)
			continue
		}
		got := show(f)
		if strings.Contains(want, " / ") && got != want || !strings.Contains(want, " / ") && !strings.Contains(got, want) {
			t.Errorf("got\n%s\nwant\n%s", got, want)
		}
	}
	for _, text := range []string{"", "TY  - NEWS\nT1  - x\nER  - \n", "Document 1 of 2\n\nFull text: x\n"} {
		if f := Read(document.Plain([]byte(text))); f != nil {
			t.Errorf("%q is an export", text)
		}
	}
}

// FuzzRead: the documents stand in the file in order, and their text is theirs.
func FuzzRead(f *testing.F) {
	f.Add(asText)
	f.Add(asRIS)
	f.Fuzz(func(t *testing.T, s string) {
		text := document.Plain([]byte(s))
		if x := Read(text); x != nil && len(x.Docs) > 0 {
			export.CheckLaws(t, text, x)
		}
	})
}

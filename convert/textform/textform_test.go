package textform

import (
	"bytes"
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"
	"unicode"
	"unicode/utf8"

	"github.com/google/go-cmp/cmp"

	"github.com/dsbuild/dsbuild/schema"
)

// article is an original: the text of a report, a paragraph an element.
var article = []string{
	"Low Ferry bridge to close for a third winter",
	"The county will close the bridge at Low Ferry to lorries for a third winter, its engineer Ida Fenner said on Tuesday, because two of the five piers have moved since the flood of last year.",
	"“We could have mended it in the spring,” said Fenner, who has run the works office since 2019. “Nobody wanted to pay for a second crane, and so the river had its way.”",
	"Growers on the east bank now drive their onions forty kilometres round by Harrow Sluice. The toll there rises to four crowns in January, which the growers' league calls a tax on bad luck.",
	"“It is the third time that we are told to be patient,” said Bo Marsh of the league. He wants the county to let small lorries cross at walking pace, one at a time, while the work goes on.",
	"A hearing is set for 14 December in the old customs house. The minister for roads, Jory Quill, has not said whether he will come, but his office wrote that “all papers are on the table”.",
}

// wrap breaks a paragraph at a width.
func wrap(s string, width int, indent string) string {
	var lines []string
	line := indent
	for word := range strings.FieldsSeq(s) {
		if len(line) > len(indent) && utf8.RuneCountInString(line)+1+utf8.RuneCountInString(word) > width {
			lines = append(lines, line)
			line = indent
		}
		if len(line) > len(indent) {
			line += " "
		}
		line += word
	}
	return strings.Join(append(lines, line), "\n")
}

func linesOf(x *Text) []string {
	if x.Lines == nil {
		var all []string
		for line := range strings.SplitSeq(string(x.Body), "\n") {
			if line = strings.TrimSpace(line); line != "" {
				all = append(all, line)
			}
		}
		return all
	}
	all := make([]string, len(x.Lines))
	for i := range x.Lines {
		all[i] = string(x.Body[x.Lines[i].From:x.Lines[i].To])
	}
	return all
}

func TestWrapped(t *testing.T) {
	for width := 56; width <= 110; width++ {
		for _, indent := range []string{"", "   ", "\t"} {
			var b strings.Builder
			for _, p := range article {
				b.WriteString(wrap(p, width, indent) + "\n\n")
			}
			for _, whole := range []bool{false, true} {
				x := check(t, []byte(b.String()), Options{Whole: whole})
				if x.Form != schema.TextWrapped {
					t.Errorf("width %d, indent %q: form %s", width, indent, x.Form)
				}
				if diff := cmp.Diff(article, linesOf(x)); diff != "" {
					t.Errorf("width %d, indent %q: -want +got\n%s", width, indent, diff)
				}
			}
		}
	}
}

// TestWrappedOnce: a text of one paragraph is enough, and CRLF is a line's end too.
func TestWrappedOnce(t *testing.T) {
	for _, width := range []int{60, 72, 80} {
		x := check(t, []byte(strings.ReplaceAll(wrap(article[1]+" "+article[2], width, ""), "\n", "\r\n")), Options{Whole: true})
		if got := linesOf(x); x.Form != schema.TextWrapped || len(got) != 1 || got[0] != article[1]+" "+article[2] {
			t.Errorf("%s %q", x.Form, got)
		}
	}
}

// TestFlow: what is no broken line is not joined.
func TestFlow(t *testing.T) {
	for name, body := range map[string]string{
		"a paragraph a line":  strings.Join(article, "\n\n"),
		"without blank lines": strings.Join(article, "\n"),
		"one line":            article[1],
		"nothing":             "",
		"verse": "The river took the morning boat,\nThe evening boat as well,\nAnd nobody on all the quay\nHad any news to tell.\n\n" +
			"The river took the lower road,\nThe upper road it spared,\nAnd nobody in all the town\nKnew whether someone cared.",
		"long verse": "When on the quay at evening all the lanterns swing and burn,\nWe count the boats that left at dawn and wait for their return,\n" +
			"And every mother knows the sail that she has mended twice,\nAnd every father bites his lip and will not name the price.\n" +
			"The harbour master rings his bell as evening turns to night,\nThe gulls have settled on the wall, the river out of sight,\n" +
			"And still we count the boats again, and still there are but nine,\nAnd one of us will go to bed without a cheering sign.",
		"a menu":  "Home\nNews\nPorts\nRivers and lakes\nAbout us\nContact the harbour post\nSubscribe\nSign in\nOther stories from our pages\nFerry timetable",
		"a list":  "- bread\n- onions\n- rope\n- a lamp\n- the letter from the county",
		"figures": "2019   2020   2021\n1,200  1,300  1,450\n900    870    910\n",
		"code":    "func main() {\n\tfmt.Println(\"ferry\")\n}\n\nfunc other() {\n\treturn\n}\n",
	} {
		for _, whole := range []bool{false, true} {
			x := check(t, []byte(body), Options{Whole: whole})
			if x.Form != schema.TextFlow || x.Lines != nil || string(x.Body) != body {
				t.Errorf("%s: form %s, %q", name, x.Form, linesOf(x))
			}
		}
	}
}

func TestHyphens(t *testing.T) {
	const body = `The harbour office counted more than two thousand passen-
gers on the first day of the new timetable, which is a rec-
ord for the line. The so-called express needs forty min-
utes, as it did before the war, and the well-known clerk
at the window, Ida Holm, sold every ticket by hand. Pas-
sengers praised the coffee and complained about the wea-
ther, in that order. A record is a record, said Holm.
`
	x := check(t, []byte(body), Options{})
	want := "The harbour office counted more than two thousand passengers on the first day of the new timetable, which is a record for the line. " +
		"The so-called express needs forty minutes, as it did before the war, and the well-known clerk at the window, Ida Holm, sold every ticket by hand. " +
		"Passengers praised the coffee and complained about the weather, in that order. A record is a record, said Holm."
	if got := linesOf(x); x.Form != schema.TextWrapped || len(got) != 1 || got[0] != want {
		t.Errorf("%s %q", x.Form, got)
	}
	// Where hardly a line ends with a hyphen, it belongs to its word.
	var b strings.Builder
	for _, p := range article {
		b.WriteString(wrap(p, 70, "") + "\n\n")
	}
	b.WriteString("The engineer, a woman of few words and long letters, calls this a stop-\ngap that will hold for as long as the ice does.\n")
	got := linesOf(check(t, []byte(b.String()), Options{}))
	if last := got[len(got)-1]; !strings.Contains(last, "a stop-gap that") {
		t.Error(last)
	}
}

// browser is what a browser in a terminal writes of a page.
const browser = `   #[1]alternate

     * [2]Home
     * [3]Ports
          + [4]Rivers

   [5]Harbour Post

Low Ferry bridge to close for a third winter

   By [6]Mara Ellison

   The county will close the bridge at Low Ferry to lorries for a third
   winter, its engineer [7]Ida Fenner said on Tuesday, because two of the
   five piers have moved since the flood of last year.

   "Nobody wanted to pay for a second crane," said Fenner, who has run the
   works office since 2019, "and so the river had its way this year too."
   (BUTTON) Share

     * Growers drive their onions forty kilometres round by Harrow Sluice,
       where the toll rises to four crowns in January.
     * Small lorries may cross at walking pace.

   Year     Lorries     Carts
   2019     4,100       38

   IFRAME: [8]https://ads.example/frame

References

   Visible links:
   1. https://post.example/feed
   2. https://post.example/
   3. https://post.example/ports?a=1&b=a%20long%20address%20that%20no%20line%20could%20hold%20at%20all
   4. https://post.example/rivers
   5. https://post.example/
   6. https://post.example/mara
   7. https://post.example/fenner
`

func TestBrowser(t *testing.T) {
	x := check(t, []byte(browser), Options{})
	want := []string{
		"Home", "Ports", "Rivers", "Harbour Post", "Low Ferry bridge to close for a third winter", "By Mara Ellison",
		"The county will close the bridge at Low Ferry to lorries for a third winter, its engineer Ida Fenner said on Tuesday, because two of the five piers have moved since the flood of last year.",
		"\"Nobody wanted to pay for a second crane,\" said Fenner, who has run the works office since 2019, \"and so the river had its way this year too.\"",
		"Growers drive their onions forty kilometres round by Harrow Sluice, where the toll rises to four crowns in January.",
		"Small lorries may cross at walking pace.",
		"Year | Lorries | Carts", "2019 | 4,100 | 38",
	}
	if diff := cmp.Diff(want, linesOf(x)); diff != "" || x.Form != schema.TextWrapped {
		t.Errorf("%s: -want +got\n%s", x.Form, diff)
	}
	var kinds []schema.BlockKind
	for i := range x.Lines {
		kinds = append(kinds, x.Lines[i].Kind)
	}
	if n := len(kinds); kinds[0] != schema.KindListItem || kinds[n-1] != schema.KindTableRow || kinds[n-3] != schema.KindListItem {
		t.Errorf("kinds %q", kinds)
	}
	if got := dropped(x, References); !strings.Contains(got, "References") || !strings.Contains(got, "7. https://post.example/fenner") || !strings.Contains(got, "[7]") {
		t.Errorf("references dropped: %q", got)
	}
	if got := dropped(x, Control); !strings.Contains(got, "(BUTTON) Share") || !strings.Contains(got, "IFRAME") {
		t.Errorf("controls dropped: %q", got)
	}
	// Nothing of the text of an article is dropped.
	for _, d := range check(t, []byte(browser), Options{Whole: true}).Drops {
		if d.Words() {
			t.Errorf("dropped of an article: %s %q", d.Reason, browser[d.From:d.To])
		}
	}
}

func dropped(x *Text, why Reason) string {
	var all []string
	for i := range x.Drops {
		if x.Drops[i].Reason == why {
			all = append(all, string(x.Source(&x.Drops[i])))
		}
	}
	return strings.Join(all, "\n")
}

// TestPages: what stands at the edges of printed pages goes, and a sentence goes on
// over them.
func TestPages(t *testing.T) {
	var b strings.Builder
	text := strings.Split(wrap(strings.Join(article[1:4], " "), 72, ""), "\n")
	for page := range 3 {
		fmt.Fprintf(&b, "Works Office, Annual Report %d\n\n", 2021)
		b.WriteString(strings.Join(text[page*2:page*2+2], "\n"))
		fmt.Fprintf(&b, "\n\n%d\n\f", page+1)
	}
	x := check(t, []byte(b.String()), Options{})
	want := strings.Join(text[:6], " ")
	if got := linesOf(x); len(got) != 1 || got[0] != want {
		t.Errorf("%s %q", x.Form, got)
	}
	if got := dropped(x, PageNumber); got != "1\n2\n3" {
		t.Errorf("numbers: %q", got)
	}
	if got := dropped(x, RunningHead); strings.Count(got, "Works Office") != 3 {
		t.Errorf("heads: %q", got)
	}
}

func TestNodeLines(t *testing.T) {
	const spaced = "Home\nPorts\nAbout us\nLow Ferry bridge to close for a third winter\nBy\nMara Ellison\n" +
		"The county will close \nthe bridge at Low Ferry\n to lorries for a third winter, its engineer \nIda Fenner\n said on Tuesday.\n" +
		"Growers (\n40\n of them) now drive \nround by Harrow Sluice\n, where the toll rises to four crowns in January.\n" +
		"“Nobody wanted to pay,” said \nFenner\n, who has run the works office since 2019.\nShare\n"
	want := []string{
		"Home", "Ports", "About us", "Low Ferry bridge to close for a third winter", "By", "Mara Ellison",
		"The county will close the bridge at Low Ferry to lorries for a third winter, its engineer Ida Fenner said on Tuesday.",
		"Growers (40 of them) now drive round by Harrow Sluice, where the toll rises to four crowns in January.",
		"“Nobody wanted to pay,” said Fenner, who has run the works office since 2019.",
		"Share",
	}
	var stripped []string
	for line := range strings.SplitSeq(spaced, "\n") {
		stripped = append(stripped, strings.TrimSpace(line))
	}
	for name, body := range map[string]string{"spaced": spaced, "stripped": strings.Join(stripped, "\n")} {
		x := check(t, []byte(body), Options{})
		if diff := cmp.Diff(want, linesOf(x)); diff != "" || x.Form != schema.TextNodeLines {
			t.Errorf("%s: %s: -want +got\n%s", name, x.Form, diff)
		}
	}
}

// The source of a page has white space between its paragraphs: three line breaks part them
// in soup.get_text("\n"), and what stands on lines below each other is one paragraph.
func TestNodeLinesParted(t *testing.T) {
	const body = "Ports\n \nFerries\n\n\nA third winter\n\n\n" +
		"The county will now close \nthe bridge at Low Ferry\n to lorries for a third winter.\n \nIts engineer \nIda Fenner\n calls it sad.\n\n\n" +
		"Growers will go round by Harrow Sluice, and most of them are not pleased. \nNobody wanted to pay.\n The toll rises to four crowns in January, and to five in the spring.\n\n\n" +
		"What it costs\nThe county has put by no more than half of what the works office asks for.\n\n\n" +
		"The river has to fall by two metres before the first stone is laid there.\n\n\n" +
		"The last winter that the bridge was open saw four thousand lorries a week.\n\n\n" +
		"Most of them came from the growers on the far side of the hills.\n\n\n" +
		"Length:\n 40 metres\n\n\nA hearing is set for the second week of December at the town hall.\n\n\n" +
		"The last one, two years ago, ended without a vote, said \nMara Ellison\n, who took the minutes and read them to the room.\n"
	want := []string{
		"Ports Ferries", "A third winter", "The county will now close the bridge at Low Ferry to lorries for a third winter. Its engineer Ida Fenner calls it sad.",
		"Growers will go round by Harrow Sluice, and most of them are not pleased. Nobody wanted to pay. The toll rises to four crowns in January, and to five in the spring.",
		"What it costs", "The county has put by no more than half of what the works office asks for.",
		"The river has to fall by two metres before the first stone is laid there.", "The last winter that the bridge was open saw four thousand lorries a week.",
		"Most of them came from the growers on the far side of the hills.", "Length: 40 metres",
		"A hearing is set for the second week of December at the town hall.", "The last one, two years ago, ended without a vote, said Mara Ellison, who took the minutes and read them to the room.",
	}
	x := check(t, []byte(body), Options{})
	if diff := cmp.Diff(want, linesOf(x)); diff != "" || x.Form != schema.TextNodeLines {
		t.Errorf("%s: -want +got\n%s", x.Form, diff)
	}
}

// A browser's innerText parts paragraphs by one blank line and items by none: items stay apart.
func TestNodeLinesOfBrowsers(t *testing.T) {
	const body = "The county will close the bridge at Low Ferry to lorries,\n said its engineer, for a third winter in a row.\n\nGrowers will go round by Harrow Sluice, and most of them \n are not pleased.\n\n" +
		"The works office has set out what is to be done before the spring comes:\n\nThe deck is to be taken up, and the beams below it looked at one by one.\n" +
		"The rails are to be painted, which the town does with its own people.\nThe lamps are to be hung again, and wired to the new cable.\n"
	x := check(t, []byte(body), Options{})
	if got := linesOf(x); len(got) != 6 {
		t.Errorf("%s: %q", x.Form, got)
	}
}

func TestRuns(t *testing.T) {
	const body = "HomePortsAbout usContactLow Ferry bridge to close for a third winterBy Mara Ellison14 December 2021The county will close the bridge at Low Ferry to lorries.Growers now drive round by Harrow Sluice (YouTube has the film).“Nobody wanted to pay,” said Ida McFenner.A hearing is set for 14 December.ShareSubscribe"
	x := check(t, []byte(body), Options{})
	want := []string{
		"Home", "Ports", "About us", "Contact", "Low Ferry bridge to close for a third winter", "By Mara Ellison14 December 2021",
		"The county will close the bridge at Low Ferry to lorries.", "Growers now drive round by Harrow Sluice (YouTube has the film).",
		"“Nobody wanted to pay,” said Ida McFenner.", "A hearing is set for 14 December.", "Share", "Subscribe",
	}
	if diff := cmp.Diff(want, linesOf(x)); diff != "" || x.Form != schema.TextRuns {
		t.Errorf("%s: -want +got\n%s", x.Form, diff)
	}
}

func TestSeams(t *testing.T) {
	for _, text := range []string{
		`The toll rises.|"Nobody asked us," said Ida.|"We will go round," said Bo.`, `Die Brücke bleibt „gesperrt“.|Das sagt Ida Fenner.|Sie nennt es „traurig“|Der Rat schweigt.`,
		"다리는 닫힌다.|농부들은 돌아간다.", "Мост закрыт «навсегда».|Так говорит Ида.", "Est-ce tout ?|Personne ne sait.", "He said: “It is ‘sad’.”|The council is silent.",
		"It is closed.|(Photo: the county)", "The bridge (to be closed.)|I’d rather not.", "The deck goes up.|16:40", "1. Deck (old)|2. Rails (new)|3. Lamps", "It is over.|I’d say so.",
		"Broen er stengt.|»Ingen spurte oss,« sier Ida.|»Vi kjører rundt,« sier Bo.",
	} {
		s, want := strings.ReplaceAll(text, "|", ""), strings.Split(text, "|")
		var got []string
		at := 0
		for i := nextSeam([]byte(s), 0); i > 0; i = nextSeam([]byte(s), i) {
			got, at = append(got, s[at:i]), i
		}
		if diff := cmp.Diff(want, append(got, s[at:])); diff != "" {
			t.Errorf("%q: -want +got\n%s", text, diff)
		}
	}
	for _, whole := range []string{
		`"It is closed." He said "no" and left.`, "See https://post.example/aB2cD or @IdaFenner, #LowFerry, snake_Case.", "It is 3.5 metres, by v2.0 of the plan, at 10.17109 crowns (4.1)",
		"„Gesperrt“, sagt “Fenner” dazu", "the U.S. has, e.g. in the a.m.", "YouTube, McFenner and O’Brien’s iPhone", "다리는 3.5미터다",
	} {
		if i := nextSeam([]byte(whole), 0); i > 0 {
			t.Errorf("%q is cut before %q", whole, whole[i:])
		}
	}
}

// A name with a capital inside is no sign of nodes that run together, however often it stands there.
func TestRunsNames(t *testing.T) {
	body := strings.Repeat("The works of RiverGate are late again, and nobody at RiverGate will say why that is so.\n\n", 12)
	if x := check(t, []byte(body), Options{}); x.Form != schema.TextFlow {
		t.Errorf("taken for %s", x.Form)
	}
}

// page is Markdown as html2text writes it: with addresses, broken at a width.
const page = `  * [Home](/)
  * [Ports](/ports "All ports")

# Low Ferry bridge to close for a third winter, and perhaps for a fourth one
too

By **Mara Ellison** | [Harbour
Post](https://post.example/a-long-
address)

![A crane at the bridge](https://post.example/crane.jpg)

The county will close the bridge at [Low Ferry](https://post.example/low-
ferry) to lorries for a third winter, its engineer _Ida Fenner_ said on
Tuesday. She calls it a well-
known and \*sad\* story about snake_case_names \_all in all\_.

## Growers

> It is the third time that we are told to be patient, said Bo Marsh of the
> league.

  * One lorry at a time, at walking pace, from seven in the morning until nine in the evening
  * No carts

1. The toll rises.
2. The river too.

Year | Lorries
---|---
2019 | 4,100

` + "```" + `
if closed { return }
` + "```" + `

* * *

[Other stories][more] and [a note] in brackets. 2 * 3 * 4 is 24.

[more]: https://post.example/more
`

func TestMarkdown(t *testing.T) {
	x := check(t, []byte(page), Options{})
	type line struct {
		Kind  schema.BlockKind
		Level int8
		Text  string
	}
	want := []line{
		{schema.KindListItem, 0, "Home"},
		{schema.KindListItem, 0, "Ports"},
		{schema.KindHeading, 1, "Low Ferry bridge to close for a third winter, and perhaps for a fourth one too"},
		{"", 0, "By Mara Ellison | Harbour Post"},
		{"", 0, "The county will close the bridge at Low Ferry to lorries for a third winter, its engineer Ida Fenner said on Tuesday. She calls it a well-known and *sad* story about snake_case_names _all in all_."},
		{schema.KindHeading, 2, "Growers"},
		{schema.KindBlockQuote, 0, "It is the third time that we are told to be patient, said Bo Marsh of the league."},
		{schema.KindListItem, 0, "One lorry at a time, at walking pace, from seven in the morning until nine in the evening"},
		{schema.KindListItem, 0, "No carts"},
		{"", 0, "1. The toll rises."},
		{"", 0, "2. The river too."},
		{schema.KindTableRow, 0, "Year | Lorries"},
		{schema.KindTableRow, 0, "2019 | 4,100"},
		{schema.KindPreformatted, 0, "if closed { return }"},
		{"", 0, "Other stories and [a note] in brackets. 2 * 3 * 4 is 24."},
	}
	var got []line
	links := map[string]string{}
	for i := range x.Lines {
		l := &x.Lines[i]
		got = append(got, line{l.Kind, l.Level, string(x.Body[l.From:l.To])})
		for _, k := range l.Links {
			links[string(x.Body[k.From:k.To])] = k.URL
		}
	}
	if diff := cmp.Diff(want, got); diff != "" || x.Form != schema.TextMarkdown {
		t.Errorf("%s: -want +got\n%s", x.Form, diff)
	}
	wantLinks := map[string]string{"Home": "/", "Ports": "/ports", "Harbour Post": "https://post.example/a-long-address", "Low Ferry": "https://post.example/low-ferry", "Other stories": "https://post.example/more"}
	if diff := cmp.Diff(wantLinks, links); diff != "" {
		t.Errorf("links: -want +got\n%s", diff)
	}
	if got := dropped(x, Picture); !strings.HasPrefix(got, "![A crane") {
		t.Errorf("pictures: %q", got)
	}
}

// TestMarkdownUnderlined: a short page whose headline markdownify underlines is
// Markdown; a table of figures with such a line is not.
func TestMarkdownUnderlined(t *testing.T) {
	const text = "The ferry stays in winter, said its clerk.\n\nNobody was left on the quay.\n"
	for page, want := range map[string]schema.TextForm{
		"[Home](/) [Town](/town)\n\nFerry stays\n===========\n\n" + text: schema.TextMarkdown,
		"Ferry stays\n===========\n\n" + text:                            schema.TextFlow,
		"===========\n\n" + text:                                         schema.TextFlow,
	} {
		if x := Read([]byte(page), Options{}); x.Form != want {
			t.Errorf("%q: %s, want %s", page, x.Form, want)
		}
	}
}

// TestMarkdownScripts: scripts and styles that a tool took for text are dropped.
func TestMarkdownScripts(t *testing.T) {
	const body = "Ferry\nwindow.app = window.app || {};\nconst place = document.cookie\n.split(';')\nfunction late(a) {\nreturn a === 'late';\n}\n\n" +
		".menu{display:flex;color:#fff;padding:0 4px}@media print{.menu{display:none}}\n\n# The ferry is late\n\n[Home](/) [Ports](/ports) [Rivers](/rivers)\n\n" +
		"The ferry (the *Ida*) was late; nobody knew why: the office was closed.\n"
	x := check(t, []byte(body), Options{})
	want := []string{"Ferry", "The ferry is late", "Home Ports Rivers", "The ferry (the Ida) was late; nobody knew why: the office was closed."}
	if diff := cmp.Diff(want, linesOf(x)); diff != "" {
		t.Errorf("-want +got\n%s", diff)
	}
}

// check reads a text and holds the laws.
func check(t *testing.T, body []byte, opt Options) *Text {
	t.Helper()
	x := Read(body, opt)
	if x.Lines == nil && x.Form == schema.TextFlow {
		if !bytes.Equal(x.Body, body) {
			t.Error("flow was changed")
		}
		return x
	}
	seen := make([]bool, len(body))
	mark := func(from, to int, what string) {
		if from < 0 || to > len(body) || from > to {
			t.Fatalf("%s: %d to %d of %d bytes", what, from, to, len(body))
		}
		for i := from; i < to; i++ {
			if seen[i] && !isSpace(body[i]) {
				t.Errorf("%s: byte %d stands twice", what, i)
			}
			seen[i] = true
		}
	}
	out := 0
	for _, p := range x.pieces {
		if p.Out < out || p.Len <= 0 || !bytes.Equal(x.Body[p.Out:p.Out+p.Len], body[p.In:p.In+p.Len]) {
			t.Errorf("piece %+v differs from the text", p)
		}
		out = p.Out + p.Len
		mark(p.In, p.In+p.Len, "piece")
	}
	for _, d := range x.Drops {
		if d.Reason == "" || d.Before < 0 || d.Before > len(x.Lines) {
			t.Errorf("drop %+v", d)
		}
		if opt.Whole && d.Words() {
			t.Errorf("words of an article were dropped: %s %q", d.Reason, body[d.From:d.To])
		}
		mark(d.From, d.To, "drop")
	}
	for i, c := range string(body) {
		if !seen[i] && !unicode.IsSpace(c) {
			t.Errorf("byte %d of %q is lost", i, body[max(0, i-30):min(len(body), i+30)])
			break
		}
	}
	at := 0
	for i := range x.Lines {
		l := &x.Lines[i]
		if l.From < at || l.To <= l.From || bytes.IndexByte(x.Body[l.From:l.To], '\n') >= 0 {
			t.Errorf("line %+v", l)
		}
		if from, to := x.Given(l.From, l.To); from < 0 || to > len(body) || from > to {
			t.Errorf("line %d is given at %d to %d", i, from, to)
		}
		for _, k := range l.Links {
			if k.From < l.From || k.To > l.To || k.From >= k.To {
				t.Errorf("link %+v of line %+v", k, l)
			}
		}
		at = l.To
	}
	return x
}

// TestGiven: a part of a line is what stands at its place in the text given.
func TestGiven(t *testing.T) {
	body := []byte(wrap(article[1], 60, "  ") + "\n\n" + wrap(article[2], 60, "  "))
	x := check(t, body, Options{Whole: true})
	for _, part := range []string{"bridge at Low Ferry to lorries for a third", "“We could have mended it in the spring,”"} {
		i := strings.Index(string(x.Body), part)
		from, to := x.Given(i, i+len(part))
		if got := strings.Join(strings.Fields(string(body[from:to])), " "); got != part {
			t.Errorf("%q stands at %q", part, got)
		}
	}
}

func FuzzRead(f *testing.F) {
	f.Add(browser, false)
	f.Add(page, true)
	f.Add(strings.Join(article, "\n"), true)
	f.Add("The county will close \nthe bridge\n to lorries, said \nFenner\n, who \"ran\" it.\n", false)
	f.Add("HomePorts.The“a (b).Cd\u00ad\u200cEf\f\n3\n\f", false)
	f.Add(wrap(article[1], 60, ""), true)
	f.Fuzz(func(t *testing.T, body string, whole bool) {
		property(t, []byte(strings.ToValidUTF8(body, "")), whole)
	})
}

// held holds the law of the map for a text that was undone as it may not be.
func held(t *testing.T, x *Text, body []byte) {
	t.Helper()
	var covered []piece
	covered = append(covered, x.pieces...)
	for _, d := range x.Drops {
		covered = append(covered, piece{In: d.From, Len: d.To - d.From})
	}
	slices.SortFunc(covered, func(a, b piece) int { return a.In - b.In })
	at := 0
	for _, p := range covered {
		if p.In < at && len(bytes.TrimSpace(body[p.In:min(at, p.In+p.Len)])) > 0 {
			t.Fatalf("%q stands twice", body[p.In:min(at, p.In+p.Len)])
		}
		if p.In > at && len(bytes.TrimSpace(body[at:p.In])) > 0 {
			t.Fatalf("%q is lost", body[at:p.In])
		}
		at = max(at, p.In+p.Len)
	}
	if len(bytes.TrimSpace(body[at:])) > 0 {
		t.Fatalf("%q is lost", body[at:])
	}
}

// TestMutations holds the laws on pieces of texts of all forms put together at random.
func TestMutations(t *testing.T) {
	r := rand.New(rand.NewPCG(1, 2))
	seeds := []string{
		browser, page, strings.Join(article, "\n"), wrap(article[1], 60, "  "),
		"The county will close \nthe bridge\n to lorries, said \nFenner\n, who \"ran\" it.\n", "HomePorts.The“a (b).Cd\u00ad\u200cEf\f\n3\n\f",
	}
	for k := range 4_000 {
		a, b := seeds[r.IntN(len(seeds))], seeds[r.IntN(len(seeds))]
		body := []byte(strings.ToValidUTF8(a[:r.IntN(len(a))]+string(rune(r.IntN(300)))+b[r.IntN(len(b)):], ""))
		property(t, body, k%2 == 0)
		if t.Failed() {
			t.Fatalf("%q", body)
		}
	}
}

// property holds the laws for a text whose form is told, and for each form it could have.
func property(t *testing.T, body []byte, whole bool) {
	t.Helper()
	check(t, body, Options{Whole: whole})
	s := scan(body)
	s.limit = 60
	for _, undo := range []func(*scanned, *builder){unwrap, joinNodes, splitRuns, readMarkdown} {
		b := &builder{given: s.body, opt: Options{Whole: whole}}
		undo(s, b)
		b.finish()
		if len(b.lines) > 0 {
			held(t, &Text{Body: b.out, Lines: b.lines, Drops: b.drops, given: s.body, pieces: b.pieces}, body)
		}
	}
}

package topic

import (
	"io/fs"
	"os"
	"slices"
	"strings"
	"testing"

	"github.com/dsbuild/dsbuild/convert/topic/codebook"
	"github.com/dsbuild/dsbuild/schema"
)

// The examples are the tests of a codebook.
func TestShippedExamples(t *testing.T) {
	for _, name := range codebook.ShippedNames() {
		for _, err := range Check(codebook.Shipped(name)) {
			t.Errorf("%s: %v", name, err)
		}
	}
}

// TestDocument holds that the codebooks of docs/codebooks.md are read, and their examples right.
func TestDocument(t *testing.T) {
	body, err := fs.ReadFile(os.DirFS("../.."), "docs/codebooks.md")
	if err != nil {
		t.Fatal(err)
	}
	n := 0
	for _, part := range strings.Split(string(body), "```yaml\n")[1:] {
		data, _, _ := strings.Cut(part, "```\n")
		cb, err := codebook.Parse([]byte(data))
		if err != nil {
			t.Fatal(err)
		}
		for _, err := range Check(cb) {
			t.Error(err)
		}
		n++
	}
	if n < 2 {
		t.Errorf("only %d codebooks were found", n)
	}
}

// coderOf makes a coder of the codes of a codebook.
func coderOf(t *testing.T, codes string) *Coder {
	t.Helper()
	cb, err := codebook.Parse([]byte("name: own\nversion: \"1\"\ncodes:\n" + codes))
	if err != nil {
		t.Fatal(err)
	}
	return New(cb)
}

func TestCheckFinds(t *testing.T) {
	coder := coderOf(t, `
  - code: a
    name: Apples
    keywords: {en: {strong: [apple*], weak: [fruit]}}
    match: ["Pears are fruit."]
    not: ["The apples are ripe."]
`)
	wrong := Check(coder.cb)
	if len(wrong) != 2 || !strings.Contains(wrong[0].Error(), "must match") || !strings.Contains(wrong[1].Error(), "must not match") {
		t.Errorf("got %v", wrong)
	}
}

// TestCompany holds that a keyword with company counts in it alone.
func TestCompany(t *testing.T) {
	coder := coderOf(t, `
  - code: l
    name: Labour
    keywords: {en: {strong: [{keyword: strike*, near: [union*, pay offer], within: 4}, {keyword: walked out, not_near: [cinema, film*]}]}}
  - code: w
    name: War
    keywords: {en: {strong: [{keyword: strike*, near: [missile*, drone*]}, air raid*]}}
`)
	tests := []struct{ text, want string }{
		{"The union called a strike.", "l"},
		{"A strike, says the pay offer, is near.", "l"},
		{"The strike that nobody had expected ended when the union gave in.", ""}, // nine words away
		{"It was the second strike by a missile this week.", "w"},
		{"The union called a strike after a missile hit the port.", "lw"},
		{"He took a strike.", ""},
		{"The crew walked out on Monday.", "l"},
		{"She walked out of the cinema.", ""},
		{"UNION STRIKE", "l"},
		{"strike", ""},
	}
	for _, tt := range tests {
		got := coder.given(tt.text, "en")
		slices.Sort(got)
		if strings.Join(got, "") != tt.want {
			t.Errorf("%q: given %q, want %q", tt.text, got, tt.want)
		}
	}
	// Company does not reach into another paragraph.
	topics, _ := coder.Annotate(asText("", "en", "The union met.", "A strike."))
	if topics[0].Code != "" {
		t.Errorf("company in another paragraph: %+v", topics[0])
	}
}

// TestExclude holds that a phrase silences the keywords of one code, and no others.
func TestExclude(t *testing.T) {
	coder := coderOf(t, `
  - code: h
    name: Housing
    keywords: {en: {strong: [house*, tenant*]}}
    exclude: {en: [white house, house of lords]}
  - code: g
    name: Government
    keywords: {en: {strong: [lords, "house of lords"]}}
  - code: p
    name: Paint
    keywords: {en: {strong: [white]}}
`)
	for text, want := range map[string]string{
		"The houses are old.":            "h",
		"The White House is silent.":     "p", // white counts still
		"The House of Lords voted.":      "g",
		"The lords of the house voted.":  "gh",
		"The tenants of the White House": "hp",
	} {
		got := coder.given(text, "en")
		slices.Sort(got)
		if strings.Join(got, "") != want {
			t.Errorf("%q: given %q, want %q", text, got, want)
		}
	}
}

const sea = `
  - {code: s, name: Sea, keywords: {en: {strong: [harbour*, sea port*]}}}
  - {code: s1, parent: s, name: Ferries, keywords: {en: {strong: [ferry, ferries, car deck*], medium: [crossing*]}}}
  - {code: s2, parent: s, name: Fishing, keywords: {en: {strong: [trawler*, cod quota*, fishing net*]}}}
  - {code: s11, parent: s1, name: Ferry fares, keywords: {en: {strong: [ferry ticket*, fare*]}}}
  - {code: l, name: Land, keywords: {en: {strong: [railway*, road*]}}}
`

// TestTree holds that the lowest code is given which most of what is said below its parent is about.
func TestTree(t *testing.T) {
	coder := coderOf(t, sea)
	for text, want := range map[string]string{
		"The harbour was rebuilt.":                                           "s",
		"The ferry was late.":                                                "s1",
		"The ferry to the harbour was late.":                                 "s1",
		"Ferries and trawlers lay in the harbour.":                           "s1", // the first of equals
		"Ferries, car decks, trawlers, fishing nets and cod quotas":          "s2",
		"Fares rise. The ferry is full.":                                     "s11",
		"Fares and ferry tickets rise.":                                      "s11",
		"The railway is closed.":                                             "l",
		"Nothing here.":                                                      "",
		"The crossing was rough.":                                            "",
		"A road, a railway and a harbour, said the mayor of a road and rail": "l",
	} {
		if got := coder.given(text, "en"); len(got) > 0 && got[0] != want || len(got) == 0 && want != "" {
			t.Errorf("%q: given %q, want %q", text, got, want)
		}
	}
	topics, _ := coder.Annotate(asText("", "en", "The ferry was late."))
	if topics[0].Score.OK || topics[0].Method != schema.MethodKeywords {
		t.Errorf("a codebook that nobody measured gives a score: %+v", topics[0])
	}
}

// TestOneWordInPassing holds that a single word never codes a text of several sentences,
// but does where the text is about it.
func TestOneWordInPassing(t *testing.T) {
	coder := coderOf(t, sea)
	rest := " We bought bread and cheese there. The rest of the day was spent in bed, with a book about a king who " +
		"lost his crown in a bet. It rained until the evening, when the moon came out and somebody sang."
	for name, tt := range map[string]struct {
		text *schema.Text
		want string
	}{
		"once":           {asText("", "en", "My aunt lived near a harbour."+rest), ""},
		"alone":          {asText("", "en", "My aunt lived near a harbour."), "s"},
		"in the title":   {asText("The harbour", "en", "My aunt lived near it."+rest), "s"},
		"again":          {asText("", "en", "My aunt lived near a harbour, and the harbour smelled."+rest), "s"},
		"with another":   {asText("", "en", "My aunt lived near a harbour and owned a trawler."+rest), "s2"},
		"in a long text": {asText("", "en", "My aunt lived near a harbour."+strings.Repeat(rest, 5)), ""},
	} {
		if topics, _ := coder.Annotate(tt.text); topics[0].Code != tt.want {
			t.Errorf("%s: %+v, want %q", name, topics[0], tt.want)
		}
	}
}

// TestEntries holds that a live blog is coded entry by entry.
func TestEntries(t *testing.T) {
	coder := coderOf(t, sea)
	ferry, road, none := "The ferries stay in the harbour, their owner said.", "The road was closed, and so was the railway.", "It was quiet, and nobody came to the square."
	blog := func(paragraphs ...string) *schema.Text {
		text := asText("The railway live", "en", paragraphs...)
		for i := range paragraphs {
			text.Breaks = append(text.Breaks, i, i+1)
		}
		return text
	}
	tests := map[string]struct {
		text    *schema.Text
		code    string
		outcome schema.TopicOutcome
		rows    string
	}{
		"all":          {blog(ferry, ferry), "s1", schema.OutcomeCoded, "0s1 1s1"},
		"most":         {blog(ferry, road, ferry), "s1", schema.OutcomeCoded, "0s1 1l 2s1"},
		"half":         {blog(road, ferry, none), "s1", schema.OutcomeCoded, "0l 1s1"},
		"nothing":      {blog(none, none), "", schema.OutcomeNoPolicy, ""},
		"hardly any":   {blog(none, none, none, ferry, none), "", schema.OutcomeAbstained, "3s1"},
		"one above":    {blog("The ferries sail, said the ferry owner.", "The trawlers fish with fishing nets."), "s1", schema.OutcomeCoded, "0s1 1s2"},
		"three of all": {blog(ferry, "The trawlers fish with new fishing nets.", road, "The harbour is a good sea port."), "s", schema.OutcomeCoded, "0s1 1s2 2l 3s"},
	}
	for name, tt := range tests {
		topics, rows := coder.Annotate(tt.text)
		var got []string
		for _, r := range rows {
			got = append(got, string(rune('0'+r.Paragraph))+r.Code)
		}
		if topics[0].Code != tt.code || topics[0].Outcome != tt.outcome || strings.Join(got, " ") != tt.rows || len(topics) != 1 {
			t.Errorf("%s: %+v, rows %q; want %q, %s, %q", name, topics, got, tt.code, tt.outcome, tt.rows)
		}
		if topics[0].Code != "" && len(topics[0].Evidence) == 0 {
			t.Errorf("%s: no evidence", name)
		}
	}
}

// TestEntriesOfCAP holds that a live blog has a score where the codebook has scores, also
// where its whole text would be given no code.
func TestEntriesOfCAP(t *testing.T) {
	text := asText("", "en", strike[0], strike[1], strike[2], strike[2], strike[2])
	text.Breaks = []int{0, 1, 2, 3, 4}
	topics, rows := New(codebook.CAP()).Annotate(text)
	if topics[0].Code != "5" || !topics[0].Score.OK {
		t.Errorf("%+v", topics)
	}
	checkRows(t, text, topics, rows)
}

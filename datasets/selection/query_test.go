package selection

import (
	"strings"
	"testing"
	"unicode/utf8"
)

func TestMatches(t *testing.T) {
	for _, c := range []struct {
		query, title, text string
		want               bool
	}{
		{"asylum", "", "Asylum is a right.", true},
		{"asylum", "", "The asylums are closed.", false},
		{"asylum*", "", "The asylums are closed.", true},
		{"ASYLUM", "asylum", "", true},
		{"asylum OR migra*", "", "Who migrates?", true},
		{"asylum AND migra*", "Asylum", "Who migrates?", true}, // title and text are one answer
		{"asylum AND NOT migra*", "Asylum", "Who migrates?", false},
		{"NOT asylum", "", "Nothing.", true},
		{"a OR b AND c", "", "a", true}, // AND binds closer
		{"(a OR b) AND c", "", "a", false},
		{"NOT a AND b", "", "b", true},
		{"NOT (a AND b)", "", "b", true},
		{"NOT NOT a", "", "a", true},
		{`"border guard"`, "", "A border\n\nguard said", true},
		{`"border guard"`, "", "guard of the border", false},
		{`"border guard"`, "border", "guard", false}, // no phrase goes from title to text
		{`"border guard*"`, "", "border guards", true},
		{`"seek* asylum"`, "", "seeking asylum", true},
		{"“border guard” OR x", "", "the border guard", true},
		{`""border`, "", "", false},
		{"border-guard", "", "the border guard", true},
		{"Zurich", "", "in Zürich", true},
		{"Zürich", "", "in Zurich", true},
		{"Zu\u0308rich", "", "in ZÜRICH", true},
		{"strasse", "", "die Straße", true},
		{"lodz", "", "w Łodzi", false},
		{"lodz*", "", "w Łodzi", true},
		{"кафе", "", "КАФЕ", true},
		{"ελλαδα", "", "η Ελλάδα", true},
		{"庇護", "", "難民の庇護申請", true},
		{"庇護", "", "護庇", false},
		{"हिंदी", "", "वह हिंदी बोलता है", true},
		{"हद", "", "वह हिंदी बोलता है", false}, // its marks are no accents
		{"and", "", "this and that", true},     // an operator is in capitals
		{`"AND"`, "", "this and that", true},
		{"42", "", "line 42.", true},
	} {
		q, err := ParseQuery(c.query)
		if err != nil {
			if c.query != `""border` {
				t.Errorf("%s: %v", c.query, err)
			}
			continue
		}
		if got := q.Matches(c.title, c.text); got != c.want {
			t.Errorf("%s in %q, %q: %v", c.query, c.title, c.text, got)
		}
	}
}

func TestQueryErrorsNameTheColumn(t *testing.T) {
	for query, want := range map[string]string{
		"":                                    "the query is empty",
		"  ":                                  "the query is empty",
		"asylum migra*":                       "column 8: AND or OR is missing before migra*",
		"ä AND AND b":                         "column 7: a word is missing before AND",
		"asylum OR":                           "column 10: a word is missing at the end",
		"OR asylum":                           "column 1: a word is missing before OR",
		"(a OR b":                             "column 1: the bracket is never closed",
		"a OR (b AND (c OR d)":                "column 6: the bracket is never closed",
		"a)":                                  "column 2: the bracket was never opened",
		"()":                                  "column 2: a word is missing before )",
		`a OR "b c`:                           "column 6: the quote mark is never closed",
		`a OR ""`:                             "column 6: \"\\\"\\\"\" has no letter",
		"a OR &":                              "column 6: \"&\" has no letter",
		"*":                                   "column 1: * stands at the end of a word",
		"a OR mi*gra":                         "column 6: * stands at the end of a word",
		"a NOT b":                             "column 3: AND or OR is missing before NOT",
		"a (b)":                               "column 3: AND or OR is missing before (",
		strings.Repeat("NOT ", 200) + "a":     "are nested more than 100 deep",
		strings.Repeat("(", 100_000) + "a":    "are nested more than 100 deep",
		"a OR " + strings.Repeat("*", 10_000): "column 6: * stands",
	} {
		_, err := ParseQuery(query)
		if err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%.30q: %v, want %s", query, err, want)
		}
	}
}

// FuzzQuery wants no panic, and that a text which is the phrase of a query answers it.
func FuzzQuery(f *testing.F) {
	for _, s := range []string{"asylum OR migra*", `"border guard" AND NOT (a OR b)`, "庇護 OR Straße", "“x”"} {
		f.Add(s, "some text")
	}
	f.Fuzz(func(t *testing.T, query, text string) {
		if q, err := ParseQuery(query); err == nil {
			q.Matches(text, query)
		}
		if strings.ContainsAny(text, "*"+marks) || !utf8.ValidString(text) {
			return
		}
		if q, err := ParseQuery(`"` + text + `"`); err == nil && !q.Matches("", text) {
			t.Errorf("%q does not answer itself", text)
		}
	})
}

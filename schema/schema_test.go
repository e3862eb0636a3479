package schema_test

import (
	"os"
	"slices"
	"strings"
	"testing"
	"unicode/utf8"

	"pgregory.net/rapid"

	"github.com/dsbuild/dsbuild/schema"
)

func TestEveryColumnIsDeclaredInFull(t *testing.T) {
	for _, table := range schema.Tables(nil) {
		if table.Doc == "" || table.Unit == "" || table.Since == "" {
			t.Errorf("%s: doc, unit and since are required", table.Name)
		}
		names := map[string]bool{}
		for i := range table.Columns {
			c := &table.Columns[i]
			if names[c.Name] {
				t.Errorf("%s.%s is declared twice", table.Name, c.Name)
			}
			names[c.Name] = true
			if c.Doc == "" || c.Since == "" {
				t.Errorf("%s.%s: doc and since are required", table.Name, c.Name)
			}
			if !slices.Contains([]schema.Rights{schema.RightsPublic, schema.RightsText, schema.RightsPerson}, c.Rights) {
				t.Errorf("%s.%s: say whether it is public(...), ofText(...) or ofPerson(...)", table.Name, c.Name)
			}
			if c.Long && c.Rights != schema.RightsText {
				t.Errorf("%s.%s is running text, and its rights are %s", table.Name, c.Name, c.Rights)
			}
			if c.References != "" {
				target, column, _ := strings.Cut(c.References, ".")
				if other := schema.TableByName(target); other == nil {
					t.Errorf("%s.%s refers to %s, which is no table", table.Name, c.Name, c.References)
				} else if found, _ := other.Column(column); found == nil {
					t.Errorf("%s.%s refers to %s, which is no column", table.Name, c.Name, c.References)
				}
			}
			if c.Counts != "" && schema.TableByName(c.Counts) == nil {
				t.Errorf("%s.%s counts %s, which is no table", table.Name, c.Name, c.Counts)
			}
		}
		for _, key := range table.Key {
			if !names[key] {
				t.Errorf("%s: key %s is no column", table.Name, key)
			}
		}
		for _, s := range table.Spans {
			if !names[s.Start] || !names[s.End] || !names[s.Text] {
				t.Errorf("%s: span rule %v names no columns", table.Name, s)
			}
		}
	}
}

// TestUserColumnsAreText wants what nobody declared to stay with its owner.
func TestUserColumnsAreText(t *testing.T) {
	articles := schema.Tables([]schema.UserColumn{{Name: "x_wave", Type: schema.Int32}, {Name: "x_open", Rights: schema.RightsPublic}})[0]
	for name, want := range map[string]schema.Rights{"x_wave": schema.RightsText, "x_open": schema.RightsPublic} {
		if c, _ := articles.Column(name); c.Rights != want {
			t.Errorf("%s: %s, not %s", name, c.Rights, want)
		}
	}
}

func TestEveryTableOnDiskBeginsWithDocID(t *testing.T) {
	for _, table := range schema.Tables(nil) {
		if !slices.Contains([]string{"rejects", "outlets", "people"}, table.Name) && table.Columns[0].Name != "doc_id" {
			t.Errorf("%s begins with %s", table.Name, table.Columns[0].Name)
		}
	}
}

func TestVocabulariesHaveNoWordTwice(t *testing.T) {
	for _, v := range schema.Vocabularies {
		seen := map[string]bool{}
		for _, term := range v.Terms {
			if seen[term.Code] || term.Doc == "" || strings.ToLower(term.Code) != term.Code {
				t.Errorf("%s: %q is there twice, lacks its meaning or is not lower case", v.Name, term.Code)
			}
			seen[term.Code] = true
		}
	}
}

func TestDocsSchemaIsUpToDate(t *testing.T) {
	have, err := os.ReadFile("../docs/schema.md")
	if err != nil {
		t.Fatal(err)
	}
	if string(have) != schema.Markdown() {
		t.Error("docs/schema.md differs from the declaration; run `make docs`")
	}
}

func TestOffsetsAgreeWithCounting(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		text := strings.Repeat(rapid.String().Draw(t, "text"), rapid.IntRange(1, 40).Draw(t, "times"))
		o := schema.NewOffsets(text)
		runes := 0
		for b := range text {
			if got := o.Point(b); got != runes {
				t.Fatalf("Point(%d) = %d, want %d", b, got, runes)
			}
			if got := o.Byte(runes); got != b {
				t.Fatalf("Byte(%d) = %d, want %d", runes, got, b)
			}
			runes++
		}
		if got := o.Point(len(text)); got != utf8.RuneCountInString(text) {
			t.Fatalf("Point(end) = %d, want %d", got, utf8.RuneCountInString(text))
		}
		if got := o.Byte(runes); got != len(text) {
			t.Fatalf("Byte(end) = %d, want %d", got, len(text))
		}
	})
}

func TestRowsCountInCodePoints(t *testing.T) {
	a := &schema.Article{
		ID: "a", Text: "Ä b\n\n“c” d",
		Paragraphs: []schema.Paragraph{
			{Span: schema.Span{Start: 0, End: 4}, Kind: "paragraph", WordCount: 2},
			{Span: schema.Span{Start: 6, End: 15}, Kind: "paragraph", WordCount: 2},
		},
		Quotes: []schema.Quote{{Span: schema.Span{Start: 9, End: 10}, Kind: schema.QuoteDirect, Statement: 0, Paragraph: 1}},
	}
	want := map[string][2]int64{"paragraphs": {5, 10}, "quotes": {6, 7}}
	for name, span := range want {
		table := schema.TableByName(name)
		start, _ := table.Column("char_start")
		end, _ := table.Column("char_end")
		var got [2]int64
		for row := range table.Rows(&schema.Outcome{Article: a}) {
			got = [2]int64{start.Value(row).Int, end.Value(row).Int} // the last row
		}
		if got != span {
			t.Errorf("%s: span %v, want %v", name, got, span)
		}
	}
	table := schema.TableByName("quotes")
	for row := range table.Rows(&schema.Outcome{Article: a}) {
		for _, name := range []string{"speaker", "speaker_start", "cue_end", "speaker_confidence"} {
			if c, _ := table.Column(name); c.Value(row).Valid {
				t.Errorf("quotes.%s of a quote without a speaker is not NULL", name)
			}
		}
	}
}

func TestMissingIsNull(t *testing.T) {
	table := schema.TableByName("articles")
	for row := range table.Rows(&schema.Outcome{Article: &schema.Article{ID: "a"}}) {
		for _, name := range []string{"text", "title", "authors", "published_date", "published_at", "quote_count", "is_free", "text_sha256"} {
			if c, _ := table.Column(name); c.Value(row).Valid {
				t.Errorf("articles.%s of an empty article is not NULL", name)
			}
		}
		if c, _ := table.Column("findings"); !c.Value(row).Valid {
			t.Error("articles.findings is NULL: findings are always looked for")
		}
	}
}

func TestDocIDDependsOnRecordOnly(t *testing.T) {
	body := []byte("body")
	if a, b := schema.DocID("", body), schema.DocID("", body); a != b || len(a) != 24 {
		t.Errorf("ids %q and %q", a, b)
	}
	if schema.DocID("http://a.example/", body) == schema.DocID("", body) {
		t.Error("the record's own URL is part of its identity")
	}
}

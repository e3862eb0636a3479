package validate_test

import (
	"context"
	"encoding/json"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/dsbuild/dsbuild/datasets"
	"github.com/dsbuild/dsbuild/datasets/validate"
	"github.com/dsbuild/dsbuild/datasets/validate/rules"
	"github.com/dsbuild/dsbuild/internal/outcometest"
	"github.com/dsbuild/dsbuild/schema"
)

// first returns the first article that suits.
func first(outcomes []schema.Outcome, suits func(*schema.Article) bool) *schema.Article {
	for _, o := range outcomes {
		if o.Article != nil && suits(o.Article) {
			return o.Article
		}
	}
	panic("no article suits")
}

func long(a *schema.Article) bool { return len(a.Paragraphs) > 3 }
func spoken(a *schema.Article) bool {
	return len(a.Quotes) > 1 && len(a.Speakers) > 0 && len(a.Paragraphs) > 2
}

// doubted is an article with quotes and candidates.
func doubted(a *schema.Article) bool { return len(a.Quotes) > 0 && len(a.QuoteCandidates) > 0 }

func coded(a *schema.Article) bool    { return a.Topics[0].Code != "" && len(a.ParagraphTopics) > 0 }
func authored(a *schema.Article) bool { return len(a.Authors) > 0 }

// TestSpoiledOutcomesAreFound writes outcomes that break one law each, and wants
// the rule, the table and the article named.
func TestSpoiledOutcomesAreFound(t *testing.T) {
	for _, tc := range []struct {
		rule, table, column string
		suits               func(*schema.Article) bool
		spoil               func(*schema.Article)
	}{
		{"values.required", "authors", "name", authored, func(a *schema.Article) { a.Authors[0].Name = "" }},
		{"values.vocabulary", "articles", "page_type", long, func(a *schema.Article) { a.PageType = "essay" }},
		{"values.vocabulary", "articles", "findings", long, func(a *schema.Article) { a.Findings = []schema.Finding{{Code: "odd"}} }},
		{"values.range", "articles", "language_score", long, func(a *schema.Article) { a.LanguageScore = schema.Some(1.5) }},
		{"values.pattern", "articles", "language", long, func(a *schema.Article) { a.Language = "English" }},
		{"time.future", "articles", "published_date", long, func(a *schema.Article) { a.Published.Date = schema.Date{Year: 2999, Month: 1, Day: 1} }},
		{"text.nfc", "articles", "title", long, func(a *schema.Article) { a.Title = "Re\u0301sume\u0301" }},
		{"text.control", "articles", "title", long, func(a *schema.Article) { a.Title = "one\u0007two" }},
		{"text.control", "articles", "subtitle", long, func(a *schema.Article) { a.Subtitle = "one\u202etwo" }},
		{"values.empty", "articles", "keywords", long, func(a *schema.Article) { a.Keywords = []string{"a", ""} }},
		{"keys.unique", "topics", "doc_id, scheme, rank", coded, func(a *schema.Article) { a.Topics = append(a.Topics, a.Topics[0]) }},
		{"keys.reference", "links", "paragraph_index", long, func(a *schema.Article) {
			a.Links = []schema.Link{{Span: a.Paragraphs[0].Span, Paragraph: 99, URL: "https://example.org"}}
		}},
		{"keys.reference", "quotes", "speaker_id", spoken, func(a *schema.Article) { a.Speakers[0].ID = "s9" }},
		{"keys.reference", "articles", "duplicate_of", long, func(a *schema.Article) { a.DuplicateOf = "nobody" }},
		{"laws.duplicate", "articles", "duplicate_of", long, func(a *schema.Article) { a.DuplicateOf = a.ID }},
		{"laws.text_join", "paragraphs", "text", long, func(a *schema.Article) { a.Paragraphs[1].End-- }},
		{"laws.text_join", "articles", "text", long, func(a *schema.Article) { a.Paragraphs = a.Paragraphs[:2] }},
		{"laws.paragraph", "quotes", "paragraph_index", spoken, func(a *schema.Article) { a.Quotes[0].Paragraph = (a.Quotes[0].Paragraph + 1) % len(a.Paragraphs) }},
		{"laws.word_count", "paragraphs", "word_count", long, func(a *schema.Article) { a.Paragraphs[2].WordCount++ }},
		{"laws.statement", "quotes", "statement_index", spoken, func(a *schema.Article) { a.Quotes[0].Kind, a.Quotes[0].Statement = schema.QuoteDirect, -1 }},
		{"laws.statement", "quotes", "statement_index", spoken, func(a *schema.Article) { a.Quotes[0].Kind, a.Quotes[0].Statement = schema.QuoteDirect, 77 }},
		{"laws.statement", "quote_candidates", "statement_index", doubted, func(a *schema.Article) {
			a.QuoteCandidates[0].Kind, a.QuoteCandidates[0].Statement = schema.QuoteNotSpeech, 0
		}},
		{"laws.statement", "quote_candidates", "statement_index", doubted, func(a *schema.Article) {
			a.QuoteCandidates[0].Kind, a.QuoteCandidates[0].Statement = schema.QuoteIndirect, len(a.Quotes)+len(a.QuoteCandidates)
		}},
		{"laws.statement_whole", "quote_candidates", "statement_index", doubted, func(a *schema.Article) {
			a.QuoteCandidates[0].Kind, a.QuoteCandidates[0].Statement = schema.QuoteIndirect, a.Quotes[0].Statement
		}},
		{"laws.threshold", "quotes", "speech_confidence", spoken, func(a *schema.Article) { a.Quotes[0].SpeechConfidence = 0.49994 }},
		{"laws.threshold", "quote_candidates", "speech_confidence", doubted, func(a *schema.Article) {
			q := &a.QuoteCandidates[0]
			q.Kind, q.Statement, q.SpeechConfidence = schema.QuoteMixed, len(a.Quotes)+len(a.QuoteCandidates)-1, 0.5
		}},
		{"laws.speaker", "speakers", "quote_count", spoken, func(a *schema.Article) { a.Speakers[0].QuoteCount++ }},
		{"laws.speaker", "speakers", "quoted_words", spoken, func(a *schema.Article) { a.Speakers[0].QuotedWords-- }},
		{"laws.speaker_key", "quotes", "speaker_key", spoken, func(a *schema.Article) { a.Quotes[0].SpeakerKey = "somebody else" }},
		{"laws.speaker_key", "quotes", "speaker_key", spoken, func(a *schema.Article) { a.Quotes[0].SpeakerKey = "" }},
		{"laws.speaker_key", "speakers", "speaker_key", spoken, func(a *schema.Article) { a.Speakers[0].Kind = schema.SpeakerUnnamed }},
		{"values.missing_word", "articles", "publisher", long, func(a *schema.Article) { a.Publisher = "NaN" }},
		{"text.replacement", "articles", "title", long, func(a *schema.Article) { a.Title = "A \ufffd bridge" }},
		{"text.mojibake", "articles", "keywords", long, func(a *schema.Article) { a.Keywords = []string{"cafÃ©"} }},
		{"text.language", "articles", "language", func(a *schema.Article) bool { return len(a.Text) > 400 }, func(a *schema.Article) { a.Language = "ka" }},
		{"time.after_retrieval", "articles", "published_date", long, func(a *schema.Article) {
			a.Published.Date = schema.Date{Year: 2020, Month: 1, Day: 3}
			a.Published.At, a.Retrieved = time.Time{}, time.Unix(0, 0)
		}},
		{"time.after_retrieval", "articles", "modified_at", long, func(a *schema.Article) { a.Modified, a.Retrieved = time.Unix(1e9, 0), time.Unix(0, 0) }},
		{"time.future", "articles", "modified_at", long, func(a *schema.Article) { a.Modified = time.Unix(2e9, 0) }},
		{"laws.instant", "articles", "published_at", long, func(a *schema.Article) {
			a.Published.Date, a.Published.At = schema.Date{Year: 1969, Month: 12, Day: 29}, time.Unix(-1, 0)
		}},
		{"laws.entries", "entries", "paragraph_start", long, func(a *schema.Article) { a.Entries = []schema.Entry{{First: 0, Last: 2}, {First: 1, Last: 3}} }},
		{"laws.entries", "entries", "paragraph_start", long, func(a *schema.Article) { a.Entries = []schema.Entry{{First: 2, Last: 3}, {First: 0, Last: 2}} }},
		{"laws.entries", "entries", "paragraph_end", long, func(a *schema.Article) { a.Entries = []schema.Entry{{First: 1, Last: 1}} }},
		{"laws.entries", "entries", "paragraph_end", long, func(a *schema.Article) { a.Entries = []schema.Entry{{First: 1, Last: len(a.Paragraphs) + 1}} }},
		{"keys.reference", "entries", "paragraph_start", long, func(a *schema.Article) {
			a.Entries = []schema.Entry{{First: len(a.Paragraphs), Last: len(a.Paragraphs) + 1}}
		}},
		{"laws.entries", "quotes", "paragraph_index", spoken, func(a *schema.Article) {
			q := a.Quotes[0]
			q.Paragraph = (q.Paragraph + 1) % len(a.Paragraphs)
			a.Quotes = append(a.Quotes, q)
			slices.SortFunc(a.Quotes, func(x, y schema.Quote) int { return x.Paragraph - y.Paragraph })
			for i := range a.Paragraphs {
				a.Entries = append(a.Entries, schema.Entry{First: i, Last: i + 1})
			}
		}},
		{"laws.text_status", "articles", "text_status", long, func(a *schema.Article) { a.TextStatus = schema.TextHeadlineOnly }},
		{"laws.heading", "paragraphs", "heading_level", long, func(a *schema.Article) { a.Paragraphs[1].Kind, a.Paragraphs[1].HeadingLevel = "paragraph", 3 }},
		{"laws.section_heading", "paragraphs", "section_heading", long, func(a *schema.Article) { a.Paragraphs[2].SectionHeading = "Nowhere" }},
		{"laws.marked_words", "quotes", "marked_words", spoken, func(a *schema.Article) { a.Quotes[0].MarkedWords = 999 }},
		{"laws.topics", "articles", "", coded, func(a *schema.Article) { a.Topics = nil }},
		{"laws.rank", "topics", "rank", coded, func(a *schema.Article) { a.Topics[0].Rank = 2 }},
		{"laws.rank", "topics", "rank", coded, func(a *schema.Article) {
			behind := a.Topics[0]
			behind.Rank, behind.Method = 2, schema.MethodHuman
			a.Topics = []schema.Topic{a.Topics[0], behind}
		}},
		{"laws.rank", "paragraph_topics", "rank", coded, func(a *schema.Article) { a.ParagraphTopics[0].Rank = 3 }},
		{"laws.code", "topics", "code", coded, func(a *schema.Article) { a.Topics[0].Code = "99" }},
		{"laws.code", "topics", "label", coded, func(a *schema.Article) { a.Topics[0].Label = "Health" }},
		{"laws.code", "topics", "scheme", coded, func(a *schema.Article) { a.Topics[0].Scheme = "unheard-of" }},
		{"laws.code", "topics", "label", coded, func(a *schema.Article) { a.Topics[0].Label = "" }},
		{"laws.code", "paragraph_topics", "label", coded, func(a *schema.Article) { a.ParagraphTopics[0].Label = "Health" }},
		{"laws.outcome", "topics", "outcome", coded, func(a *schema.Article) {
			a.Topics = append(a.Topics, schema.Topic{Scheme: "cap", Rank: 2, Method: schema.MethodKeywords, Outcome: schema.OutcomeAbstained})
		}},
		{"laws.outcome", "paragraph_topics", "code", coded, func(a *schema.Article) { a.ParagraphTopics[0].Code = "" }},
	} {
		t.Run(tc.rule+" "+tc.table, func(t *testing.T) {
			var spoiled *schema.Article
			dir := build(t, datasets.Options{}, 60, func(outcomes []schema.Outcome) {
				spoiled = first(outcomes, tc.suits)
				tc.spoil(spoiled)
			})
			r,
				err := validate.Run(context.Background(), []string{dir},
				validate.Options{FailOn: rules.Warning, Today: schema.Date{Year: 2026, Month: 6, Day: 1}})
			if err != nil {
				t.Fatal(err)
			}
			if r.Passed || !slices.ContainsFunc(r.Findings, func(f validate.Finding) bool {
				return f.Rule == tc.rule && f.Table == tc.table && f.Column == tc.column && f.DocID == spoiled.ID && f.Row != nil && f.File != ""
			}) {
				t.Errorf("no such finding:\n%s", text(t, r))
			}
		})
	}
}

// replaceTable exchanges one table of a dataset for that of another one, so that
// laws break that no outcome can break.
func replaceTable(t *testing.T, dir, other, table string) {
	t.Helper()
	name := filepath.Join(table, table+"-00000.parquet")
	body, err := os.ReadFile(filepath.Join(other, name))
	if err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(filepath.Join(dir, name), body, 0o666); err != nil {
		t.Fatal(err)
	}
}

// TestDuplicatesAreTexts compares duplicate_of with the texts, in a dataset and in its
// articles alone.
func TestDuplicatesAreTexts(t *testing.T) {
	for name, tc := range map[string]struct {
		spoil func(a, b *schema.Article)
		says  string
	}{
		"another text":            {func(a, b *schema.Article) { b.DuplicateOf = a.ID }, "another one"},
		"the same text, unmarked": {func(a, b *schema.Article) { again(a, b); b.DuplicateOf = "" }, "has the same text"},
		"the same text":           {again, ""},
		"the same but for marks": {func(a, b *schema.Article) {
			again(a, b)
			b.Text = strings.ToUpper(a.Text[:1]) + a.Text[1:] + "!"
			b.Paragraphs[len(b.Paragraphs)-1].End++
		}, ""},
		"no text": {func(a, b *schema.Article) {
			*b = schema.Article{ID: b.ID, Source: b.Source, Metadata: schema.Metadata{Title: "A bridge"}, PageType: b.PageType, TextStatus: schema.TextHeadlineOnly, User: b.User, Topics: b.Topics, DuplicateOf: a.ID}
		}, "without text"},
	} {
		var last *schema.Article
		dir := build(t, datasets.Options{}, 60, func(outcomes []schema.Outcome) {
			a := first(outcomes, func(a *schema.Article) bool { return long(a) && a.Text[0] < 0x80 })
			last = first(outcomes, func(b *schema.Article) bool { return b != a && long(b) })
			if outcomes[0].Article == last {
				a, last = last, a
			}
			tc.spoil(a, last)
		})
		for _, target := range []string{dir, filepath.Join(dir, filepath.FromSlash(datasetsPart("articles", false)))} {
			r := run(t, target)
			found := slices.ContainsFunc(r.Findings, func(f validate.Finding) bool {
				return f.Rule == "laws.duplicate" && f.DocID == last.ID && strings.Contains(f.Message, tc.says)
			})
			if found != (tc.says != "") || target != dir && r.Passed != (tc.says == "") {
				t.Errorf("%s, %s:\n%s", name, target, text(t, r))
			}
		}
	}
}

// again makes an article the same text as another one before it.
func again(a, b *schema.Article) {
	b.Text, b.Paragraphs, b.DuplicateOf = a.Text, slices.Clone(a.Paragraphs), a.ID
	b.Links, b.Quotes, b.QuoteCandidates, b.Speakers, b.ParagraphTopics, b.TextStatus = nil, []schema.Quote{}, nil, []schema.Speaker{}, nil,
		a.TextStatus
}

// TestTopicsWithoutManifest takes the codebook away, so that the table itself has to
// show which codes and codebooks there are.
func TestTopicsWithoutManifest(t *testing.T) {
	for name, spoil := range map[string]func([]schema.Outcome){
		"the first articles": func(o []schema.Outcome) {
			n := 0
			for i := range o {
				if a := o[i].Article; a != nil && n < 3 {
					a.Topics = nil
					n++
				}
			}
		},
		"a later one": func(o []schema.Outcome) { first(o[30:], coded).Topics = nil },
		"all": func(o []schema.Outcome) {
			for i := range o {
				if a := o[i].Article; a != nil {
					a.Topics, a.ParagraphTopics = nil, nil
				}
			}
		},
	} {
		dir := build(t, datasets.Options{}, 60, spoil)
		remove(t, dir, "manifest.json")
		if r := run(t, dir); !slices.ContainsFunc(r.Rules, func(h validate.RuleHits) bool { return h.Rule == "laws.topics" && h.Count == 1 }) {
			t.Errorf("%s:\n%s", name, text(t, r))
		}
	}
}

func TestTablesThatDoNotFitEachOther(t *testing.T) {
	for _, tc := range []struct {
		name, table string
		change      func([]schema.Outcome)
		rules       []string
	}{
		{"a text changed by one letter", "articles", func(o []schema.Outcome) {
			a := first(o, long)
			a.Text = "#" + a.Text[1:]
		}, []string{"file.hash", "laws.text_join", "laws.span"}},
		{"articles in another order", "articles", slices.Reverse[[]schema.Outcome], []string{"file.hash", "keys.order"}},
		{"an article twice", "articles", func(o []schema.Outcome) {
			a := first(o, long)
			*first(o, func(b *schema.Article) bool { return b != a && long(b) }) = *a
		}, []string{"keys.unique", "keys.reference"}},
		{"paragraphs renumbered", "paragraphs", func(o []schema.Outcome) {
			a := first(o, long)
			a.Paragraphs = a.Paragraphs[1:]
		}, []string{"laws.text_join", "laws.count"}},
		{"people without a name", "people", func(o []schema.Outcome) {
			first(o, spoken).Speakers[0].Key = "somebody else"
		}, []string{"file.hash", "laws.people"}},
		{"people without some articles", "people", func(o []schema.Outcome) {
			first(o, spoken).Speakers = nil
		}, []string{"file.hash", "laws.people"}},
		{"nobody", "people", func(o []schema.Outcome) {
			for i := range o {
				if o[i].Article != nil {
					o[i].Article.Speakers = nil
				}
			}
		}, []string{"keys.reference", "laws.rows"}},
		{"copies that are not called identical", "duplicates", func(o []schema.Outcome) {
			for i := range o {
				if a := o[i].Article; a != nil {
					a.DuplicateOf = ""
				}
			}
		}, []string{"file.hash", "laws.stories"}},
		{"articles before what they are like", "articles", slices.Reverse[[]schema.Outcome], []string{"laws.stories"}},
		{"quotes of an article gone", "quotes", func(o []schema.Outcome) { first(o, spoken).Quotes = nil }, []string{"laws.count", "laws.speaker", "laws.rows"}},
	} {
		t.Run(tc.name, func(t *testing.T) {
			dir := build(t, datasets.Options{}, 200, nil)
			replaceTable(t, dir, build(t, datasets.Options{}, 200, tc.change), tc.table)
			r := run(t, dir)
			for _, rule := range tc.rules {
				if !slices.ContainsFunc(r.Findings, func(f validate.Finding) bool { return f.Rule == rule }) {
					t.Errorf("no finding of %s:\n%s", rule, text(t, r))
				}
			}
		})
	}
}

func TestDamagedFiles(t *testing.T) {
	articles := "articles/articles-00000.parquet"
	for _, tc := range []struct {
		name   string
		spoil  func(t *testing.T, dir string)
		rules  []string // exactly these
		passed bool
	}{
		{"a part is missing", func(t *testing.T, dir string) { remove(t, dir, "topics/topics-00000.parquet") }, []string{"file.missing"}, false},
		{"no manifest", func(t *testing.T, dir string) { remove(t, dir, "manifest.json") }, []string{"file.manifest"}, false},
		{"another manifest", func(t *testing.T, dir string) { write(t, dir, "manifest.json", []byte(`{"format":"x/1"}`)) }, []string{"file.manifest"}, false},
		{"a part is cut", func(t *testing.T, dir string) { write(t, dir, articles, read(t, dir, articles)[:2000]) }, []string{"file.hash", "file.unreadable"}, false},
		{"a part is empty", func(t *testing.T, dir string) { write(t, dir, articles, nil) }, []string{"file.hash", "file.unreadable"}, false},
		{"a note beside", func(t *testing.T, dir string) { write(t, dir, "notes.txt", []byte("x")) }, []string{"file.extra"}, true},
		{"a part beside", func(t *testing.T, dir string) { write(t, dir, "articles/more.parquet", []byte("x")) }, []string{"file.stray"}, false},
		{"README changed", func(t *testing.T, dir string) { write(t, dir, "README.md", []byte("# Mine")) }, []string{"file.beside"}, true},
		{"manifest miscounts", func(t *testing.T, dir string) {
			body := strings.Replace(string(read(t, dir, "manifest.json")), `"pages": 100`, `"pages": 101`, 1)
			write(t, dir, "manifest.json", []byte(body))
		}, []string{"laws.pages"}, false},
		{"manifest gives a file beside the tables to one of them", func(t *testing.T, dir string) {
			body := strings.Replace(string(read(t, dir, "manifest.json")), `"path": "README.md"`, `"path": "README.md", "table": "topics"`, 1)
			write(t, dir, "manifest.json", []byte(body))
		}, []string{"file.manifest", "file.not_read"}, false},
		{"a folder in place of a file", func(t *testing.T, dir string) {
			name := filepath.Join(dir, filepath.FromSlash(articles))
			if err := os.Remove(name); err != nil {
				t.Fatal(err)
			}
			if err := os.Mkdir(name, 0o777); err != nil {
				t.Fatal(err)
			}
		}, []string{"file.not_read"}, false},
		{"manifest leads out of the dataset", func(t *testing.T, dir string) {
			body := strings.ReplaceAll(string(read(t, dir, "manifest.json")), articles, "../../secret.parquet")
			write(t, dir, "manifest.json", []byte(body))
		}, []string{"file.manifest", "file.unreadable", "file.stray"}, false},
	} {
		t.Run(tc.name, func(t *testing.T) {
			dir := build(t, datasets.Options{}, 100, nil)
			tc.spoil(t, dir)
			r := run(t, dir)
			var rules []string
			for _, h := range r.Rules {
				rules = append(rules, h.Rule)
			}
			if diff := cmp.Diff(tc.rules, rules); diff != "" || r.Passed != tc.passed {
				t.Errorf("passed %t, rules (-want +got):\n%s\n%s", r.Passed, diff, text(t, r))
			}
		})
	}
}

func remove(t *testing.T, dir, name string) {
	t.Helper()
	if err := os.Remove(filepath.Join(dir, name)); err != nil {
		t.Fatal(err)
	}
}

func read(t *testing.T, dir, name string) []byte {
	t.Helper()
	body, err := os.ReadFile(filepath.Join(dir, name))
	if err != nil {
		t.Fatal(err)
	}
	return body
}

func write(t *testing.T, dir, name string, body []byte) {
	t.Helper()
	if err := os.WriteFile(filepath.Join(dir, name), body, 0o666); err != nil {
		t.Fatal(err)
	}
}

// TestDamageNeverCrashes flips bytes and cuts files, and wants each damage found.
func TestDamageNeverCrashes(t *testing.T) {
	for _, arrow := range []bool{false, true} {
		dir := build(t, datasets.Options{Arrow: arrow}, 120, nil)
		name := datasetsPart("quotes", arrow)
		whole := read(t, dir, name)
		for i := range 30 {
			body := slices.Clone(whole)
			at := (i*7919 + 13) % len(body)
			if i%5 == 0 {
				body = body[:at]
			} else {
				body[at] ^= 1 << (i % 8)
			}
			write(t, dir, name, body)
			r := run(t, dir)
			if r.Passed || r.Rules[0].Rule != "file.hash" {
				t.Fatalf("damage at %d of %s was not found:\n%s", at, name, text(t, r))
			}
		}
	}
}

func datasetsPart(table string, arrow bool) string {
	if arrow {
		return "arrow/" + table + "/" + table + "-00000.arrow"
	}
	return table + "/" + table + "-00000.parquet"
}

// TestEventsAreTheReport wants the JSON lines of a child to give its report.
func TestEventsAreTheReport(t *testing.T) {
	dir := build(t, datasets.Options{}, 400, func(outcomes []schema.Outcome) {
		for _, o := range outcomes {
			if o.Article != nil {
				o.Article.PageType = "essay"
			}
		}
	})
	opt := validate.Options{MaxPerRule: 3}
	want, err := validate.Run(context.Background(), []string{dir}, opt)
	if err != nil {
		t.Fatal(err)
	}
	if len(want.Findings) != 3 || want.Errors < 300 {
		t.Errorf("%d findings listed and %d counted", len(want.Findings), want.Errors)
	}
	got := validate.NewReport([]string{dir}, opt)
	for e, err := range validate.Events(context.Background(), []string{dir}, opt) {
		if err != nil {
			t.Fatal(err)
		}
		line, err := json.Marshal(e)
		if err != nil {
			t.Fatal(err)
		}
		var back validate.Event
		if err := json.Unmarshal(line, &back); err != nil {
			t.Fatal(err)
		}
		got.Add(back)
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("-run +lines:\n%s", diff)
	}
}

func TestConsumerMayStop(t *testing.T) {
	dir := build(t, datasets.Options{}, 100, func(outcomes []schema.Outcome) {
		for _, o := range outcomes {
			if o.Article != nil {
				o.Article.PageType = "essay"
			}
		}
	})
	for e, err := range validate.Events(context.Background(), []string{dir}, validate.Options{}) {
		if err != nil || e.Finding == nil {
			t.Fatal(e, err)
		}
		break
	}
	ctx, cancel := context.WithDeadline(context.Background(), time.Unix(1, 0))
	defer cancel()
	if _, err := validate.Run(ctx, []string{dir}, validate.Options{}); err == nil {
		t.Error("a context that has ended did not end it")
	}
}

func TestSkippedAndSingleFiles(t *testing.T) {
	dir := build(t, datasets.Options{}, 200, nil)
	var files []string
	opt := validate.Options{Skip: []string{"links/links-00000.parquet"}, Reading: func(name string) { files = append(files, name) }}
	r, err := validate.Run(context.Background(), []string{dir}, opt)
	if err != nil {
		t.Fatal(err)
	}
	hashed := slices.Index(files, opt.Skip[0])
	if !r.Passed || hashed < 0 || slices.Contains(files[hashed+1:], opt.Skip[0]) || !slices.Contains(files, "topics/topics-00000.parquet") {
		t.Errorf("read %v:\n%s", files, text(t, r))
	}
	for _, table := range schema.Tables(outcometest.UserColumns()) {
		if r := run(t, filepath.Join(dir, datasetsPart(table.Name, false))); !r.Passed || len(r.Tables) != 1 || r.Tables[0].Rows == 0 {
			t.Errorf("%s alone: %s", table.Name, text(t, r))
		}
	}
	if _, err := validate.Run(context.Background(), []string{filepath.Join(dir, "nothing")}, validate.Options{}); err == nil {
		t.Error("a missing target is no error")
	}
	if _, err := validate.Run(context.Background(), []string{t.TempDir()}, validate.Options{}); err == nil {
		t.Error("an empty folder is no error")
	}
}

// TestDerivativeHoldsNoMore wants every text of a dataset that says it is a derivative to be found.
func TestDerivativeHoldsNoMore(t *testing.T) {
	for said, want := range map[string][]string{
		`"rights": "none", "persons": "keep"`:                              {"articles.text", "paragraphs.text", "quotes.cue", "links.url", "topics.evidence", "rejects.title", "articles.x_rank"},
		`"rights": "hashes", "persons": "hash"`:                            {"articles.title", "speakers.name", "people.keys", "quotes.speaker_key"},
		`"rights": "snippets", "snippet_characters": 4, "persons": "drop"`: {"articles.text", "rejects.message", "authors.name"},
		`"rights": "of a later version", "persons": "keep"`:                {"articles.text"},
	} {
		dir := build(t, datasets.Options{}, 100, nil)
		body := strings.Replace(string(read(t, dir, "manifest.json")), `"files_sha256"`, `"derivative": {`+said+`}, "files_sha256"`, 1)
		write(t, dir, "manifest.json", []byte(body))
		r := run(t, dir)
		found := map[string]bool{}
		for _, f := range r.Findings {
			found[f.Table+"."+f.Column] = found[f.Table+"."+f.Column] || f.Rule == "laws.rights"
		}
		for _, column := range want {
			if !found[column] {
				t.Errorf("%s: %s is not found", said, column)
			}
		}
		if found["articles.url"] || found["articles.word_count"] {
			t.Errorf("%s: what is public is found", said)
		}
	}
}

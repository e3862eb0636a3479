package schema

import (
	"crypto/sha256"
	"encoding/hex"
	"strings"
	"time"
	"unicode/utf8"
)

const (
	hexDigest = "[0-9a-f]{64}"
	idPattern = "[^\\s\\x00-\\x1f]{1,200}"
)

var articlesTable = &Table{
	Name: "articles", Unit: "article", Key: []string{"doc_id"}, Since: "0.1",
	Doc: "One row per extracted article: its text and what is known of it.",
	rows: func(o *Outcome, yield func(any) bool) {
		if o.Article != nil {
			yield(o.Article)
		}
	},
	Columns: join(articleText, articleWhen, articleHow),
}

var articleText = []Column{
	col("doc_id", func(a *Article) string { return a.ID }, public(Column{Unit: docIDUnit, Required: true, Pattern: idPattern, Doc: docIDDoc})),
	col("text", func(a *Article) string { return a.Text },
		ofText(Column{
			Long: true,
			Doc:  "the article's text: its paragraphs joined by a blank line; never the title, deck, captions or bio; NULL where there is none",
		})),
	col("title", func(a *Article) string { return a.Title }, ofText(Column{Doc: "the headline, without the name of the site"})),
	col("subtitle", func(a *Article) string { return a.Subtitle }, ofText(Column{Doc: "the deck: the line below the headline"})),
	col("authors", authorNames, ofPerson(Column{Doc: "names of the authors in order; empty: looked for, none found"})),
	col("publisher", func(a *Article) string { return a.Publisher }, public(Column{Dictionary: true, Doc: "name of the outlet"})),
	col("site", func(a *Article) string { return a.Site },
		public(Column{Dictionary: true, Doc: "registrable domain of url, else of canonical_url"})),
	col("section", func(a *Article) string { return a.Section },
		public(Column{Dictionary: true, Doc: "section of the outlet the article stands in"})),
	col("keywords", func(a *Article) []string { return a.Keywords },
		ofText(Column{Doc: "keywords the page states; empty: looked for, none found"})),
	col("language", func(a *Article) string { return a.Language },
		public(Column{Dictionary: true, Pattern: "[a-z]{2,3}", Doc: "ISO 639-1 code, 639-3 where there is none; NULL where unsure"})),
	col("language_score", func(a *Article) Opt[float64] { return a.LanguageScore }, share("how sure the language is", false)),
	col("url", func(a *Article) string { return a.URL },
		public(Column{Unit: "URL", Doc: "the record's own URL, or one a saver wrote into the page"})),
	col("canonical_url", func(a *Article) string { return a.CanonicalURL }, public(Column{Unit: "URL", Doc: "the URL the page says it has"})),
}

var articleWhen = []Column{
	col("published_date", func(a *Article) Date { return a.Published.Date },
		Column{Unit: "day", Doc: "day of publication as printed, in the outlet's own zone"}),
	col("published_at", func(a *Article) time.Time { return a.Published.At },
		Column{Unit: "instant", Doc: "instant of publication, only where time and zone are stated"}),
	col("published_precision", func(a *Article) string { return string(a.Published.Precision) },
		vocabulary(precisions, false, "how exact the publication date is")),
	col("published_zone", func(a *Article) string { return a.Published.Zone }, public(Column{Dictionary: true, Doc: "time zone as stated"})),
	col("published_raw", func(a *Article) string { return a.Published.Raw }, ofText(Column{Doc: "the string the date was read from"})),
	col("published_evidence", func(a *Article) string { return string(a.Published.Evidence) },
		vocabulary(evidences, false, "where the date was found")),
	col("modified_at", func(a *Article) time.Time { return a.Modified },
		Column{Unit: "instant", Doc: "instant of the last change the page states"}),
	col("retrieved_at", func(a *Article) time.Time { return a.Retrieved },
		Column{Unit: "instant", Doc: "when the page was fetched, where the record or a saver says so"}),
}

var articleHow = []Column{
	col("page_type", func(a *Article) string { return string(a.PageType) }, vocabulary(pageTypes, true, "what kind of page it is")),
	col("page_type_confidence", func(a *Article) Opt[float64] { return a.PageTypeConfidence }, share("how sure the page type is", false)),
	col("text_status", func(a *Article) string { return string(a.TextStatus) },
		vocabulary(textStatuses, true, "how much of the text is there")),
	col("is_free", func(a *Article) Opt[bool] { return a.IsFree },
		Column{Doc: "whether the page says it can be read without paying; NULL where it does not say"}),
	col("body_confidence", func(a *Article) Opt[float64] { return a.BodyConfidence },
		share("how much of the text is expected to be right", false)),
	col("paragraph_count", func(a *Article) int { return len(a.Paragraphs) }, counting("paragraphs", "rows of paragraphs", Exclusion{})),
	col("quote_count", quoteCount, counting("quotes", "rows of quotes; NULL where quotes were left out", Exclusion{})),
	col("word_count", func(a *Article) int { return countWords(a.Text) }, count("words (whitespace-separated tokens) of text")),
	col("char_count", func(a *Article) int { return utf8.RuneCountInString(a.Text) },
		Column{Unit: codePoint, Min: Some(0.0), Doc: "length of text"}),
	col("text_sha256", textSHA256, public(Column{Pattern: hexDigest, Doc: "SHA-256 of text in UTF-8"})),
	col("duplicate_of", func(a *Article) string { return a.DuplicateOf },
		public(Column{
			Unit: docIDUnit, References: "articles.doc_id", Doc: "the first article with the same normalised text; NULL for that first one",
		})),
	col("findings", findingCodesOf, Column{Vocabulary: findingCodes, Doc: "remarks on the article"}),
	col("source_uri", func(a *Article) string { return a.Source.URI },
		public(Column{Required: true, Doc: "the input the page was read from"})),
	col("source_record", func(a *Article) string { return a.Source.Record },
		public(Column{Doc: "line number, offset or member name inside the input"})),
	col("source_format", func(a *Article) string { return string(a.Source.Format) },
		vocabulary(sourceFormats, true, "what the record was recognised as")),
	col("source_sha256", func(a *Article) string { return a.Source.SHA256 },
		public(Column{Required: true, Pattern: hexDigest, Doc: "SHA-256 of the record as read, after decompression"})),
	col("charset", func(a *Article) string { return a.Charset }, public(Column{Dictionary: true, Doc: "charset the bytes were decoded from"})),
	col("text_form", func(a *Article) string { return string(a.TextForm) },
		since("0.2",
			vocabulary(textForms, false, "how page text or clean text was laid out; NULL for HTML, and where --text-form keep was given"))),
}

func authorNames(a *Article) []string {
	if a.Authors == nil {
		return nil
	}
	names := make([]string, len(a.Authors))
	for i := range a.Authors {
		names[i] = a.Authors[i].Name
	}
	return names
}

func quoteCount(a *Article) Opt[int] {
	return Opt[int]{len(a.Quotes), a.Quotes != nil}
}

func findingCodesOf(a *Article) []string {
	codes := make([]string, 0, len(a.Findings))
	seen := map[FindingCode]bool{}
	for _, f := range a.Findings {
		if !seen[f.Code] {
			seen[f.Code] = true
			codes = append(codes, string(f.Code))
		}
	}
	return codes
}

func textSHA256(a *Article) string {
	if a.Text == "" {
		return ""
	}
	sum := sha256.Sum256([]byte(a.Text))
	return hex.EncodeToString(sum[:])
}

func counting(table, doc string, where Exclusion) Column {
	c := count(doc)
	c.Counts, c.Where = table, where
	return c
}

var outletsTable = &Table{
	Name: "outlets", Unit: "site", Key: []string{"site"}, Since: "0.2",
	Doc:  "One row per site of the articles, and of the file that --outlets names: the one name under which its articles are counted.",
	rows: func(*Outcome, func(any) bool) {},
	last: func(s *Summary, yield func(any) bool) {
		for i := range s.Outlets {
			if !yield(&s.Outlets[i]) {
				return
			}
		}
	},
	Columns: columnsSince("0.2", one(
		col("site", func(o *Outlet) string { return o.Site }, public(Column{Required: true, Doc: "registrable domain, as articles.site"})),
		col("outlet", func(o *Outlet) string { return o.Name },
			public(Column{
				Required: true,
				Doc:      "name of the outlet: from the file, else the most frequent publisher of the site's articles, of equally frequent ones the first by bytes; else the site",
			})),
		col("country", func(o *Outlet) string { return o.Country },
			public(Column{Dictionary: true, Doc: "country of the outlet, from the file"})),
		col("kind", func(o *Outlet) string { return o.Kind }, public(Column{Dictionary: true, Doc: "kind of outlet, from the file"})),
	)),
}

type (
	entryRow     = entry[Entry]
	paragraphRow = entry[Paragraph]
	authorRow    = entry[Author]
	candidateRow = entry[Candidate]
	linkRow      = entry[Link]
)

var paragraphsTable = &Table{
	Name: "paragraphs", Unit: "paragraph", Key: []string{"doc_id", "paragraph_index"}, Since: "0.1",
	Doc:   "One row per paragraph of articles.text, in order.",
	Spans: []SpanRule{{"char_start", "char_end", "text"}},
	rows:  entries(func(a *Article) []Paragraph { return a.Paragraphs }),
	Columns: join(
		one(
			docID[Paragraph](),
			index[Paragraph]("paragraph_index", "position of the paragraph in the article, from 0"),
			col("text", func(r *paragraphRow) string { return r.slice(r.e.Span) },
				ofText(Column{Required: true, Long: true, Doc: "the paragraph's text"})),
			col("kind", func(r *paragraphRow) string { return string(r.e.Kind) }, vocabulary(paragraphKinds, true, "what the paragraph is")),
			col("heading_level", func(r *paragraphRow) Opt[int] { return Opt[int]{r.e.HeadingLevel, r.e.HeadingLevel > 0} },
				Column{Unit: "level", Min: Some(1.0), Max: Some(6.0), Doc: "1 to 6 for headings"}),
			col("section_heading", func(r *paragraphRow) string { return r.e.SectionHeading },
				ofText(Column{Doc: "text of the nearest heading above, in this article"})),
		),
		span("char", "the paragraph", true, func(p *Paragraph) Span { return p.Span }),
		one(col("word_count", func(r *paragraphRow) int { return r.e.WordCount }, count("words of the paragraph"))),
	),
}

var entriesTable = &Table{
	Name: "entries", Unit: "entry of a live blog", Key: []string{"doc_id", "entry_index"}, Since: "0.2",
	Doc:  "One row per entry of a live blog: which paragraphs it is, and when it was posted. Paragraphs of a live blog that are in no entry are its introduction.",
	rows: entries(func(a *Article) []Entry { return a.Entries }),
	Columns: columnsSince("0.2", one(
		docID[Entry](),
		index[Entry]("entry_index", "position of the entry on the page, from 0: where the newest comes first, 0 is the newest"),
		col("heading", func(r *entryRow) string { return r.e.Heading }, ofText(Column{Doc: "heading of the entry, without its time"})),
		col("published_date", func(r *entryRow) Date { return r.e.Published.Date },
			Column{Unit: "day", Doc: "day the entry was posted, as stated; NULL where the page gives a time of day alone"}),
		col("published_at", func(r *entryRow) time.Time { return r.e.Published.At },
			Column{Unit: "instant", Doc: "instant it was posted, only where day, time and zone are stated"}),
		col("published_precision", func(r *entryRow) string { return string(r.e.Published.Precision) },
			vocabulary(precisions, false, "how exact the date is")),
		col("published_raw", func(r *entryRow) string { return r.e.Published.Raw },
			ofText(Column{Doc: "the string the time was read from, or the printed time where it was not read"})),
		col("author", func(r *entryRow) string { return r.e.Author }, ofPerson(Column{Doc: "who wrote the entry, where the page says so"})),
		col("paragraph_start", func(r *entryRow) int { return r.e.First },
			Column{Unit: position, Required: true, Min: Some(0.0), References: "paragraphs.paragraph_index", Doc: "its first paragraph"}),
		col("paragraph_end", func(r *entryRow) int { return r.e.Last },
			Column{Unit: position, Required: true, Min: Some(1.0), Doc: "the paragraph behind its last one (exclusive)"}),
	)),
}

var authorsTable = &Table{
	Name: "authors", Unit: "author of an article", Key: []string{"doc_id", "author_index"}, Since: "0.1",
	Doc:  "One row per author of an article.",
	rows: entries(func(a *Article) []Author { return a.Authors }),
	Columns: one(
		docID[Author](),
		index[Author]("author_index", "position among the authors, from 0"),
		col("name", func(r *authorRow) string { return r.e.Name }, ofPerson(Column{Required: true, Doc: "the name, cleaned"})),
		col("raw", func(r *authorRow) string { return r.e.Raw }, ofPerson(Column{Doc: "the string the name was cut from"})),
		col("kind", func(r *authorRow) string { return string(r.e.Kind) }, vocabulary(authorKinds, true, "what the author is")),
		col("evidence", func(r *authorRow) string { return string(r.e.Evidence) }, vocabulary(evidences, true, "where the name was found")),
	),
}

var metadataTable = &Table{
	Name: "metadata", Unit: "candidate value", Since: "0.1",
	Doc:  "One row per metadata value: what was chosen, and what disagreed with it; every candidate with --evidence all.",
	rows: entries(func(a *Article) []Candidate { return a.Candidates }),
	Columns: one(
		docID[Candidate](),
		col("field", func(r *candidateRow) string { return r.e.Field },
			public(Column{Required: true, Dictionary: true, Doc: "the column of articles the value is for"})),
		col("value", func(r *candidateRow) string { return r.e.Value }, ofText(Column{Required: true, Doc: "the value as text"})),
		col("evidence", func(r *candidateRow) string { return string(r.e.Evidence) }, vocabulary(evidences, true, "where it was found")),
		col("score", func(r *candidateRow) float64 { return r.e.Score },
			Column{Unit: "score", Required: true, Doc: "the higher, the better; comparable within one field"}),
		col("chosen", func(r *candidateRow) bool { return r.e.Chosen }, Column{Required: true, Doc: "whether it became the column's value"}),
	),
}

var linksTable = &Table{
	Name: "links", Unit: "hyperlink", Key: []string{"doc_id", "link_index"}, Since: "0.1",
	Doc:   "One row per hyperlink inside articles.text.",
	Spans: []SpanRule{{"char_start", "char_end", "text"}},
	rows:  entries(func(a *Article) []Link { return a.Links }),
	Columns: join(
		one(
			docID[Link](),
			index[Link]("link_index", "position among the links, from 0"),
			col("paragraph_index", func(r *linkRow) int { return r.e.Paragraph },
				Column{Unit: position, Required: true, References: "paragraphs.paragraph_index", Doc: "the paragraph it stands in"}),
			col("url", func(r *linkRow) string { return r.e.URL },
				ofText(Column{Unit: "URL", Required: true, Doc: "where it leads, absolute where the page's own URL is known"})),
			col("text", func(r *linkRow) string { return r.slice(r.e.Span) }, ofText(Column{Required: true, Doc: "the linked words"})),
		),
		span("char", "the link", true, func(l *Link) Span { return l.Span }),
		one(col("same_site", func(r *linkRow) Opt[bool] { return r.e.SameSite },
			Column{Doc: "whether it leads to the article's own site; NULL where the site is unknown"})),
	),
}

func countWords(s string) int {
	n := 0
	for range strings.FieldsSeq(s) {
		n++
	}
	return n
}

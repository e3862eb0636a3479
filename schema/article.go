package schema

import (
	"cmp"
	"slices"
	"time"
)

// Span is a half-open byte range [Start, End) into Article.Text. The zero
// Span is "none".
type Span struct{ Start, End int }

// Empty reports whether the span is "none".
func (s Span) Empty() bool { return s.End <= s.Start }

// Article is one page with everything extracted from it.
type Article struct {
	ID     string
	Source Source

	Text       string // paragraphs joined by "\n\n"
	Paragraphs []Paragraph
	Links      []Link
	Entries    []Entry // of a live blog

	Metadata
	Charset  string
	TextForm TextForm // "" for HTML, and where it was not looked for

	PageType           PageType
	PageTypeConfidence Opt[float64]
	TextStatus         TextStatus
	BodyConfidence     Opt[float64]

	Candidates []Candidate // metadata values with evidence, chosen ones first within a field
	Findings   []Finding

	Quotes          []Quote   // what was said, sorted by start; nil: layer left out
	QuoteCandidates []Quote   // what may look like it and is in no count, sorted by start
	Speakers        []Speaker // of Quotes; nil: layer left out
	Topics          []Topic   // nil: layer left out
	ParagraphTopics []ParagraphTopic

	DuplicateOf string // doc_id of the first article with the same normalised text
	User        []Value
}

// Metadata is what is known of an article beside its text.
type Metadata struct {
	Title, Subtitle          string
	Authors                  []Author // nil: not looked; empty: looked, none
	Publisher, Site, Section string
	Keywords                 []string // nil: not looked; empty: looked, none
	Language                 string   // ISO 639-1, else 639-3; "" unsure
	LanguageScore            Opt[float64]
	URL, CanonicalURL        string
	Published                Published
	Modified, Retrieved      time.Time // UTC; zero unknown
	IsFree                   Opt[bool]
}

// Published is a publication date with what is known of it.
type Published struct {
	Date      Date      // as printed, in the outlet's own zone
	At        time.Time // UTC; only where time and zone are stated
	Precision Precision
	Zone      string // as stated: "+02:00", "Z", "EDT"; "" where none
	Raw       string // the printed string
	Evidence  Evidence
}

// Paragraph is one unit of Article.Text.
type Paragraph struct {
	Span
	Kind           ParagraphKind
	HeadingLevel   int    // 1 to 6 for headings, else 0
	SectionHeading string // text of the heading above, "" where none
	WordCount      int
	Block          int // index of the page's block it was cut from; not written
}

// Entry is one entry of a live blog: paragraphs [First, Last) of the article. Entries
// ascend and share no paragraph; what stands in none is the introduction.
type Entry struct {
	Heading     string    // without its time
	Published   Published // Raw alone where the page gives no day
	Author      string
	First, Last int
}

// Author is one author of an article.
type Author struct {
	Name     string
	Raw      string // the string the name was cut from
	Kind     AuthorKind
	Evidence Evidence
}

// Link is a hyperlink inside the kept text.
type Link struct {
	Span
	Paragraph int // index into Paragraphs
	URL       string
	SameSite  Opt[bool]
}

// Candidate is a metadata value that some evidence on the page states.
type Candidate struct {
	Field    string // name of the articles column it is for
	Value    string
	Evidence Evidence
	Score    float64
	Chosen   bool
}

// AllQuotes returns quotes and candidates together, sorted by start.
func (a *Article) AllQuotes() []Quote {
	all := slices.Concat(a.Quotes, a.QuoteCandidates)
	slices.SortStableFunc(all, func(x, y Quote) int { return cmp.Compare(x.Start, y.Start) })
	return all
}

// Said returns the statements that stand among Quotes.
func (a *Article) Said() map[int]bool {
	said := map[int]bool{}
	for i := range a.Quotes {
		said[a.Quotes[i].Statement] = true
	}
	return said
}

// Quote is one contiguous span of speech within one paragraph.
type Quote struct {
	Span                                // outer marks excluded
	Kind              QuoteKind         //
	Statement         int               // joins the spans of one statement; -1 for not_speech
	Paragraph         int               // index into Paragraphs
	MarkedWords       int               // words of the span that stand in marks
	Speaker           Span              // the mention the speech is attributed to; none where unknown
	SpeakerName       string            // the fullest name known in the article; "" where unknown
	SpeakerID         string            // key into Speakers, where the speaker is heard in Quotes; "" where unknown
	SpeakerKey        string            // the speaker's name, folded; "" where it has none
	SpeakerKind       SpeakerKind       // "" where unknown
	SpeakerRole       string            // "senior fellow at ..."; "" where none
	SpeakerResolution SpeakerResolution // how the name was found
	Cue               Span              // the word that reports the speech; none where there is none
	Rule              QuoteRule
	SpeechConfidence  float64
	SpeakerConfidence Opt[float64]
}

// Speaker is one person or body quoted in an article.
type Speaker struct {
	ID          string
	Name        string
	Key         string // Name, folded; "" for one without a name of its own
	Kind        SpeakerKind
	Role        string
	QuoteCount  int
	QuotedWords int
}

// Topic is one topic label.
type Topic struct {
	Scheme   string // name of the codebook
	Code     string // "" where none was given, see Outcome
	Label    string
	Score    Opt[float64]
	Rank     int // 1 is the best
	Method   TopicMethod
	Outcome  TopicOutcome
	Evidence []string
}

// ParagraphTopic is one topic label of one paragraph.
type ParagraphTopic struct {
	Paragraph int
	Topic
}

// Text is what an annotator works on: an article's text or a line of annotate.
// Body need not be NFC, and Paragraphs need not cover it.
type Text struct {
	Body       string
	Paragraphs []Span // byte ranges, in order, not overlapping
	Language   string // "" unknown
	Title      string // "" unknown
	// Breaks are positions of paragraphs, ascending, before which another text begins: an
	// entry of a live blog, or what follows one.
	Breaks []int
}

package train

import (
	"cmp"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/dsbuild/dsbuild/convert/quote"
	"github.com/dsbuild/dsbuild/convert/quote/marks"
	"github.com/dsbuild/dsbuild/convert/quote/phrase"
	"github.com/dsbuild/dsbuild/convert/quote/scorer"
	"github.com/dsbuild/dsbuild/internal/text"
	"github.com/dsbuild/dsbuild/schema"
)

// Scope is what a figure is about.
type Scope int

// The scopes. Segments are the marked spans of three words and more; the others
// are statements, by the kind that gold gives them.
const (
	Segments Scope = iota
	Direct
	Mixed
	Indirect
	Reported // statements of all kinds whose cue is one of speech
	Scopes
)

// String returns the name of a scope.
func (s Scope) String() string {
	return [...]string{"segments", "direct", "mixed", "indirect", "speech"}[s]
}

// Tally counts one scope. Easy: at least .3 of the gold content is covered, hard: .8.
type Tally struct {
	Gold, Predicted, Easy, Hard int
	Speaker                     int // of the easy ones: those with the right speaker
}

// Row is a predicted row, for the curves of confidence.
type Row struct {
	Marked          bool // direct or mixed
	Said            bool // half of it is said in gold
	Right           bool // by the speaker that gold has
	Known           bool // gold can say so
	Speech, Speaker float64
}

// Score is what was counted of one article.
type Score struct {
	Tallies [Scopes]Tally
	Rows    []Row
}

// statement is a predicted statement: its rows, and the mention of its speaker.
type statement struct {
	kind    schema.QuoteKind
	content []schema.Span
	speaker schema.Span
	name    string
	speech  bool
}

// Measure annotates the articles with a model and scores each.
func Measure(articles []Article, m *scorer.Model) []Score {
	out := make([]Score, len(articles))
	for i := range articles {
		out[i] = score(&articles[i], quote.AnnotateWith(&articles[i].Text, m, nil).Quotes)
	}
	return out
}

func score(a *Article, quotes []schema.Quote) Score {
	var s Score
	predicted := statements(a, quotes)
	gold := slices.DeleteFunc(slices.Clone(a.Statements), func(g Statement) bool {
		return slices.ContainsFunc(g.Content, func(c schema.Span) bool { return overlap(a.Ignore, c) })
	})
	shares := a.shares(gold, predicted)
	easy, hard := pair(shares, 0.3), pair(shares, 0.8)
	for g := range gold {
		right := easy[g] >= 0 && a.by(&gold[g], predicted[easy[g]].speaker, predicted[easy[g]].name)
		s.count(&gold[g], easy[g] >= 0, hard[g] >= 0, right)
	}
	for p := range predicted {
		if !slices.Contains(easy, p) {
			s.surplus(&predicted[p])
		}
	}
	s.Tallies[Segments] = segments(a, gold, predicted)
	s.Rows = rows(a, quotes)
	return s
}

// count notes how a gold statement was found, in its scopes.
func (s *Score) count(g *Statement, easy, hard, right bool) {
	for scope := Direct; scope < Scopes; scope++ {
		if !inScope(g, scope) {
			continue
		}
		t := &s.Tallies[scope]
		t.Gold++
		if easy {
			t.Easy++
			t.Predicted++
		}
		if hard {
			t.Hard++
		}
		if right {
			t.Speaker++
		}
	}
}

// surplus notes a prediction that fits no gold statement. One that fits gold of another
// kind counts for neither.
func (s *Score) surplus(p *statement) {
	for scope := Direct; scope < Scopes; scope++ {
		if scope == Reported && p.speech || string(p.kind) == scope.String() {
			s.Tallies[scope].Predicted++
		}
	}
}

func inScope(g *Statement, s Scope) bool {
	if s == Reported {
		return !g.Thought
	}
	return string(g.Kind) == s.String()
}

// statements joins the rows of each statement.
func statements(a *Article, quotes []schema.Quote) []statement {
	var out []statement
	at := map[int]int{}
	for i := range quotes {
		q := &quotes[i]
		if q.Kind == schema.QuoteNotSpeech || within(a.Ignore, q.Span) {
			continue
		}
		k, ok := at[q.Statement]
		if !ok {
			k = len(out)
			at[q.Statement] = k
			out = append(out, statement{kind: q.Kind, speech: q.Cue.Empty() || phrase.Reports(a.Text.Body[q.Cue.Start:q.Cue.End])})
		}
		out[k].content = append(out[k].content, q.Span)
		if out[k].speaker.Empty() {
			out[k].speaker, out[k].name = q.Speaker, q.SpeakerName
		}
	}
	return out
}

func within(list []schema.Span, at schema.Span) bool {
	return 2*common(list, []schema.Span{at}) >= at.End-at.Start
}

func common(x, y []schema.Span) int {
	n := 0
	for _, a := range x {
		for _, b := range y {
			n += max(0, min(a.End, b.End)-max(a.Start, b.Start))
		}
	}
	return n
}

func length(list []schema.Span) int {
	n := 0
	for _, s := range list {
		n += s.End - s.Start
	}
	return n
}

// shares are how much of each gold statement each predicted one covers, in code
// points; what it covers more breaks ties.
func (a *Article) shares(gold []Statement, predicted []statement) [][]float64 {
	offsets := schema.NewOffsets(a.Text.Body)
	points := func(list []schema.Span) []schema.Span {
		out := make([]schema.Span, len(list))
		for i, s := range list {
			out[i] = schema.Span{Start: offsets.Point(s.Start), End: offsets.Point(s.End)}
		}
		return out
	}
	out := make([][]float64, len(gold))
	for g := range gold {
		want := points(gold[g].Content)
		out[g] = make([]float64, len(predicted))
		for p := range predicted {
			got := points(predicted[p].content)
			n, size := common(want, got), length(want)
			out[g][p] = float64(n)/float64(size) + 1e-6*float64(n)/float64(size+length(got)-n)
		}
	}
	return out
}

// pair gives each gold statement the predicted one that covers more than so much
// of it, one to one, the best pairs first; -1 none.
func pair(shares [][]float64, least float64) []int {
	type match struct{ g, p int }
	var all []match
	for g := range shares {
		for p, share := range shares[g] {
			if share > least+1e-6 {
				all = append(all, match{g, p})
			}
		}
	}
	slices.SortStableFunc(all, func(x, y match) int { return cmp.Compare(shares[y.g][y.p], shares[x.g][x.p]) })
	out := slices.Repeat([]int{-1}, len(shares))
	used := map[int]bool{}
	for _, m := range all {
		if out[m.g] < 0 && !used[m.p] {
			out[m.g], used[m.p] = m.p, true
		}
	}
	return out
}

// segments counts the marked spans of three words and more of which half is said.
func segments(a *Article, gold []Statement, predicted []statement) Tally {
	var t Tally
	for _, m := range marks.Find(a.Text.Body, a.Text.Paragraphs, a.Text.Language).Marks {
		if text.Words(a.Text.Body[m.Inner.Start:m.Inner.End]) < 3 || overlap(a.Ignore, m.Inner) {
			continue
		}
		g := slices.IndexFunc(gold, func(s Statement) bool { return within(s.Content, m.Inner) })
		p := slices.IndexFunc(predicted, func(s statement) bool { return within(s.content, m.Inner) })
		if g >= 0 {
			t.Gold++
		}
		if p >= 0 {
			t.Predicted++
		}
		if g >= 0 && p >= 0 {
			t.Easy++
			t.Hard++
			if a.by(&gold[g], predicted[p].speaker, predicted[p].name) {
				t.Speaker++
			}
		}
	}
	return t
}

// rows judges the rows by themselves.
func rows(a *Article, quotes []schema.Quote) []Row {
	var out []Row
	for i := range quotes {
		q := &quotes[i]
		if q.Kind == schema.QuoteNotSpeech || within(a.Ignore, q.Span) {
			continue
		}
		g, _ := a.of(q.Span)
		r := Row{Marked: q.Kind != schema.QuoteIndirect, Known: g != nil, Speech: q.SpeechConfidence, Speaker: q.SpeakerConfidence.V}
		if g != nil {
			r.Said = r.Marked || !g.Thought
			r.Right = a.by(g, q.Speaker, q.SpeakerName)
		}
		out = append(out, r)
	}
	return out
}

// by reports whether a mention and the name it leads to are the speaker of a statement.
func (a *Article) by(s *Statement, at schema.Span, name string) bool {
	return a.spoken(s, at) || s.Name != "" && strings.EqualFold(s.Name, name)
}

// spoken reports whether a mention is the speaker of a statement: it holds the
// head of what gold has, or has the same capitalised head.
func (a *Article) spoken(s *Statement, at schema.Span) bool {
	if len(s.Speaker) == 0 {
		return at.Empty()
	}
	if at.Empty() {
		return false
	}
	want, got := head(a.Text.Body, s.Speaker[0]), head(a.Text.Body, at)
	if at.Start < want.End && want.Start < at.End {
		return true
	}
	w := bare(a.Text.Body[want.Start:want.End])
	r, size := utf8.DecodeRuneInString(w)
	return unicode.IsUpper(r) && len(w) > size && strings.EqualFold(w, bare(a.Text.Body[got.Start:got.End]))
}

// bears reports whether the name of a question's speaker has the word that gold names the speaker by, or
// a description half of the words that gold describes the speaker with. Where gold has a pronoun or a
// description, and the speaker a name, or none, it cannot tell, and reports true.
func (a *Article) bears(s *Statement, q *scorer.Question) bool {
	name := q.Name
	if len(s.Speaker) == 0 || name == "" {
		return true
	}
	if q.Described {
		n := common(s.Speaker[:1], []schema.Span{q.Mention})
		return 2*n >= q.Mention.End-q.Mention.Start && 2*n >= s.Speaker[0].End-s.Speaker[0].Start || n == 0
	}
	at := head(a.Text.Body, s.Speaker[0])
	w := bare(a.Text.Body[at.Start:at.End])
	if r, size := utf8.DecodeRuneInString(w); !unicode.IsUpper(r) || len(w) == size || phrase.Describes(w) {
		return true
	}
	return slices.ContainsFunc(strings.Fields(name), func(part string) bool { return strings.EqualFold(bare(part), w) })
}

func bare(w string) string {
	return strings.TrimSuffix(strings.TrimSuffix(strings.TrimRight(w, "'’"), "'s"), "’s")
}

// ends are words that end what a noun phrase is about: "the head | of the board".
var ends = map[string]bool{
	"of": true, "for": true, "from": true, "at": true, "in": true, "with": true, "to": true, "who": true, "which": true, "that": true,
	"on": true, "whose": true, "when": true, "as": true, "by": true, "and": true, "or": true,
}

// head returns the head of a noun phrase: its last word before a comma, a dash, a
// bracket or a word that goes on.
func head(body string, s schema.Span) schema.Span {
	out := schema.Span{Start: s.Start, End: s.Start}
	for i := s.Start; i < s.End; {
		r, size := utf8.DecodeRuneInString(body[i:s.End])
		if !unicode.IsLetter(r) && !unicode.IsDigit(r) {
			if !out.Empty() && strings.ContainsRune(",;(—–", r) {
				break
			}
			i += size
			continue
		}
		end := i
		for end < s.End {
			r, size := utf8.DecodeRuneInString(body[end:s.End])
			if !unicode.IsLetter(r) && !unicode.IsDigit(r) && !strings.ContainsRune("'’-.&", r) {
				break
			}
			end += size
		}
		if !out.Empty() && ends[strings.ToLower(body[i:end])] {
			break
		}
		out = schema.Span{Start: i, End: i + len(strings.TrimRight(body[i:end], "'’-.&"))}
		i = end
	}
	return out
}

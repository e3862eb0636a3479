// Package quote finds who said what.
//
// In: a text with its paragraphs. Out: quotes (direct, mixed, indirect, and
// marked words that are no speech) with their speakers, and findings. Laws:
// spans lie inside one paragraph and end at rune boundaries; quotes are sorted
// by start; direct quotes do not overlap; the same text gives the same
// quotes; time is linear in the text, whatever it holds.
//
// The method, and the packages it stands in. What stands in marks is found first (marks),
// then tokens, sentences and what is known of each word (words; a language is one file of
// words/lists), then names (names). Rules read the verbs of speech of each sentence with
// their subjects (phrase) and note what is said (attribution). Weights learned from coded
// articles review what the rules found without marks, add what they missed, choose who
// speaks and say how sure all that is (scorer, docs/models/quote.md). Last, phrases are
// given names (coref).
package quote

import (
	"crypto/sha256"
	"encoding/hex"
	"slices"
	"sort"
	"strconv"
	"sync"

	"github.com/dsbuild/dsbuild/convert/quote/attribution"
	"github.com/dsbuild/dsbuild/convert/quote/coref"
	"github.com/dsbuild/dsbuild/convert/quote/marks"
	"github.com/dsbuild/dsbuild/convert/quote/names"
	"github.com/dsbuild/dsbuild/convert/quote/phrase"
	"github.com/dsbuild/dsbuild/convert/quote/scorer"
	"github.com/dsbuild/dsbuild/convert/quote/words"
	"github.com/dsbuild/dsbuild/internal/text"
	"github.com/dsbuild/dsbuild/schema"
)

// Version is the version of the annotator, for the manifest.
const Version = "learned-2"

// Hash returns the SHA-256 of the annotator's word lists and a model's file, for the manifest.
func Hash(m *Model) string {
	sum := sha256.Sum256(append([]byte(words.Hash()), m.Encode()...))
	return hex.EncodeToString(sum[:])
}

// Result is what was found in a text; its slices are never nil.
type Result struct {
	Quotes   []schema.Quote
	Speakers []schema.Speaker
	Findings []schema.Finding
}

// maxBody is the most bytes of a text that are looked at: no article is longer.
const maxBody = 16 << 20

// annotator is the working state of one call.
type annotator struct {
	t     *words.Text
	names *names.Index
	read  *phrase.Reader
	terms *phrase.Terms
	draft *attribution.Draft

	paragraphStart []int       // first sentence of every paragraph, and the end
	record         *transcript // nil where the text is none
	splits         []int       // paragraphs before which another text begins
	fence          fence
	dashed         []bool // by paragraph: it is a turn of talk behind a dash
	reopened       []bool // by paragraph: its first mark goes on with an open statement
	score          *scorer.Scorer
	scratch        *scratch
}

// Annotate finds the quotes of a text. It keeps no state and may be called
// from many goroutines.
func Annotate(t *schema.Text) Result { return AnnotateWith(t, standard(), nil) }

// AnnotateWith is Annotate with another model, and with a teacher who answers in its place.
func AnnotateWith(t *schema.Text, m *Model, teacher scorer.Teacher) Result {
	language, known := words.For(t.Language)
	return annotateIn(language, known, t, m, teacher)
}

// annotateIn annotates a text by what is known of a language; known: it is the text's own.
func annotateIn(language *words.Language, known bool, t *schema.Text, m *Model, teacher scorer.Teacher) Result {
	out := Result{Quotes: []schema.Quote{}, Speakers: []schema.Speaker{}, Findings: []schema.Finding{}}
	a := newAnnotator(t, language)
	a.splits = t.Breaks
	paragraphs := t.Paragraphs
	if n := len(paragraphs); n > 0 && paragraphs[n-1].End > maxBody {
		paragraphs = paragraphs[:sort.Search(n, func(i int) bool { return paragraphs[i].End > maxBody })]
		out.Findings = append(out.Findings,
			schema.Finding{Code: schema.FindingLimitReached, Message: "quotes: only the first 16 MiB of the text were looked at"})
	}
	found := a.tokenise(t, paragraphs)
	if found.Odd > 0 {
		out.Findings = append(out.Findings,
			schema.Finding{Code: schema.FindingOddMarks, Message: plural(found.Odd, "paragraph") + " with a quote mark that has no partner"})
	}
	a.names = names.Build(a.t, t.Title)
	a.read, a.terms = phrase.NewReader(a.t, a.names), phrase.NewTerms(a.t)
	a.draft = attribution.NewDraft(a.t, a.read, a.terms, a.scratch.found)
	a.score.Begin(a.draft, a.names, m, teacher, known && language.Clauses)
	a.findTurns(paragraphs)
	switch {
	case !known:
		out.Findings = append(out.Findings,
			schema.Finding{
				Code:    schema.FindingMarksOnly,
				Message: "quotes: the words of " + t.Language + " are not known; quotes are what stands in marks, without speakers",
			})
		newForeign(a).fill(false)
	case !language.Clauses:
		newForeign(a).fill(true)
	default:
		a.find()
	}
	a.publish(&out)
	a.recycle()
	return out
}

// scratch is the memory of a call that the next one uses again.
type scratch struct {
	tokens    []words.Token
	sentences []words.Sentence
	found     []attribution.Attribution
	score     scorer.Scorer
}

var scratches = sync.Pool{New: func() any { return new(scratch) }}

func newAnnotator(t *schema.Text, language *words.Language) *annotator {
	old := scratches.Get().(*scratch)
	return &annotator{
		t:       &words.Text{Body: t.Body, Language: language, Tokens: old.tokens[:0], Sentences: old.sentences[:0]},
		score:   &old.score,
		scratch: old,
	}
}

// recycle keeps the memory of a call, unless the text was longer than articles are.
func (a *annotator) recycle() {
	const longest = 1 << 17 // tokens
	if len(a.t.Tokens) > longest {
		return
	}
	a.score.End()
	a.scratch.tokens, a.scratch.sentences, a.scratch.found = a.t.Tokens, a.t.Sentences, a.draft.Found
	scratches.Put(a.scratch)
}

// tokenise finds the marks and tokens of the paragraphs.
func (a *annotator) tokenise(t *schema.Text, paragraphs []schema.Span) marks.Found {
	found := marks.Find(t.Body, paragraphs, t.Language)
	const perToken, perSentence = 5, 110 // bytes, so that the slices seldom grow
	a.t.Tokens = slices.Grow(a.t.Tokens, len(t.Body)/perToken)
	a.t.Sentences = slices.Grow(a.t.Sentences, len(t.Body)/perSentence)
	a.t.Marks, a.reopened = found.Marks, found.Reopened
	a.unquoteHeads()
	a.cutMarks(&found, paragraphs)
	for i, p := range paragraphs {
		a.paragraphStart = append(a.paragraphStart, len(a.t.Sentences))
		a.t.Paragraph(i, p, found.First[i], found.First[i+1])
	}
	a.paragraphStart = append(a.paragraphStart, len(a.t.Sentences))
	return found
}

// Tokens returns the tokens of a text as the annotator sees them.
func Tokens(t *schema.Text) *words.Text {
	language, _ := words.For(t.Language)
	a := &annotator{t: &words.Text{Body: t.Body, Language: language}}
	a.tokenise(t, t.Paragraphs)
	return a.t
}

// find fills the attributions, paragraph by paragraph.
func (a *annotator) find() {
	for p := 0; p+1 < len(a.paragraphStart); p++ {
		a.begin(p)
		if a.turn(p) || a.block(p) {
			continue
		}
		base := len(a.draft.Found)
		for si := a.paragraphStart[p]; si < a.paragraphStart[p+1]; si++ {
			k := len(a.draft.Found)
			a.sentence(si)
			a.score.Review(si, k)
		}
		a.draft.Sort(base)
		a.leftovers(a.paragraphStart[p], a.paragraphStart[p+1], base)
		a.draft.Sort(base)
		a.rejoin(p, base)
	}
}

// publish resolves the speakers and writes the quotes.
func (a *annotator) publish(out *Result) {
	voices := make([]coref.Voice, len(a.draft.Found))
	v := coref.New(a.t, a.names, a.read)
	var pending []int // attributions whose speaker stands in a later attribution
	for i := range a.draft.Found {
		r := &a.draft.Found[i]
		switch {
		case r.Turn > 0:
			voices[i] = a.said(v, r)
		case r.SameSpeakerAs > i:
			pending = append(pending, i)
		case r.SameSpeakerAs >= 0:
			voices[i] = voices[r.SameSpeakerAs].Carried()
			v.Heard(&voices[i], r.Sentence)
		default:
			voices[i] = v.Voice(r.Subject, r.Sentence)
		}
	}
	for _, i := range slices.Backward(pending) {
		voices[i] = voices[a.draft.Found[i].SameSpeakerAs].Carried()
	}
	s := speakers{ids: map[string]int{}, list: out.Speakers}
	statements := map[int]int{}
	for i := range a.draft.Found {
		if e := voices[i].Entity; e >= 0 && (voices[i].Role == "" || v.Role(e) != "") {
			voices[i].Role = v.Role(e)
		}
		q := a.quote(i, &voices[i])
		if q.Statement >= 0 {
			n, ok := statements[q.Statement]
			if !ok {
				n = len(statements)
				statements[q.Statement] = n
			}
			q.Statement = n
		}
		size := text.Words(a.t.Body[q.Start:q.End])
		q.MarkedWords = min(q.MarkedWords, size) // marks within a word cut it in two
		s.add(&q, &voices[i], size)
		out.Quotes = append(out.Quotes, q)
	}
	out.Speakers = s.list
}

func (a *annotator) quote(i int, v *coref.Voice) schema.Quote {
	r := &a.draft.Found[i]
	q := schema.Quote{
		Span: r.Span, Kind: r.Kind, Statement: r.Statement, Paragraph: r.Paragraph, MarkedWords: r.Marked, Cue: r.Cue, Rule: r.Rule,
		Speaker: v.Mention, SpeakerName: v.Name, SpeakerKind: v.Kind, SpeakerRole: v.Role, SpeakerResolution: v.Resolution,
	}
	if v.Resolution == "" {
		q.SpeakerResolution = schema.ResolvedNone
	}
	q.SpeechConfidence, q.SpeakerConfidence = a.score.Confidences(i, v)
	return q
}

func plural(n int, what string) string {
	if n == 1 {
		return "1 " + what
	}
	return strconv.Itoa(n) + " " + what + "s"
}

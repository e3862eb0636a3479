package convert

import (
	"github.com/dsbuild/dsbuild/convert/quote"
	"github.com/dsbuild/dsbuild/internal/text"
	"github.com/dsbuild/dsbuild/schema"
)

// DefaultSpeechThreshold is the speech_confidence from which on something counts
// as said: more likely than not.
const DefaultSpeechThreshold = 0.5

// tellApart gives an article what was said as its quotes, and the rest of what
// was found as candidates. A statement stays whole: its surest span decides.
// Speakers are those who speak in the quotes.
func (o *Options) tellApart(a *schema.Article, found *quote.Result) {
	threshold := DefaultSpeechThreshold
	if o.SpeechThreshold.OK {
		threshold = o.SpeechThreshold.V
	}
	said := map[int]bool{} // by statement
	for i := range found.Quotes {
		q := &found.Quotes[i]
		// as it is written, so that the law holds of what is read
		if q.Kind != schema.QuoteNotSpeech && schema.Round4(q.SpeechConfidence) >= threshold {
			said[q.Statement] = true
		}
	}
	a.Quotes, a.Speakers = []schema.Quote{}, []schema.Speaker{}
	heard := map[string]schema.Speaker{} // counts alone
	for i := range found.Quotes {
		q := &found.Quotes[i]
		if q.Kind == schema.QuoteNotSpeech || !said[q.Statement] {
			a.QuoteCandidates = append(a.QuoteCandidates, *q)
			continue
		}
		a.Quotes = append(a.Quotes, *q)
		s := heard[q.SpeakerID]
		s.QuoteCount++
		s.QuotedWords += text.Words(a.Text[q.Start:q.End])
		heard[q.SpeakerID] = s
	}
	for _, s := range found.Speakers {
		if h, ok := heard[s.ID]; ok {
			s.QuoteCount, s.QuotedWords = h.QuoteCount, h.QuotedWords
			a.Speakers = append(a.Speakers, s)
		}
	}
}

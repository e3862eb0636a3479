package quote

import "github.com/dsbuild/dsbuild/schema"

// Statement is one statement as annotate writes it. Spans are half-open code
// points into the text as given.
type Statement struct {
	Kind              schema.QuoteKind `json:"kind"`
	Content           [][2]int         `json:"content"`
	ContentText       []string         `json:"content_text"` // as the annotator read it: lines joined
	Speaker           [][2]int         `json:"speaker"`
	Cue               [][2]int         `json:"cue"`
	SpeakerName       string           `json:"speaker_name"`
	SpeechConfidence  float64          `json:"speech_confidence"`
	SpeakerConfidence *float64         `json:"speaker_confidence"`
}

// Statements joins the quotes of each statement, in the order in which the
// statements begin. Marked words that are no speech stand for themselves. body is the
// text that was annotated; place says where a span of it stands.
func (r Result) Statements(body string, place func(schema.Span) [2]int) []Statement {
	out := []Statement{}
	at := map[int]int{}
	for i := range r.Quotes {
		q := &r.Quotes[i]
		k, ok := at[q.Statement]
		if !ok || q.Kind == schema.QuoteNotSpeech {
			k = len(out)
			at[q.Statement] = k
			out = append(out, Statement{
				Kind: q.Kind, Content: [][2]int{}, ContentText: []string{}, Speaker: [][2]int{}, Cue: [][2]int{},
				SpeakerName: q.SpeakerName, SpeechConfidence: schema.Round4(q.SpeechConfidence),
			})
			if q.SpeakerConfidence.OK {
				v := schema.Round4(q.SpeakerConfidence.V)
				out[k].SpeakerConfidence = &v
			}
		}
		a := &out[k]
		a.Content = append(a.Content, place(q.Span))
		a.ContentText = append(a.ContentText, body[q.Start:q.End])
		if len(a.Speaker) == 0 && !q.Speaker.Empty() {
			a.Speaker = append(a.Speaker, place(q.Speaker))
		}
		if len(a.Cue) == 0 && !q.Cue.Empty() {
			a.Cue = append(a.Cue, place(q.Cue))
		}
	}
	return out
}

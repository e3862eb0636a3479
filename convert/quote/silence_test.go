package quote

import (
	"testing"

	"github.com/dsbuild/dsbuild/schema"
)

// silences are sentences in which nobody says anything.
var silences = []string{
	"Ann Roe declined to comment on the leak in the bridge.",
	"Ann Roe refused to say whether the bridge would open in May.",
	"A spokeswoman for the county declined to say if the bridge leaks.",
	"The Ferry Board would not say how many boats had been lost.",
	"Ann Roe did not respond to requests for comment.",
	"Ann Roe refused to answer questions about the boats in the harbour.",
	"Ann Roe declined to name the owner of the boat.",
	"Ann Roe declined to be interviewed about the bridge.",
	"Ann Roe failed to explain why the bridge leaks in winter.",
	"Ann Roe said nothing about the bridge or the boats.",
	"Ann Roe, asked twice, said nothing.",
	"Ann Roe has never said that the bridge leaks in winter.",
	"No one has claimed responsibility for the broken bridge.",
	"Nobody said that the bridge leaks in winter.",
	"None of the ferrymen said the bridge was safe.",
	"Neither Ann Roe nor Peter Doe said the bridge was safe.",
	"Neither the county nor the ferry company would say who paid.",
	"No ferryman has complained that the bridge leaks.",
	"There is an old saying that a bridge lasts as long as its builder.",
	"The bridge, said by its builder to be safe, leaks in winter.",
	"Ann Roe asked for a new vote, but the motion failed.",
	"There is an old saying, “a bridge lasts as long as its builder”.",
	"As the saying goes, “slow boats meet no storms”.",
	"I must say the bridge looks like a comb from the north shore.",
	"I would argue that the second half of the play is the better one.",
	"We say goodbye to the old bridge with this album.",
	"Ann Roe could not be reached for comment on Monday.",
	"Ann Roe was unable to say when the bridge would open.",
	"Ann Roe has yet to say whether she will stand again.",
	"Ann Roe left without saying where the money had gone.",
}

// TestSilences: none of the sentences holds a quote.
func TestSilences(t *testing.T) {
	for _, text := range silences {
		for _, q := range annotate(text).Quotes {
			if q.Kind != schema.QuoteNotSpeech {
				t.Errorf("%s: %s %s %q of %q %v", text, q.Kind, q.Rule, text[q.Start:q.End], q.SpeakerName, q.SpeechConfidence)
			}
		}
	}
}

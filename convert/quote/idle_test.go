package quote

import (
	"strings"
	"testing"

	"github.com/dsbuild/dsbuild/schema"
)

// idle are sentences about NAME whose verb may report, and does not with what stands behind it here.
var idle = []string{
	"NAME came in late and claimed two awards for the Harbour Club as best rower of the year.",
	"Last week NAME claimed the title for the club with a new boat.",
	"NAME claimed her third medal as a sculler in the cold of May.",
	"NAME denied three counts of theft from the club.",
	"NAME admitted two further charges of rowing without a light.",
	"NAME cemented herself as the best sculler of the “Old Pier” club.",
	"NAME distinguished himself by rowing across the bay twice.",
	"The doctor of NAME referred him to a clinic in the old town for a week.",
	"NAME called them first to see the new boat in the yard.",
	"The ferry, known on the quay as “the old tub”, carries NAME every day.",
	"Known in the town as “the Ferrywoman”, NAME rows without a map.",
	"NAME may wish to ‘remove’ boats from the list of the club.",
	"An owner like NAME might want to take the boat out of the water.",
	"All of this is to say that the boat of NAME does half the work.",
	"What NAME is saying is wrong in quite a few ways.",
	"The worth of the boat can be seen by observing the “gentle” way in which NAME rows.",
	"In the first part, we discussed the benefits of the new boat of NAME.",
	"We are of course talking about rowlocks (pronounced “rollocks”).",
	"Long rows can lead to what is called “rower's hand”, which NAME knows.",
	"Too much salt leads to what’s called “rower’s hand,” not to be confused with cramp.",
	"Think about boats that are only there for show, like the “Gull” of NAME.",
	"The boats get stressed if there are too many waves in the bay of NAME.",
	"NAME hasn’t yet said whether the boat will be sold in spring.",
	"I don't think anyone is saying that the boat of NAME leaks.",
}

// reporting are sentences of the same verbs that do report.
var reporting = []string{
	"NAME claimed the boat had been sold in May.",
	"NAME claimed that two awards had been lost in the post.",
	"NAME denied that three counts had been proven.",
	"NAME referred to it as “the best boat in the bay, and the oldest”.",
	"NAME called them “the best rowers that the bay has ever seen”.",
	"NAME told himself that the boat would hold in the storm.",
	"NAME said the club may wish to sell the boat.",
	"NAME had to say that the boat leaked in winter.",
	"What NAME said is that the boat leaked in winter.",
	"NAME has now said that the boat will be sold.",
}

// TestIdle: sentences of the first list hold no quote, those of the second do, whoever it is.
func TestIdle(t *testing.T) {
	for _, name := range []string{"Ann Roe", "Peter Doe", "Lucía Arce", "Jun Hoe", "Kofi Adu-Boah"} {
		for _, s := range idle {
			text := strings.ReplaceAll(s, "NAME", name)
			for _, q := range annotate(text).Quotes {
				if q.Kind != schema.QuoteNotSpeech && q.SpeechConfidence >= 0.5 {
					t.Errorf("%s: %s %s %q of %q %v", text, q.Kind, q.Rule, text[q.Start:q.End], q.SpeakerName, q.SpeechConfidence)
				}
			}
		}
		for _, s := range reporting {
			text, found := strings.ReplaceAll(s, "NAME", name), false
			for _, q := range annotate(text).Quotes {
				found = found || q.Kind != schema.QuoteNotSpeech && q.SpeechConfidence >= 0.5
			}
			if !found {
				t.Errorf("%s: nothing is said", text)
			}
		}
	}
}

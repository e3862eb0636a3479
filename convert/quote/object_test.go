package quote

import (
	"strings"
	"testing"

	"github.com/dsbuild/dsbuild/schema"
)

// objects are what NAME speaks of or does in sentences of verbs that report with a clause.
var objects = []string{
	"announced a new harbour patrol for the north shore on Monday",
	"announced several new boats for owners, as part of a long plan that keeps the bay clean",
	"acknowledged serious shortages of rope Tuesday",
	"acknowledged the slow work on the bridge",
	"defended the actions of the club",
	"defended the harbour rule in a long talk at the pier",
	"asked for answers no later than June and for another tour of the boats",
	"asked the town that question in a debate with the ferrymen",
	"criticized a bailout of the ferry company",
	"condemned the attack on the pier",
	"praised the rowers on the team",
	"rejected a plan for a new bridge",
	"unveiled a proposal for a cheaper ferry",
	"reported a net loss of nine million crowns",
	"offered no proof of the leak in the boat",
	"demanded an inquiry into the loss of the boat",
	"cited the age of the bridge",
	"revealed the news of the sale in a short film",
	"discussed the size of the new pier",
	"denied the captain’s accusations of theft",
}

// clauses are what NAME says, of the same verbs.
var clauses = []string{
	"announced that a new patrol will guard the north shore",
	"announced the bridge will open in May",
	"acknowledged there’s no evidence of a leak in the boat",
	"acknowledged the boat had leaked for years",
	"asked whether the club had paid for the boat",
	"asked the owners to sell their boats before winter",
	"urged the owners of the ferry to keep the pier open",
	"confirmed that the bridge is closed until further notice",
	"denied he had sold the boat to the club",
	"reported the ferry was late again",
	"revealed the club has no money for a new pier",
	"reported that the pier had lost a third of its planks",
	"promised to mend the bridge before winter",
}

// TestObject: an object of a verb that reports is no statement, a clause is, whoever it is.
func TestObject(t *testing.T) {
	for _, name := range []string{"Ann Roe", "Peter Doe", "Lucía Arce", "The Ferry Board", "Mayor Jun Hoe"} {
		for _, s := range objects {
			wantRows(t, name+" "+s+".", false)
		}
		for _, s := range clauses {
			wantRows(t, name+" "+s+".", true)
		}
	}
}

// wantRows fails where a text has rows that count as quotes and should have none, or none and should.
func wantRows(t *testing.T, text string, want bool) {
	t.Helper()
	got := false
	for _, q := range annotate(text).Quotes {
		if q.Kind != schema.QuoteNotSpeech && q.SpeechConfidence >= 0.5 {
			got = true
			if !want {
				t.Errorf("%s: %s %s %q of %q %v", text, q.Kind, q.Rule, text[q.Start:q.End], q.SpeakerName, q.SpeechConfidence)
			}
		}
	}
	if want && !got {
		t.Errorf("%s: nothing is said", text)
	}
}

// wordings are sentences in which who writes speaks of words, or says what anybody could: nobody speaks.
var wordings = []string{
	"One could say that the rope sits somewhere between silk and wool.",
	"You might argue that the boat was never fit for the sea.",
	"One can say that the boat is the best in the bay.",
	"It’s fair to say the boat made a real splash this year.",
	"It is safe to say that the bridge will last the winter.",
	"It would be fair to say that the pier has seen better days.",
	"Suffice it to say that the bridge leaks in winter.",
	"Needless to say, the ferry was late again.",
	"This is a polite way of saying that the boat should end here.",
	"That’s not to say the boats of today are worse than they were.",
	"As I said, it is best for short trips on the bay.",
	"As we noted, the boat is heavy and hard to row.",
	"You can pick any berth thanks to the handy ‘Quick berth’ feature that finds the place best suited to your boat.",
	"Ann Roe refused to confirm that she had sold the boat.",
	"The third kind of wave is called the “ghost ray effect,” or “ghosting effect.” It comes with the tide.",
	"A boat of this kind is also called a “slow old tub,” and Ann Roe has two of them.",
}

// TestWordings: none of the sentences holds a quote that counts, and the same verbs of somebody do.
func TestWordings(t *testing.T) {
	for _, text := range wordings {
		wantRows(t, text, false)
		wantRows(t, strings.ReplaceAll(text, "’", "'"), false)
	}
	for _, text := range []string{
		"Ann Roe could say only that the boat leaked in winter.",
		"Ann Roe said it is fair to row without a map.",
		"Ann Roe said that one could row across the bay in May.",
		"As Ann Roe said, it is best for short trips on the bay.",
		"Ann Roe confirmed that she had sold the boat.",
		"“It was a good boat,” I said.",
	} {
		wantRows(t, text, true)
	}
}

package turns

import (
	"strings"
	"testing"

	"pgregory.net/rapid"

	"github.com/dsbuild/dsbuild/schema"
)

// TestQuickLookMissesNothing: a text that the quick look passes over is no transcript
// by a full one either.
func TestQuickLookMissesNothing(t *testing.T) {
	found := 0
	rapid.Check(t, func(t *rapid.T) {
		line := rapid.SampledFrom([]string{
			"Mr ROE (Larkin): I thank you, madam, for the report.", "Mr ROE:", "Jane Roe (Hill) (Lab)", "The Chair", "The Chair:", "Q: Will you go?", "A. I will, sir.", "Q", "Moderator",
			"Jane Roe", "ROE", "SEN. ROE: You know that well.", "Mr. VANE. I yield to you.", "Mme Vane. Vous savez.", "The PRESIDENT：I ask you.", "Moderator, of the house", "Dr. Ann Vane",
			"I thank you, and ask whether you agree.", "The road was closed for a week, he said.", "Minister for Roads Jane Roe", "Question: Do you?", "Ça va: vous?", "“Quoted”",
			"Jane Roe 7s", "Ann Vane 1m 3s", "Jane Roe [02:03]", "[00:03:04] Ann Vane: I do.", "Ann Vane 4:05", "Roe (0:12) I see.",
		})
		var body strings.Builder
		var spans []schema.Span
		for _, s := range rapid.SliceOfN(line, 0, 16).Draw(t, "lines") {
			spans = append(spans, schema.Span{Start: body.Len(), End: body.Len() + len(s)})
			body.WriteString(s + "\n\n")
		}
		whole := find(body.String(), spans)
		if whole != nil {
			found++
		}
		if whole != nil && !mayBe(body.String(), spans) {
			t.Fatalf("%q is a transcript", body.String())
		}
	})
	if found == 0 {
		t.Error("no text was a transcript")
	}
}

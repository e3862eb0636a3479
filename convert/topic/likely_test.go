package topic

import (
	"strings"
	"testing"

	"github.com/dsbuild/dsbuild/convert/topic/codebook"
)

// scoreOf returns the score of a code among the topics of a text, 0 where it is not given.
func scoreOf(t *testing.T, code string, paragraphs ...string) float64 {
	t.Helper()
	topics, _ := New(codebook.CAP()).Annotate(asText("", "en", paragraphs...))
	for _, topic := range topics {
		if topic.Code == code {
			return topic.Score.V
		}
	}
	return 0
}

// The more speaks for a code the likelier it is; what speaks for others, or for no topic, makes it less so.
func TestScore(t *testing.T) {
	schools := "The school board will hire teachers, and every pupil who fell behind will get a tutor at the public school."
	universities := "Universities and colleges said that tuition fees keep poor students away, and asked for student loans."
	farms := "Farmers want a farm bill, dairy farmers above all, and crop insurance for wheat."
	one, two, mixed := scoreOf(t, "6", schools), scoreOf(t, "6", schools, universities), scoreOf(t, "6", schools, universities, farms)
	if one < 0.3 || two <= one || two < 0.9 || mixed >= two {
		t.Errorf("one paragraph %g, two %g, with farms %g", one, two, mixed)
	}
	long := strings.Repeat("He walked home in the rain and nobody said anything about it at all, then or later. ", 40)
	if thin := scoreOf(t, "6", schools, long); thin >= one {
		t.Errorf("in a long text on something else %g, alone %g", thin, one)
	}
}

package quote

import (
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"
	"unicode"
	"unicode/utf8"

	"github.com/google/go-cmp/cmp"

	"github.com/dsbuild/dsbuild/internal/text"
	"github.com/dsbuild/dsbuild/schema"
)

// sweepWrong is how many texts of a sweep, whose name begins with its language, do not come out: it may only fall.
var sweepWrong = map[string]int{"de": 0, "de2": 0, "es": 0, "es2": 0, "fr": 1, "fr2": 0}

// row is what a text of a sweep holds: its words, of what kind, and whose.
type row struct{ Kind, Text, Speaker string }

// TestForeignSweep tries every person of testdata/sweep in every sentence of the language.
func TestForeignSweep(t *testing.T) {
	for sweep, want := range sweepWrong {
		t.Run(sweep, func(t *testing.T) {
			language := sweep[:2]
			people, sentences := readSweep(t, sweep)
			var wrong []string
			tried := 0
			for _, sentence := range sentences {
				for _, person := range people {
					body, rows, ok := fill(sentence, person)
					if !ok {
						continue
					}
					tried++
					if diff := cmp.Diff(rows, rowsOf(body, language)); diff != "" {
						wrong = append(wrong, body+"\n-want +got\n"+diff)
					}
				}
			}
			if len(wrong) != want || tried < len(sentences) {
				t.Errorf("%d of %d wrong, want %d:\n%s", len(wrong), tried, want, strings.Join(wrong, "\n"))
			}
		})
	}
}

func readSweep(t *testing.T, language string) (people [][]string, sentences []string) {
	t.Helper()
	data, err := os.ReadFile(filepath.Join("testdata", "sweep", language+".txt"))
	if err != nil {
		t.Fatal(err)
	}
	for line := range strings.Lines(string(data)) {
		switch line = strings.TrimSuffix(line, "\n"); {
		case line == "" || line[0] == '#':
		case line[0] == '@':
			people = append(people, strings.Split(line[1:], ";"))
		default:
			sentences = append(sentences, line)
		}
	}
	return people, sentences
}

// saidPart is what a sentence of a sweep marks as said.
var saidPart = regexp.MustCompile(`⟦(?:([im]):)?(.*?)(?:\|(.*?))?⟧`)

// fill puts a person into a sentence of a sweep; ok is false where it is not for one of that gender.
func fill(sentence string, person []string) (body string, rows []row, ok bool) {
	woman := slices.Contains([]string{"ella", "elle", "sie"}, person[4])
	for prefix, of := range map[string]bool{"f ": true, "m ": false} {
		if rest, found := strings.CutPrefix(sentence, prefix); found {
			if of != woman {
				return "", nil, false
			}
			sentence = rest
		}
	}
	for i, what := range []string{"F", "N", "S", "R", "P"} {
		sentence = strings.ReplaceAll(sentence, "{"+what+"}", person[i])
		first, size := utf8.DecodeRuneInString(person[i])
		sentence = strings.ReplaceAll(sentence, "{U"+what+"}", string(unicode.ToUpper(first))+person[i][size:])
	}
	sentence = strings.NewReplacer(",.", ".", ",,", ",", ",:", ":", `\n`, "\n\n").Replace(sentence)
	kinds := map[string]schema.QuoteKind{"": schema.QuoteDirect, "i": schema.QuoteIndirect, "m": schema.QuoteMixed}
	for _, m := range saidPart.FindAllStringSubmatch(sentence, -1) {
		speaker := m[3]
		if speaker == "" {
			speaker = person[5]
		}
		rows = append(rows, row{string(kinds[m[1]]), strings.Trim(m[2], " .,"), speaker})
	}
	return saidPart.ReplaceAllString(sentence, "$2"), rows, true
}

// rowsOf returns what is said in a text.
func rowsOf(body, language string) []row {
	var out []row
	for _, q := range Annotate(&schema.Text{Body: body, Language: language, Paragraphs: text.Paragraphs(body)}).Quotes {
		if q.Kind != schema.QuoteNotSpeech {
			out = append(out, row{string(q.Kind), strings.Trim(body[q.Start:q.End], " .,"), q.SpeakerName})
		}
	}
	return out
}

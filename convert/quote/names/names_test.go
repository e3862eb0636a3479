package names

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/dsbuild/dsbuild/convert/quote/marks"
	"github.com/dsbuild/dsbuild/convert/quote/words"
	"github.com/dsbuild/dsbuild/schema"
)

func build(body string) (*words.Text, *Index) {
	english, _ := words.For("en")
	t := &words.Text{Body: body, Language: english}
	p := schema.Span{End: len(body)}
	t.Marks = marks.Find(body, []schema.Span{p}, "").Marks
	t.Paragraph(0, p, 0, len(t.Marks))
	return t, Build(t, "")
}

// TestMentions lists for every mention the fullest name of its entity.
func TestMentions(t *testing.T) {
	for _, c := range []struct {
		name, text string
		want       []string
	}{
		{"surname", "Ann Roe spoke. Roe left.", []string{"Ann Roe", "Ann Roe"}},
		{"full name later", "Mrs. Roe spoke. The boat was Ann Roe's.", []string{"Ann Roe", "Ann Roe"}},
		{"first name", "Ann Roe spoke to Peter Doe. Then Ann left.", []string{"Ann Roe", "Peter Doe", "Ann Roe"}},
		{"titles", "President Ann Roe, Sen. Peter Doe and Secretary of State Max Low met.", []string{"Ann Roe", "Peter Doe", "Max Low"}},
		{"two of one surname", "Ann Roe met Peter Roe. Mrs. Roe spoke, then Mr. Roe did.", []string{"Ann Roe", "Peter Roe", "Ann Roe", "Peter Roe"}},
		{"initial", "J. Roe and Jane Roe are one.", []string{"Jane Roe", "Jane Roe"}},
		{"particles", "We met Ludwig van der Berg. Then Berg left.", []string{"Ludwig van der Berg", "Ludwig van der Berg"}},
		{"bodies", "The Center for River and Lake Studies met the Council on Dams.", []string{"Center for River and Lake Studies", "Council on Dams"}},
		{"initials of a body", "The River Boats Association met. RBA left.", []string{"River Boats Association", "River Boats Association"}},
		{"no names", "But The boats left on Monday. Officials slept. The President spoke.", nil},
		{"word at the start", "Painting needs work. Boats leak.", nil},
		{"nationality", "Republican Ann Roe met French Gen. Peter Doe.", []string{"Ann Roe", "Peter Doe"}},
		{"an initial that is a word", "Stephan I. Roe spoke. Roe left.", []string{"Stephan I. Roe", "Stephan I. Roe"}},
		{"contractions", "I've rowed. You'll row. Didn't Ann row?", []string{"Ann"}},
		{"nickname", "Peter “Oars” Doe rowed. Robert (Bob) Low swam. Doe and Bob left.", []string{"Peter Doe", "Robert Low", "Peter Doe", "Robert Low"}},
		{"short first names", "Thomas Roe and William Doe met. Tom Roe left with Bill Doe.", []string{"Thomas Roe", "William Doe", "Thomas Roe", "William Doe"}},
		{"role before a first name", "Rapper Ann Roe and HRW co-founder Peter Doe met NATO Secretary-General Max Low.", []string{"Ann Roe", "HRW", "Peter Doe", "Max Low"}},
		{"role with its place", "The envoy to Norway Peter Doe met Minister of Foreign Affairs Xyz Low.", []string{"Peter Doe", "Xyz Low"}},
		{"head of a body", "She met the Leader of the Hull Council.", []string{"Hull Council"}},
		{"role and a surname that is a body", "We met journalist Ann Press.", []string{"Ann Press"}},
		{"party and place", "Rep. Ann Roe (R-Hull) left.", []string{"Ann Roe"}},
		{"glued to a body", "Ann Roe came. Speaking to the Hull Mail Roe laughed.", []string{"Ann Roe", "Ann Roe"}},
		{"common word at the start", "Honesty is rare. They spoke of honesty.", nil},
		{"where somebody sits", "Rep. Ann Roe of Hull left.", []string{"Ann Roe", "Hull"}},
		{"whose surname it is", "Ann Roe came. Roe sang. Her son Peter Roe slept. " + strings.Repeat("It rained on the lake. ", 20) + "Roe left.", []string{"Ann Roe", "Ann Roe", "Peter Roe", "Ann Roe"}},
		{"letters", "Sen. Ann Roe (D) met Plan B.", []string{"Ann Roe", "Plan B."}},
		{"title that is a surname", "Mary King sang. Then King left.", []string{"Mary King", "Mary King"}},
	} {
		t.Run(c.name, func(t *testing.T) {
			_, x := build(c.text)
			var got []string
			for _, m := range x.Mentions {
				got = append(got, x.Entities[m.Entity].Name)
			}
			if diff := cmp.Diff(c.want, got); diff != "" {
				t.Errorf("-want +got\n%s", diff)
			}
		})
	}
}

func TestGender(t *testing.T) {
	for text, want := range map[string]words.Class{
		"Ann Roe spoke.":                     words.Female,
		"Mr. Roe spoke.":                     words.Male,
		"Xyz Roe spoke. She left.":           words.Female,
		"Xyz Roe spoke. He left, he said.":   words.Male,
		"Xyz Roe spoke.":                     0,
		"Peter Roe spoke. Her boat was new.": words.Male,
		"Terry Roe spoke. She left.":         words.Female,
	} {
		_, x := build(text)
		if len(x.Entities) != 1 || x.Entities[0].Gender != want {
			t.Errorf("%q: %+v, want gender %b", text, x.Entities, want)
		}
	}
}

// TestKinds: what a text shows of names of one word.
func TestKinds(t *testing.T) {
	for text, want := range map[string]bool{
		"Then Elna spoke.":                    true,
		"They live in Elna. Then Elna spoke.": false,
		"Then Norway spoke. He left.":         false,
		"Then WebOar spoke.":                  false,
		"Then the Elnas spoke.":               false,
		"The Elna founder left.":              false,
		"They say that Ann Roe left.":         true,
	} {
		_, x := build(text)
		if len(x.Entities) != 1 || x.Entities[0].Person != want {
			t.Errorf("%q: %+v, want a person: %v", text, x.Entities, want)
		}
	}
}

func TestHeadline(t *testing.T) {
	text, _ := build("Roe rowed. Then Roe left, and Doe came. They met in Hull.")
	x := Build(text, "Ann Roe’s boat, Grant Doe and Max Hull")
	for i, want := range []string{"Ann Roe", "Grant Doe", "Hull"} {
		if got := x.Entities[i].Name; got != want {
			t.Errorf("%q, want %q", got, want)
		}
	}
}

func TestNoun(t *testing.T) {
	text, x := build("The senator slept. Prime Minister Ann Roe and Sen. Max Low met ports minister Jim Lee of the Ministry of Ferries. The senator, the ministry, the captain, the minister and the prime minister left.")
	for at, want := range map[int]string{1: "", 24: "Max Low", 27: "Ministry of Ferries", 30: "", 33: "Jim Lee", 37: "Ann Roe"} {
		got := ""
		if e, _ := x.Noun(text, at, at == 37); e >= 0 {
			got = x.Entities[e].Name
		}
		if got != want {
			t.Errorf("the %s at %d: %q, want %q", text.String(at), at, got, want)
		}
	}
}

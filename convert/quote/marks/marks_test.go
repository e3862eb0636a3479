package marks

import (
	"testing"
	"unicode/utf8"

	"github.com/google/go-cmp/cmp"

	"github.com/dsbuild/dsbuild/schema"
)

func TestParse(t *testing.T) {
	for _, c := range []struct {
		name, language, text string
		want                 []string
		odd                  bool
	}{
		{"curly", "", "“One,” she said, “two.”", []string{"One,", "two."}, false},
		{"straight", "", `"One," she said, "two."`, []string{"One,", "two."}, false},
		{"two single", "", "''One,'' she said, ``two.''", []string{"One,", "two."}, false},
		{"two single curly", "", "“One,’’ she said.", []string{"One,"}, false},
		{"single inside", "", "“One ‘and a half’ of it,” she said.", []string{"One ‘and a half’ of it,"}, false},
		{"single and double at the end", "", "''It was 'old,''' she said.", []string{"It was 'old,'"}, false},
		{"not closed", "", "“One. Two.", []string{"One. Two."}, true},
		{"forgotten closing mark", "", `"One, she said. "Two," he said.`, []string{"One, she said.", "Two,"}, true},
		{"lost opening mark", "", `One," she said.`, nil, true},
		{"inch", "", `The 6" pipe and the 8" one.`, nil, false},
		{"wrong shape", "", "“One“ and ”two” came.", []string{"One", "two"}, false},
		{"british", "", "‘The workers’ boats leak,’ she said, ‘don’t they?’", []string{"The workers’ boats leak,", "don’t they?"}, false},
		{"british straight", "", "'It doesn't leak,' she said.", []string{"It doesn't leak,"}, false},
		{"apostrophes", "", "The workers’ boats don’t leak in the ’90s.", nil, false},
		{"french", "fr", "« Oui », dit-elle.", []string{"Oui"}, false},
		{"french, narrow spaces", "", "«\u202fOui\u202f», dit-elle.", []string{"Oui"}, false},
		{"german", "de", "„Ja“, sagte sie, »nein«, sagte er.", []string{"Ja", "nein"}, false},
		{"single guillemets", "", "‹Oui›, dit-elle.", []string{"Oui"}, false},
		{"bullet", "", "» Read more about boats", nil, false},
		{"bullet in English", "en", "» Read more » here", nil, false},
		{"swedish", "sv", "»Ja», sade hon. ”Nej”, sade han.", []string{"Ja", "Nej"}, false},
		{"corners", "ja", "「はい『いいえ』」と言った。", []string{"はい『いいえ』"}, false},
		{"tag", "", `<a href="x">“One”</a>`, []string{"One"}, false},
		{"empty", "", "“” and \"\"", nil, false},
		{"nothing", "", "No marks at all.", nil, false},
	} {
		t.Run(c.name, func(t *testing.T) {
			marks, odd := Parse(nil, c.text, schema.Span{End: len(c.text)}, c.language)
			var got []string
			for _, m := range marks {
				got = append(got, c.text[m.Inner.Start:m.Inner.End])
			}
			if diff := cmp.Diff(c.want, got); diff != "" || odd != c.odd {
				t.Errorf("odd %v, want %v; -want +got\n%s", odd, c.odd, diff)
			}
		})
	}
}

func FuzzParse(f *testing.F) {
	f.Add("“One,” she said, 'two' «three» „four“ 「five」 \"six", "de")
	f.Fuzz(func(t *testing.T, text, language string) {
		p := schema.Span{End: len(text)}
		marks, _ := Parse(nil, text, p, language)
		end := 0
		for _, m := range marks {
			if m.Outer.Start < end || m.Inner.Start < m.Outer.Start || m.Inner.End <= m.Inner.Start || m.Outer.End < m.Inner.End || m.Outer.End > len(text) {
				t.Fatalf("%+v behind %d", m, end)
			}
			for _, i := range []int{m.Outer.Start, m.Outer.End, m.Inner.Start, m.Inner.End} {
				if utf8.ValidString(text) && i < len(text) && !utf8.RuneStart(text[i]) {
					t.Fatalf("%+v cuts a rune", m)
				}
			}
			end = m.Outer.End
		}
	})
}

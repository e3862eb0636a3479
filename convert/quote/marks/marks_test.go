package marks

import (
	"slices"
	"strings"
	"testing"
	"unicode/utf8"

	"github.com/google/go-cmp/cmp"

	"github.com/dsbuild/dsbuild/schema"
)

func TestFind(t *testing.T) {
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
		{"nested", "en", "“He said “yes” to me,” she said. “Odd.”", []string{"He said “yes” to me,", "Odd."}, false},
		{"forgotten closing curly mark", "en", "“One. “Two,” he said.", []string{"One.", "Two,"}, true},
		{"german, nested", "de", "„Er sagte „ja“ und ging.“", []string{"Er sagte „ja“ und ging."}, false},
		{"german, with commas", "de", "Er sagte: ,,Ja, so ist es``", []string{"Ja, so ist es"}, false},
		{"german, single", "de", "Das ‚Werk‘ und ›Haus‹.", []string{"Werk", "Haus"}, false},
		{"german that writes it as French does", "de", "«Ja», sagte sie. «Nein», sagte er.", []string{"Ja", "Nein"}, false},
		{"french that turns them", "fr", "»Oui«, dit-elle. »Non«, dit-il.", []string{"Oui", "Non"}, false},
		{"french, nested", "fr", "« Il a dit « oui » hier », dit-elle.", []string{"Il a dit « oui » hier"}, false},
		{"french, closed by an opening mark", "fr", "«Oui, sans doute«, dit-elle. « Non », dit-il.", []string{"Oui, sans doute", "Non"}, false},
		{"polish", "pl", "„Tak «na pewno» będzie” – powiedziała.", []string{"Tak «na pewno» będzie"}, false},
		{"danish", "da", "»Ja,« sagde hun. ”Nej,” sagde han.", []string{"Ja,", "Nej,"}, false},
		{"finnish", "fi", "”Kyllä”, hän sanoi. »Ei», hän sanoi.", []string{"Kyllä", "Ei"}, false},
		{"russian", "ru", "«Он сказал „да“ вчера», — сказала она.", []string{"Он сказал „да“ вчера"}, false},
		{"hebrew", "he", "צה\"ל הודיע: \"כן, נבוא\" אמר", []string{"כן, נבוא"}, false},
		{"inches inside", "en", "\"The 6\" pipe leaks,\" she said.", []string{"The 6\" pipe leaks,"}, false},
		{"backtick", "en", "It was `old', she said.", []string{"old"}, false},
		{"code", "en", "Run `make` and `go test`.", nil, false},
		{"korean", "ko", "기업 ‘빛의 배’를 “타자”고 했다.", []string{"빛의 배", "타자"}, false},
		{"danish, goes on", "da", "»Ja,« sagde hun. »Nej, det", []string{"Ja,", "Nej, det"}, true},
		{"wrong shapes", "es", "Dijo: ”No puede ser“. Y ya.", []string{"No puede ser"}, false},
		{"half width corners", "ja", "｢はい｣と言った。", []string{"はい"}, false},
		{"tag", "", `<a href="x">“One”</a>`, []string{"One"}, false},
		{"empty", "", "“” and \"\"", nil, false},
		{"nothing", "", "No marks at all.", nil, false},
	} {
		t.Run(c.name, func(t *testing.T) {
			f := Find(c.text, []schema.Span{{End: len(c.text)}}, c.language)
			odd := f.Odd > 0
			var got []string
			for _, m := range f.Marks {
				got = append(got, c.text[m.Inner.Start:m.Inner.End])
			}
			if diff := cmp.Diff(c.want, got); diff != "" || odd != c.odd {
				t.Errorf("odd %v, want %v; -want +got\n%s", odd, c.odd, diff)
			}
		})
	}
}

// TestParagraphs: spans that go on over paragraphs. Paragraphs are parted by "|".
func TestParagraphs(t *testing.T) {
	for _, c := range []struct {
		name, text string
		want       []string
		reopened   []bool
		odd        int
	}{
		{"reopened", "“One.|“Two,” she said.", []string{"One.", "Two,"}, []bool{false, true}, 0},
		{"left open", "“One.|Two.", []string{"One."}, []bool{false, false}, 1},
		{"closed without being reopened", "She said: “One.|Two.” And so on.", []string{"One.", "Two."}, []bool{false, true}, 0},
		{"closed two paragraphs on", "She said: “One.|Two.|Three.” And “four”.", []string{"One.", "Two.", "Three.", "four"}, []bool{false, true, true}, 0},
		{"straight", "She said: \"One.|Two.\" And so on.", []string{"One.", "Two."}, []bool{false, true}, 0},
		{"too far", "“One.|a|b|c|d|e” f.", []string{"One."}, []bool{false, false, false, false, false, false}, 2},
		{"another one between", "“One.|He “went” on.|Three.” So.", []string{"One.", "went"}, []bool{false, false, false}, 2},
		{"nothing open", "One.|Two.” So.", nil, []bool{false, false}, 1},
	} {
		t.Run(c.name, func(t *testing.T) {
			var paragraphs []schema.Span
			for at, p := range strings.SplitAfter(c.text, "|") {
				start := len(strings.Join(strings.SplitAfter(c.text, "|")[:at], ""))
				paragraphs = append(paragraphs, schema.Span{Start: start, End: start + len(strings.TrimSuffix(p, "|"))})
			}
			f := Find(c.text, paragraphs, "")
			var got []string
			for _, m := range f.Marks {
				got = append(got, c.text[m.Inner.Start:m.Inner.End])
			}
			if diff := cmp.Diff(c.want, got); diff != "" || !slices.Equal(f.Reopened, c.reopened) || f.Odd != c.odd {
				t.Errorf("reopened %v, odd %d; -want +got\n%s", f.Reopened, f.Odd, diff)
			}
			for i, p := range paragraphs {
				for _, m := range f.Marks[f.First[i]:f.First[i+1]] {
					if m.Outer.Start < p.Start || m.Outer.End > p.End {
						t.Errorf("paragraph %d has %+v", i, m)
					}
				}
			}
		})
	}
}

func FuzzFind(f *testing.F) {
	f.Add("“One,” she said, 'two' «three» „four“ 「five」 \"six", "de")
	f.Fuzz(func(t *testing.T, text, language string) {
		p := schema.Span{End: len(text)}
		marks := Find(text, []schema.Span{p}, language).Marks
		end := 0
		for _, m := range marks {
			if m.Outer.Start < end || m.Inner.Start < m.Outer.Start || m.Inner.End <= m.Inner.Start || m.Outer.End < m.Inner.End ||
				m.Outer.End > len(text) {
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

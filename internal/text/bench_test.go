package text_test

import (
	"strings"
	"testing"

	"github.com/dsbuild/dsbuild/internal/text"
)

// BenchmarkPasses measures what is done to every text of a dataset that is validated.
func BenchmarkPasses(b *testing.B) {
	for name, s := range map[string]string{
		"ascii": "The council's vote was close, the mayor said on Monday; modest plans cost 3 dollars more, and nobody knows who pays. ",
		"some":  "The council’s vote was “close”, the mayor said on Monday; naïve plans cost 3 € more, and nobody knows who pays. ",
		"wide":  "Совет проголосовал за бюджет в понедельник вечером. ",
	} {
		s = strings.Repeat(s, 30)
		for pass, do := range map[string]func(){
			"words":       func() { text.Words(s) },
			"quick check": func() { text.QuickCheck(s) },
		} {
			b.Run(pass+" "+name, func(b *testing.B) {
				b.SetBytes(int64(len(s)))
				for b.Loop() {
					do()
				}
			})
		}
	}
}

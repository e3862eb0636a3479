//go:build unix

package quote

import (
	"bufio"
	"encoding/json"
	"os"
	"path/filepath"
	"testing"

	"github.com/dsbuild/dsbuild/internal/text"
	"github.com/dsbuild/dsbuild/schema"
)

// BenchmarkArticles annotates the articles of DSBUILD_EVAL/quotes/polnear.dev.text.jsonl.
// MB/cpu-s counts the time of the process, garbage collection included, and not what
// else the machine does.
func BenchmarkArticles(b *testing.B) {
	root := os.Getenv("DSBUILD_EVAL")
	if root == "" {
		b.Skip("SKIPPED: set DSBUILD_EVAL to the evaluation ground")
	}
	f, err := os.Open(filepath.Join(root, "quotes/polnear.dev.text.jsonl"))
	if err != nil {
		b.Fatal(err)
	}
	defer f.Close()
	var texts []*schema.Text
	bytes := 0
	in := bufio.NewScanner(f)
	in.Buffer(nil, 1<<24)
	for in.Scan() {
		var row struct{ Text string }
		if err := json.Unmarshal(in.Bytes(), &row); err != nil {
			b.Fatal(err)
		}
		texts = append(texts, &schema.Text{Body: row.Text, Language: "en", Paragraphs: text.Paragraphs(row.Text)})
		bytes += len(row.Text)
	}
	b.SetBytes(int64(bytes))
	b.ReportAllocs()
	start, n := used(), 0
	for b.Loop() {
		for _, t := range texts {
			Annotate(t)
		}
		n++
	}
	b.ReportMetric(float64(n*bytes)/1e6/(used()-start).Seconds(), "MB/cpu-s")
}

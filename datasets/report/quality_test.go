package report

import (
	"os"
	"strings"
	"testing"
)

// TestMeasured: the page states the figures that README.md publishes, and no others.
func TestMeasured(t *testing.T) {
	body, err := os.ReadFile("../../README.md")
	if err != nil {
		t.Fatal(err)
	}
	readme, row := string(body), "|"
	for _, m := range measured {
		if m.on == unseen {
			row += " " + m.figure + " |"
			continue
		}
		if !strings.Contains(readme, m.figure) {
			t.Errorf("README.md does not have %s for %s: change it in datasets/report/quality.go too", m.figure, m.what)
		}
	}
	// In README.md the columns after the text are paragraphs, titles, authors and dates too.
	if !strings.Contains(readme, "| "+unseen+" | HTML "+row) {
		t.Errorf("README.md has no row %q of %s: change it in datasets/report/quality.go too", row, unseen)
	}
}

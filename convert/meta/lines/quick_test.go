package lines

import (
	"strings"
	"testing"
)

// TestQuickChecks: what the quick checks refuse, the searches behind them refuse, too.
func TestQuickChecks(t *testing.T) {
	for _, row := range entryWords {
		for _, w := range row.words {
			if !strings.Contains(w, row.verb) {
				t.Errorf("%q is looked for only where %q stands, which it does not hold", w, row.verb)
			}
			if line := "T" + w + " 3 May 2021"; !entryLine(line) {
				t.Errorf("%q says when an entry was written", line)
			}
		}
	}
	for _, row := range openers {
		for _, p := range row {
			if line := "• " + p + "Mara Ellison"; !begins(line) {
				t.Errorf("%q begins a byline", line)
			}
		}
	}
	for _, line := range []string{
		"© Harbour Post", "&copy; 2024 Harbour Post", "&COPY; 2024", "copyright Harbour Post", "Copyright 2024", "COPYRIGHT", "(c) 2024 Harbour Post", "(C)1999", "(c) the third item",
		"", "Ćopyright", "Harbour Post ©", "copyrighted", "Company news", "（c）2024", "»©",
	} {
		if got, want := claims(line), claim.MatchString(line); got != want {
			t.Errorf("%q: %v, want %v", line, got, want)
		}
	}
	for line, want := range map[string]bool{"": false, "May": false, "٣ مايو": false, "3 May": true, "May 9": true, "a0": true, "/:": false} {
		if got := hasDigit(line); got != want {
			t.Errorf("digit in %q: %v, want %v", line, got, want)
		}
	}
}

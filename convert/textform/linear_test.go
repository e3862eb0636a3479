package textform

import (
	"strings"
	"testing"
	"time"
)

// TestLarge holds that no text makes Read run over what it has seen before: a second is
// many times what each of these takes.
func TestLarge(t *testing.T) {
	if testing.Short() {
		t.Skip("takes seconds")
	}
	const most = 20 * time.Second // of a busy machine; what runs over it all again takes hours
	for name, body := range map[string]string{
		"line breaks":         strings.Repeat("\n", 1<<20),
		"one line":            strings.Repeat("The ferry is late again today. ", 64<<20/31),
		"a word":              strings.Repeat("a", 4<<20),
		"runs":                strings.Repeat("The ferry is late.The office", 1<<16),
		"short lines":         strings.Repeat("said the\noffice, \n", 1<<16),
		"wrapped":             strings.Repeat("the ferry is late again today, says the office of the harbour and\n", 1<<15),
		"brackets":            "# a\n# b\n# c\n" + strings.Repeat("[", 1<<18),
		"links that end late": "# a\n# b\n# c\n" + strings.Repeat("[a](", 1<<16),
		"emphasis":            "# a\n# b\n# c\n" + strings.Repeat("*a _b ", 1<<16),
		"backticks, quotes":   "# a\n# b\n# c\n" + strings.Repeat("`\"'", 1<<16),
		"table":               "# a\n# b\n# c\n" + strings.Repeat("a | b\n", 1<<15) + "---|---\n",
		"table rules":         "# a\n# b\n# c\n" + strings.Repeat("a|b\n---|---\n", 1<<15),
		"references":          strings.Repeat("  1. https://post.example/\n", 1<<15),
		"closing marks":       strings.Repeat("said \n, \"\n)\n", 1<<15),
		"hyphens":             strings.Repeat("the ferry is late again today, says the office of the har-\n", 1<<15),
		"form feeds":          strings.Repeat("the ferry is late again today, says the office of the quay\n\f", 1<<16),
		"code":                "# a\n# b\n# c\n[a](b) [a](b)\n\n" + strings.Repeat("a = {b: c};\n", 1<<15),
	} {
		start := time.Now()
		for _, whole := range []bool{false, true} {
			Read([]byte(body), Options{Whole: whole})
		}
		if took := time.Since(start); took > most {
			t.Errorf("%s: %v for %d bytes", name, took, len(body))
		} else {
			t.Logf("%s: %v for %d bytes", name, took, len(body))
		}
	}
}

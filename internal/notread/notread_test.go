package notread_test

import (
	"fmt"
	"os"
	"strings"
	"testing"

	"github.com/dsbuild/dsbuild/internal/notread"
)

// TestDocumentListsTheKinds keeps docs/format.md in step.
func TestDocumentListsTheKinds(t *testing.T) {
	body, err := os.ReadFile("../../docs/format.md")
	if err != nil {
		t.Fatal(err)
	}
	for _, k := range notread.Kinds {
		if row := fmt.Sprintf("| `%s` | %s | %s |\n", k.Name, k.What, k.Remedy); !strings.Contains(string(body), row) {
			t.Errorf("docs/format.md lacks %s", row)
		}
	}
	if n := strings.Count(string(body), "\n| `"); n < len(notread.Kinds) {
		t.Errorf("it has %d rows", n)
	}
}

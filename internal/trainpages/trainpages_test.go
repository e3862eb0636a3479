package trainpages_test

import (
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/dsbuild/dsbuild/internal/trainpages"
)

func folder(t *testing.T) string {
	t.Helper()
	dir := t.TempDir()
	for name, body := range map[string]string{"b.html": "<p>b", "a&c.html": "<p>a", "c.txt": "c"} {
		if err := os.WriteFile(filepath.Join(dir, name), []byte(body), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	return dir
}

func TestWrite(t *testing.T) {
	var out strings.Builder
	row := func(p trainpages.Page) (any, error) {
		return []any{p.ID, string(p.Page().Source.Format), string(p.Page().Body)}, nil
	}
	if err := trainpages.Write(&out, folder(t), row, "names"); err != nil {
		t.Fatal(err)
	}
	want := `"names"
["a&c","html","<p>a"]
["b","html","<p>b"]
["c","page_text","c"]
`
	if out.String() != want {
		t.Errorf("got\n%swant\n%s", out.String(), want)
	}
}

func TestEachNamesTheFile(t *testing.T) {
	bad := errors.New("bad")
	dir := folder(t)
	err := trainpages.Each(dir, func(p trainpages.Page) error {
		if p.ID == "b" {
			return bad
		}
		return nil
	})
	if !errors.Is(err, bad) || !strings.Contains(err.Error(), filepath.Join(dir, "b.html")) {
		t.Errorf("error is %v", err)
	}
}

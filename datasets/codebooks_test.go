package datasets_test

import (
	"strings"
	"testing"

	"github.com/dsbuild/dsbuild/datasets"
	"github.com/dsbuild/dsbuild/schema"
)

func TestCodebookFaults(t *testing.T) {
	coded := []schema.Annotator{{Name: "quotes", Hash: "1"}, {Name: "topics", Scheme: "cap", Codebook: "2"}, {Name: "topics", Scheme: "ports", Codebook: "3"}, {Name: "topics", Scheme: "older", Hash: "4"}}
	capFile := datasets.File{Path: datasets.CodebookPath("cap"), SHA256: "2"}
	portsFile := datasets.File{Path: "codebooks/ports.yaml", SHA256: "3"}
	tests := map[string]struct {
		files []datasets.File
		want  string
	}{
		"all":            {[]datasets.File{capFile, portsFile}, ""},
		"one missing":    {[]datasets.File{capFile}, "it does not list codebooks/ports.yaml, the codebook of the scheme ports"},
		"another digest": {[]datasets.File{capFile, {Path: portsFile.Path, SHA256: "4"}}, "it states another SHA-256 of codebooks/ports.yaml (4…) than its annotator (3…)"},
	}
	for name, tt := range tests {
		m := &datasets.Manifest{Annotators: coded, Files: tt.files}
		if got := strings.Join(m.CodebookFaults(), "; "); got != tt.want {
			t.Errorf("%s: %q, want %q", name, got, tt.want)
		}
	}
}

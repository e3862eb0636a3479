package scorer

import (
	"testing"

	"github.com/dsbuild/dsbuild/schema"
)

// TestNamed: what coded articles can tell is learned; what is multiplied is where they cannot.
func TestNamed(t *testing.T) {
	for r, learned := range map[schema.SpeakerResolution]bool{
		schema.ResolvedExplicit: true, schema.ResolvedSurname: true, schema.ResolvedCarried: true, schema.ResolvedNone: true, "": true,
		schema.ResolvedPronoun: false, schema.ResolvedNominal: false,
	} {
		if p := named(r); (p == 1) != learned || p <= 0.5 || p > 1 {
			t.Errorf("%q: %v", r, p)
		}
	}
}

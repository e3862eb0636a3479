package inspect

import (
	"path/filepath"
	"slices"
	"testing"
)

// TestPlacesOfAPage: a source_uri leads to files below --pages and nowhere else.
func TestPlacesOfAPage(t *testing.T) {
	for _, c := range []struct {
		uri  string
		want []string
	}{
		{"pages/2024/a.html", []string{"DIR/pages/2024/a.html", "DIR/2024/a.html", "DIR/a.html"}},
		{"a.html", []string{"DIR/a.html"}},
		{"../../etc/passwd", []string{"DIR/etc/passwd", "DIR/passwd"}},
		{"/etc/passwd", []string{"DIR/etc/passwd", "DIR/passwd"}},
		{"pages/caf%E9.html", []string{"DIR/pages/caf\xe9.html", "DIR/caf\xe9.html", "DIR/pages/caf%E9.html", "DIR/caf%E9.html"}},
		{"pages/%2e%2e%2f%2e%2e/x", []string{"DIR/x", "DIR/pages/%2e%2e%2f%2e%2e/x", "DIR/%2e%2e%2f%2e%2e/x", "DIR/x"}},
		{"", nil},
	} {
		f := pageFinder{dir: "DIR"}
		var got []string
		for _, place := range f.places(c.uri) {
			got = append(got, filepath.ToSlash(place))
		}
		if !slices.Equal(got, c.want) {
			t.Errorf("%q may lie at %q, want %q", c.uri, got, c.want)
		}
	}
}

// TestSampleIsThatOfTheIDs: a sample does not depend on the order, and a larger one begins with a smaller one.
func TestSampleIsThatOfTheIDs(t *testing.T) {
	ids := []string{"a", "b", "c", "d", "e", "f", "g", "h"}
	draw := func(n int, ids []string) (drawn []string) {
		s := newSample[string](n)
		for _, id := range ids {
			s.add(id, id)
		}
		for _, x := range s.items {
			drawn = append(drawn, x.item)
		}
		return drawn
	}
	three := draw(3, ids)
	turned := slices.Clone(ids)
	slices.Reverse(turned)
	if len(three) != 3 || !slices.Equal(three, draw(3, turned)) || !slices.Equal(three, draw(5, ids)[:3]) {
		t.Errorf("samples: %v, %v, %v", three, draw(3, turned), draw(5, ids))
	}
	if all := draw(20, ids); len(all) != len(ids) {
		t.Errorf("a sample larger than what there is has %v", all)
	}
}

package scorer

import (
	"slices"
	"testing"
)

// TestTemplates: names tell features apart, and no field is there that none has.
func TestTemplates(t *testing.T) {
	used := map[field]bool{}
	for task, list := range templates {
		seen := map[string]bool{}
		for _, t1 := range list {
			if seen[t1.String()] {
				t.Errorf("task %d has the template %q twice", task, t1)
			}
			seen[t1.String()] = true
			for _, f := range t1 {
				used[f] = true
			}
		}
	}
	names := map[string]bool{}
	for f := nothing + 1; f < fields; f++ {
		if name := fieldNames[f]; name == "" || names[name] {
			t.Errorf("field %d has the name %q", f, name)
		}
		names[fieldNames[f]] = true
		if !used[f] {
			t.Errorf("no template has the field %s", fieldNames[f])
		}
	}
}

// TestNamesNotOrder: what a feature is called makes its hash, not where it stands in a table.
func TestNamesNotOrder(t *testing.T) {
	for _, task := range features() {
		var hashes []uint32
		for _, f := range task {
			if f.name != code(f.of.String()) {
				t.Errorf("%s has the hash %d", f.of, f.name)
			}
			hashes = append(hashes, f.name)
		}
		slices.Sort(hashes)
		if n := len(slices.Compact(hashes)); n != len(task) {
			t.Errorf("%d hashes of %d templates", n, len(task))
		}
	}
}

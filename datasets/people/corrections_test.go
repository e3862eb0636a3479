package people

import (
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/dsbuild/dsbuild/schema"
)

// corrections reads rows of a file, "merge,ada reed,ada roe".
func corrections(columns string, rows ...string) (*Corrections, error) {
	var cells [][]string
	for _, r := range rows {
		cells = append(cells, strings.Split(r, ","))
	}
	return NewCorrections(strings.Split(columns, ","), slices.All(cells))
}

func TestCorrections(t *testing.T) {
	articles := []*schema.Article{
		said("a", 1, "Ana Maria Ruiz"), said("a", 2, "Ana Ruiz"), said("a", 3, "Ana Lund", "Bo Roe"), said("b", 9, "A. Lund"),
		said("b", 9, "the Harbour Office"), said("b", 10, "the Office of Harbours", "the Harbour Office"), said("b", 10, "Cora Wren"),
	}
	untouched := []string{"a lund + ana lund", "ana maria ruiz + ana ruiz", "bo roe", "cora wren", "harbour office", "office of harbours"}
	for name, tc := range map[string]struct {
		rows    []string
		want    []string
		names   string  // of the rows that were corrected
		without []int64 // rows without effect
	}{
		"split": {
			[]string{"split,Ana RUIZ,"},
			[]string{"a lund + ana lund", "ana maria ruiz", "ana ruiz!", "bo roe", "cora wren", "harbour office", "office of harbours"},
			"Ana Ruiz", nil,
		},
		"merge over surnames, with all that the rules join": {
			[]string{"merge,ana ruiz,A. Lund"},
			[]string{"a lund + ana lund + ana maria ruiz + ana ruiz!", "bo roe", "cora wren", "harbour office", "office of harbours"},
			"Ana Lund", nil,
		},
		"a chain, in any order": {
			[]string{"merge,bo roe,cora wren", "merge,a lund,bo roe"},
			[]string{"a lund + ana lund + bo roe + cora wren!", "ana maria ruiz + ana ruiz", "harbour office", "office of harbours"},
			"Cora Wren", nil,
		},
		"split and merge": {
			[]string{"merge,ana ruiz,bo roe", "split,ana ruiz,"},
			[]string{"a lund + ana lund", "ana maria ruiz", "ana ruiz + bo roe!", "cora wren", "harbour office", "office of harbours"},
			"Bo Roe", nil,
		},
		"rename whom a merge made": {
			[]string{"rename,office of harbours,The Office", "merge,office of harbours,harbour office"},
			[]string{"a lund + ana lund", "ana maria ruiz + ana ruiz", "bo roe", "cora wren", "harbour office + office of harbours!"},
			"The Office", nil,
		},
		"what changes nothing": {
			[]string{"merge,dan ferris,bo roe", "merge,bo roe,dan ferris ii", "merge,a lund,ana lund", "split,dan ferris,", "rename,dan ferris,Dan"},
			untouched, "",
			[]int64{1, 2, 3, 4, 5},
		},
		"two names for one person": {
			[]string{"rename,ana ruiz,Ann", "rename,ana maria ruiz,Anne"},
			[]string{"a lund + ana lund", "ana maria ruiz + ana ruiz!", "bo roe", "cora wren", "harbour office", "office of harbours"},
			"Anne",
			[]int64{1},
		},
	} {
		c, err := corrections("action,key,value", tc.rows...)
		if err != nil {
			t.Fatal(name, err)
		}
		collector := New(nil, t.TempDir(), c)
		rows := collect(t, collector, articles)
		if diff := cmp.Diff(tc.want, keys(rows)); diff != "" {
			t.Errorf("%s, -want +got:\n%s", name, diff)
		}
		var names []string
		for _, p := range rows {
			if slices.Contains(p.Findings, schema.Corrected) {
				names = append(names, p.Name)
			}
			if !slices.Contains(p.Keys, p.ID) {
				t.Errorf("%s: %s is none of its keys", name, p.ID)
			}
			if p.ID == "harbour office" && len(p.Keys) == 2 && (p.Articles != 2 || p.Quotes != 3) {
				t.Errorf("%s: one article that quotes both is counted twice: %+v", name, p)
			}
		}
		if got := strings.Join(names, ", "); got != tc.names {
			t.Errorf("%s: the corrected are called %q", name, got)
		}
		if diff := cmp.Diff(tc.without, collector.WithoutEffect()); diff != "" {
			t.Errorf("%s, rows without effect: %s", name, diff)
		}
	}
	if got := keys(collect(t, New(nil, t.TempDir(), nil), articles)); !slices.Equal(got, untouched) {
		t.Errorf("without corrections %v", got)
	}
}

func TestCorrectionsThatAreRefused(t *testing.T) {
	for _, tc := range []struct {
		columns, rows, says string
	}{
		{"action,key", "split,a", "no column value among action, key"},
		{"action,key,value,note", "split,a,,b", `a column "note"`},
		{"action,key,value", "", "no row below its header"},
		{"action,key,value", "split,Ana Roe,;drop,Ana Roe,", `row 2: column action: there is no action "drop"`},
		{"action,key,value", "Split,Ana Roe,", `row 1: column action: there is no action "Split"`},
		{"action,key,value", "split,2024,", "row 1: column key: \"2024\" is no name"},
		{"action,key,value", "split,Ana Roe,Bo", "row 1: column value: a split has none"},
		{"action,key,value", "merge,Ana Roe,", "row 1: column value: \"\" is no name"},
		{"action,key,value", "merge,Ana Roe,ANA ROE", "row 1: column value: it is the same name as the key"},
		{"action,key,value", "merge,ana,bo;merge,ana,cora", "row 2: column value: \"ana\" is put together with \"cora\", and with \"bo\" in a row before"},
		{"action,key,value", "merge,ana,bo;merge,bo,cora;merge,cora,ana", "leads back to itself"},
		{"action,key,value", "rename,ana,;", "row 1: column value: \"\" is no name"},
		{"action,key,value", "rename,ana,Ann;rename,ANA,Anne", "row 2: column key: \"ana\" was renamed in a row before"},
	} {
		rows := strings.Split(tc.rows, ";")
		if tc.rows == "" {
			rows = nil
		}
		if _, err := corrections(tc.columns, rows...); err == nil || !strings.Contains(err.Error(), tc.says) {
			t.Errorf("%s: %v", tc.rows, err)
		}
	}
	if _, err := corrections("Value, KEY ,action", ",ana,split"); err != nil {
		t.Errorf("columns in another order: %v", err)
	}
}

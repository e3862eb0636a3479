package export

import (
	"bytes"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/dsbuild/dsbuild/datasets"
	"github.com/dsbuild/dsbuild/schema"
)

// How a column is written follows from its values, and is stated in the record where its name changes.
func TestStataVars(t *testing.T) {
	kinds := &schema.Vocabulary{Name: "kinds", Terms: []schema.Term{{Code: "news"}, {Code: "opinion"}}}
	long := strings.Repeat("é", shortText)
	m := &memory{
		tables: []*schema.Table{{Name: "articles", Columns: []schema.Column{
			{Name: "doc_id"},
			{Name: "kind", Vocabulary: kinds},
			{Name: "later", Vocabulary: kinds},
			{Name: "title"},
			{Name: "text"},
			{Name: "n", Type: schema.Int32},
			{Name: "huge", Type: schema.Int32},
			{Name: "x_" + strings.Repeat("ab", 20) + "1", Type: schema.Bool},
			{Name: "x_" + strings.Repeat("ab", 20) + "2", Type: schema.Float64},
			{Name: "x_né"},
			{Name: "x_NÉ"},
			{Name: "none"},
		}}},
		rows: map[string][][]schema.Value{"articles": {{
			text(long), text("opinion"), text("obituary"), text("short"), text(long), whole(-5), whole(missingLong), whole(1), real(.5), text("a"), text("b"), {},
		}}},
	}
	x := &exporter{ds: m, passes: 1}
	vars, rows, err := x.stataVars(m.tables[0])
	if err != nil || rows != 1 {
		t.Fatal(rows, err)
	}
	type shown struct {
		Name string
		Kind uint16
	}
	var got []shown
	for _, v := range vars {
		got = append(got, shown{v.name, v.kind})
	}
	want := []shown{
		{"doc_id", uint16(len(long))}, // a key, by which Stata merges
		{"kind", stataLong},
		{"later", 8}, // has a word that this version does not know
		{"title", 5},
		{"text", stataStrL},
		{"n", stataLong},
		{"huge", stataDouble}, // Stata takes it for a missing value
		{"x_abababababababababababababababab"[:32], stataByte},
		{"x_ababababababababababababababab"[:30] + "_2", stataDouble},
		{"x_n_", 1},
		{"x_N__2", 1},
		{"none", 1},
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Error(diff)
	}
	if vars[1].codes == nil || vars[2].codes != nil {
		t.Error("value labels are for known words alone")
	}
	_, r := export(t, m, Options{To: "dta"})
	if c := r.Tables[0].Columns[9]; c.Name != "x_né" || c.As != "x_n_" {
		t.Error(c)
	}
	m.rows["articles"][0][8] = real(1e308)
	if _, err := Write(m, t.TempDir(), Options{To: "dta", Manifest: &datasets.Manifest{}}); err == nil || !strings.Contains(err.Error(), "1e+308 is more than Stata can hold") {
		t.Error(err)
	}
}

// The map of a file names the byte at which each section begins.
func TestStataMap(t *testing.T) {
	dir, _ := export(t, two(), Options{To: "dta"})
	body := []byte(read(t, dir, "articles.dta"))
	at := bytes.Index(body, []byte("<map>")) + len("<map>")
	for i, name := range []string{
		"<stata_dta>", "<map>", "<variable_types>", "<varnames>", "<sortlist>", "<formats>", "<value_label_names>",
		"<variable_labels>", "<characteristics>", "<data>", "<strls>", "<value_labels>", "</stata_dta>", "",
	} {
		if place := little.Uint64(body[at+8*i:]); place > uint64(len(body)) || !bytes.HasPrefix(body[place:], []byte(name)) || name == "" && place != uint64(len(body)) {
			t.Errorf("%s is not at %d", name, place)
		}
	}
	if !bytes.Contains(body, []byte("opinion\x00")) {
		t.Error("value labels")
	}
}

func TestStataLists(t *testing.T) {
	for want, list := range map[string][]string{`a; b`: {"a", "b"}, `a\; b`: {"a; b"}, `a\\; b`: {`a\`, "b"}, "": {}} {
		if got := stataText(schema.Utf8List, items(list...)); got != want {
			t.Errorf("%s, want %s", got, want)
		}
	}
}

func TestFitsCutsNoCharacter(t *testing.T) {
	for size, want := range map[int]string{7: "aéü", 6: "aéü", 5: "aé", 4: "aé", 3: "a", 1: ""} {
		if got := fits("aéü", size); got != want {
			t.Errorf("%d: %q, want %q", size, got, want)
		}
	}
}

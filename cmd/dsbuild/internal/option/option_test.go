package option

import (
	"math"
	"reflect"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/spf13/cobra"

	"github.com/dsbuild/dsbuild/convert"
	"github.com/dsbuild/dsbuild/datasets"
	"github.com/dsbuild/dsbuild/schema"
)

// TestEveryFieldHasOneRow holds that Build and Table belong together.
func TestEveryFieldHasOneRow(t *testing.T) {
	var b Build
	rows := map[any]string{}
	names := map[string]bool{}
	for i := range Table {
		o := &Table[i]
		if other := rows[o.Field(&b)]; other != "" {
			t.Errorf("%s and %s have one field", other, o.Name)
		}
		rows[o.Field(&b)] = o.Name
		if names[o.Name] || o.Name == "" || o.Doc == "" {
			t.Errorf("row %d: %q, %q", i, o.Name, o.Doc)
		}
		names[o.Name] = true
	}
	fields := 0
	groups := reflect.ValueOf(&b).Elem()
	for g := range groups.NumField() {
		for f := range groups.Field(g).NumField() {
			fields++
			if place := groups.Field(g).Field(f).Addr().Interface(); rows[place] == "" {
				t.Errorf("%s.%s has no row in Table", groups.Type().Field(g).Name, groups.Field(g).Type().Field(f).Name)
			}
		}
	}
	if fields != len(Table) {
		t.Errorf("%d fields, %d rows", fields, len(Table))
	}
}

// TestDefaultsAreTaken holds that a default has its field's type, and is a value that the option takes.
func TestDefaultsAreTaken(t *testing.T) {
	b := New()
	if err := b.Check(); err != nil {
		t.Error(err)
	}
	for i := range Table {
		o := &Table[i]
		if got := reflect.ValueOf(o.Field(&b)).Elem().Interface(); o.Default != nil && !reflect.DeepEqual(got, o.Default) {
			t.Errorf("%s: default %#v became %#v", o.Name, o.Default, got)
		}
	}
}

func TestCheck(t *testing.T) {
	refused := 0
	for i := range Table {
		o := &Table[i]
		var wrong []any
		b := New()
		switch p := o.Field(&b).(type) {
		case *string:
			if o.Words != nil {
				wrong = append(wrong, "", "nonsense")
			}
		case *[]string:
			if o.Words != nil {
				wrong = append(wrong, []string{o.Words[0], "nonsense"})
			}
		case *int:
			wrong = append(wrong, int(o.Least)-1)
		case *int64:
			wrong = append(wrong, o.Least-1)
		case *float64:
			wrong = append(wrong, -.1, 1.1, math.NaN())
		case *bool:
		default:
			t.Fatalf("%s is kept in a %T", o.Name, p)
		}
		for _, value := range wrong {
			reflect.ValueOf(o.Field(&b)).Elem().Set(reflect.ValueOf(value))
			if err := b.Check(); err == nil || !strings.HasPrefix(err.Error(), "--"+o.Name+" ") {
				t.Errorf("%s = %v: %v", o.Name, value, err)
			}
			refused++
		}
	}
	if refused < 20 {
		t.Errorf("only %d values were tried", refused)
	}
}

// other returns options of which none has its default.
func other() Build {
	b := New()
	for i := range Table {
		o := &Table[i]
		switch p := o.Field(&b).(type) {
		case *string:
			*p = "other"
			if o.Words != nil {
				*p = o.Words[1]
			}
		case *[]string:
			*p = []string{"title=kop", "url=adres"}
			if o.Words != nil {
				*p = o.Words
			}
		case *int:
			*p += 7
		case *int64:
			*p += 7
		case *float64:
			*p = .75
		case *bool:
			*p = true
		}
	}
	return b
}

// TestManifestStatesWhatDecidesBytes holds that what is stated is read again, and that
// neither places nor numbers of workers are stated.
func TestManifestStatesWhatDecidesBytes(t *testing.T) {
	b := other()
	b.Index, b.Outlets = "coding/index.csv", "coding/outlets.csv"
	stated := b.Effective()
	got := Stated(stated)
	if got.Index != "index.csv" || got.Outlets != "outlets.csv" {
		t.Error(got.Index, got.Outlets)
	}
	want := b
	want.Index, want.Outlets = got.Index, got.Outlets
	for i := range Table {
		if o := &Table[i]; o.As == Unstated {
			reflect.ValueOf(o.Field(&want)).Elem().Set(reflect.ValueOf(o.Field(&got)).Elem())
		}
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Error(diff)
	}
	for _, key := range []string{"out", "overwrite", "jobs", "max_rejects", "recipe"} {
		if _, there := stated[key]; there {
			t.Errorf("%s decides no byte, and is stated", key)
		}
	}
	if stated[datasets.OptionThreshold] != "0.75" {
		t.Error("the threshold has another name in package datasets")
	}
	none := New()
	if diff := cmp.Diff(none, Stated(map[string]string{"max_nodes": "many", "foo": "bar", "jobs": "99"})); diff != "" {
		t.Error(diff)
	}
}

// TestDefaultsAreThoseOfThePackages holds that a program that uses the packages, and states nothing, gets what build does.
func TestDefaultsAreThoseOfThePackages(t *testing.T) {
	b := New()
	c := b.Convert()
	if c.EvidenceAll || c.KeepAll || c.KeepForm || c.Blocks || c.Without != nil ||
		c.SpeechThreshold != schema.Some(convert.DefaultSpeechThreshold) {
		t.Errorf("%+v", c)
	}
	if s := b.Source(); s.TextIsPage || b.IndexLast() {
		t.Errorf("%+v", s)
	}
	if d := b.Dataset(); !d.Parquet || d.Arrow || d.With != nil {
		t.Errorf("%+v", d)
	}
}

// TestFlags holds that each option has a flag, and the words of those that have some complete it.
func TestFlags(t *testing.T) {
	var b Build
	cmd := &cobra.Command{Use: "build"}
	b.AddFlags(cmd)
	for i := range Table {
		o := &Table[i]
		flag := cmd.Flags().Lookup(o.Name)
		if flag == nil || flag.Shorthand != o.Short || !strings.HasPrefix(flag.Usage, o.Doc) {
			t.Fatalf("%s: %+v", o.Name, flag)
		}
		complete, there := cmd.GetFlagCompletionFunc(o.Name)
		if there != (o.Words != nil) {
			t.Fatalf("%s: completion %v", o.Name, there)
		}
		if !there {
			continue
		}
		if words, _ := complete(cmd, nil, ""); !cmp.Equal(o.Words, words) {
			t.Errorf("%s completes to %v", o.Name, words)
		}
		for _, word := range o.Words {
			if !strings.Contains(flag.Usage, word) || !strings.Contains(o.Markdown(), "`"+word+"`") {
				t.Errorf("%s does not name %s", o.Name, word)
			}
		}
	}
	if err := cmd.ParseFlags([]string{"--without", "quotes,topics", "--map", "title=a,b", "-j", "3", "--keep", "all"}); err != nil {
		t.Fatal(err)
	}
	if len(b.Without) != 2 || !cmp.Equal(b.Map, []string{"title=a,b"}) || b.Workers != 3 || !b.Convert().KeepAll {
		t.Errorf("%+v", b)
	}
}

package schema_test

import (
	"bytes"
	"encoding/json"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"

	"github.com/dsbuild/dsbuild/internal/golden"
	"github.com/dsbuild/dsbuild/schema"
)

// printed is what `dsbuild schema json` prints.
func printed(t *testing.T, d *schema.Document) string {
	t.Helper()
	var b bytes.Buffer
	e := json.NewEncoder(&b)
	e.SetEscapeHTML(false)
	e.SetIndent("", "  ")
	if err := e.Encode(d); err != nil {
		t.Fatal(err)
	}
	return b.String()
}

const howToPublish = "a published schema does not change: raise schema.Version, add a Release, run `go test ./schema -update` and `make docs`"

// TestPresentSchemaFollowsTheLast fails for a change that the version's number does
// not announce, and for something new that does not say since when it is there.
func TestPresentSchemaFollowsTheLast(t *testing.T) {
	if !schema.Unpublished(schema.Version) {
		t.Skip("the present schema is a published one")
	}
	release := schema.Releases[len(schema.Releases)-1].Version
	last, err := schema.VersionDocument(release)
	if err != nil {
		t.Fatal(err)
	}
	present := schema.Describe(nil)
	changes := schema.Diff(schema.Side{Document: last}, schema.Side{Document: &present})
	if next := schema.NextVersion(release, schema.Worst(changes)); schema.CompareVersions(schema.Version, next) < 0 {
		t.Errorf("what changed since %s is %s, so that %s has to be at least %s", release, schema.Worst(changes), schema.Version, next)
	}
	since := strings.TrimSuffix(strings.TrimSuffix(schema.Version, "-dev"), ".0")
	for _, c := range changes {
		table, name, _ := strings.Cut(c.Place, ".")
		var said string
		switch c.What {
		case "table added":
			said = present.Table(table).Since
		case "column added":
			said = column(&present, table, name).Since
		default:
			continue
		}
		if said != since {
			t.Errorf("%s says that it is there since %q, not %q", c.Place, said, since)
		}
	}
}

// TestPresentSchemaIsPublished fails for a change without a new version.
func TestPresentSchemaIsPublished(t *testing.T) {
	if schema.Unpublished(schema.Version) {
		t.Skip(schema.Version, "is published at the tag")
	}
	present := schema.Describe(nil)
	golden.Frozen(t, filepath.Join("versions", schema.Version+".json"), printed(t, &present))
	last := schema.Releases[len(schema.Releases)-1]
	if last.Version != schema.Version || last.Hash != schema.Hash() {
		t.Errorf("the last release is %s with hash %s, the present schema is %s with %s", last.Version, last.Hash, schema.Version, schema.Hash())
	}
	if t.Failed() {
		t.Log(howToPublish)
	}
}

// TestPublishedVersions holds that every published declaration is the one that
// was published, that each follows the last by its verdict, and that validation
// can be done with it.
func TestPublishedVersions(t *testing.T) {
	version := regexp.MustCompile(`^(0|[1-9]\d*)\.(0|[1-9]\d*)(\.[1-9]\d*)?$`)
	date := regexp.MustCompile(`^20\d\d-[01]\d-[0-3]\d$`)
	var last *schema.Document
	for _, r := range schema.Releases {
		d, err := schema.VersionDocument(r.Version)
		if err != nil {
			t.Fatal(err)
		}
		if d.Version != r.Version || d.Hash != r.Hash || schema.Digest(d) != r.Hash || !version.MatchString(r.Version) || !date.MatchString(r.Date) || r.Summary == "" {
			t.Errorf("%+v does not describe versions/%s.json, whose hash is %s", r, r.Version, schema.Digest(d))
		}
		tables, err := d.Declare(nil)
		if err != nil || len(tables) != len(d.Tables) {
			t.Errorf("%s: %d tables: %v", r.Version, len(tables), err)
		}
		if last != nil {
			verdict := schema.Worst(schema.Diff(schema.Side{Document: last}, schema.Side{Document: d}))
			if next := schema.NextVersion(last.Version, verdict); schema.CompareVersions(r.Version, next) < 0 || verdict == schema.Same {
				t.Errorf("%s after %s: the change is %s, so that the version is at least %s", r.Version, last.Version, verdict, next)
			}
		}
		last = d
	}
	files, err := filepath.Glob("versions/*.json")
	if err != nil || len(files) != len(schema.Releases) {
		t.Errorf("%v are not the releases", files)
	}
	names := schema.VersionNames()
	if last := names[len(names)-1]; last != schema.Version {
		t.Errorf("the last of the versions is %s, not the present one, %s", last, schema.Version)
	}
	for _, name := range append(names, schema.Present) {
		if d, err := schema.VersionDocument(name); err != nil || !schema.IsVersion(name) || name != schema.Present && d.Version != name {
			t.Errorf("the declaration of %s is not to be had: %v", name, err)
		}
	}
	if _, err := schema.VersionDocument("0.0"); err == nil || !strings.Contains(err.Error(), schema.Version) {
		t.Error("a version that nobody published is no error that names those there are:", err)
	}
}

// TestDocumentDeclaresTheTables wants the tables made of the document to be those
// it was made of, in all that validation looks at.
func TestDocumentDeclaresTheTables(t *testing.T) {
	user := []schema.UserColumn{{Name: "x_wave", Type: schema.Int32}}
	d := schema.Describe(nil)
	got, err := d.Declare(user)
	if err != nil {
		t.Fatal(err)
	}
	ignored := cmp.Options{
		cmpopts.IgnoreUnexported(schema.Table{}, schema.Column{}),
		cmpopts.IgnoreFields(schema.Column{}, "Dictionary", "Long"), // how it is written
		cmpopts.EquateEmpty(),
	}
	if diff := cmp.Diff(schema.Tables(user), got, ignored); diff != "" {
		t.Errorf("-tables +declared:\n%s", diff)
	}
	for _, body := range []string{
		`{`, `{"format":"x/1"}`,
	} {
		if _, err := schema.ParseDocument([]byte(body)); err == nil {
			t.Errorf("%s was read", body)
		}
	}
	for _, spoil := range []func(*schema.ColumnDocument){
		func(c *schema.ColumnDocument) { c.Type = "uint8" },
		func(c *schema.ColumnDocument) { c.Vocabulary = "moods" },
	} {
		d := schema.Describe(nil)
		spoil(&d.Tables[0].Columns[3])
		if _, err := d.Declare(nil); err == nil {
			t.Error("a spoiled declaration was taken")
		}
	}
}

func TestNextVersion(t *testing.T) {
	for _, tc := range []struct {
		old     string
		verdict schema.Verdict
		want    string
	}{
		{"0.1", schema.Same, "0.1"},
		{"0.1", schema.Patch, "0.1.1"},
		{"0.1.4", schema.Minor, "0.1.5"},
		{"0.1.4", schema.Major, "0.2"},
		{"0.9", schema.Major, "0.10"},
		{"1.2.3", schema.Patch, "1.2.4"},
		{"1.2.3", schema.Minor, "1.3"},
		{"1.2.3", schema.Major, "2.0"},
	} {
		if got := schema.NextVersion(tc.old, tc.verdict); got != tc.want {
			t.Errorf("after %s comes %s for %s, not %s", tc.old, got, tc.verdict, tc.want)
		}
	}
	sorted := []string{"0.1", "0.1.1", "0.2.0-dev", "0.2", "0.10", "1.0"}
	if schema.CompareVersions("0.2.0-dev", schema.NextVersion("0.1.9", schema.Major)) < 0 {
		t.Error("a development version does not stand where its number will")
	}
	if !slices.IsSortedFunc(sorted, schema.CompareVersions) {
		t.Error("versions are not ordered by number")
	}
}

package schema

import (
	"embed"
	"fmt"
	"slices"
	"strconv"
	"strings"
)

// Release is a published version of the schema. Its declaration stands in
// versions/VERSION.json and never changes again: papers cite it.
type Release struct {
	Version string
	Date    string // of publication
	Hash    string // of its declaration
	Summary string
}

// Releases lists the published versions, the oldest first. The last one is Version,
// or what Version grows from while it is a development version.
var Releases = []Release{
	{"0.1", "2026-11-25", "0ffb5a17e9a2e48464c123c9f613e5bacea6b92cf94d5f229a4a4892c1645eb6", "The first published version."},
	{"0.1.1", "2026-11-25", "950134c6f79b3906f8f711d3b1903b520360cea6f4eb5b39ac251dd9fe68d0ec", "The finding site_template: lines that recur on other pages of a site were left out."},
	{"0.1.2", "2026-11-25", "25877dc1ca658b3bd83c79cb4876603608dd3841adac34013915cfe1f40c3d16", "The finding quotes_marks_only: a text of which only the quote marks can be read."},
}

//go:embed versions/*.json
var versions embed.FS

// development ends the name of a version that is not published yet.
const development = "-dev"

// Present is the name under which the present version can always be asked for.
const Present = "present"

// Unpublished reports whether a version is a development version.
func Unpublished(version string) bool { return strings.HasSuffix(version, development) }

// short returns a version as Since names it: without development and a last 0.
func short(version string) string {
	return strings.TrimSuffix(strings.TrimSuffix(version, development), ".0")
}

// IsVersion reports whether name is that of a version: a published one, "present",
// or the present one, which may be called by the number that it will have.
func IsVersion(name string) bool {
	return isPresent(name) || slices.Contains(VersionNames(), name)
}

func isPresent(name string) bool {
	return name == Present || Unpublished(Version) && (name == Version || name == short(Version))
}

// VersionDocument returns the declaration of a version by a name that IsVersion knows.
func VersionDocument(version string) (*Document, error) {
	if isPresent(version) {
		present := Describe(nil)
		return &present, nil
	}
	if !IsVersion(version) {
		return nil, fmt.Errorf("there is no schema %q; there are %s", version, strings.Join(VersionNames(), ", "))
	}
	body, err := versions.ReadFile("versions/" + version + ".json")
	if err != nil {
		return nil, fmt.Errorf("read schema %s: %w", version, err)
	}
	return ParseDocument(body)
}

// VersionNames returns the published versions, the oldest first, and after them the
// present one where it is not published.
func VersionNames() []string {
	var names []string
	for _, r := range Releases {
		names = append(names, r.Version)
	}
	if Unpublished(Version) {
		names = append(names, Version)
	}
	return names
}

// NextVersion returns the lowest version that may follow after old where the
// verdict on what changed is v. While the first number is 0 the second one
// counts what breaks readers, and the third the rest.
func NextVersion(old string, v Verdict) string {
	n := versionNumbers(old)
	if n[0] == 0 && v == Minor {
		v = Patch
	}
	switch {
	case v == Major && n[0] > 0:
		return fmt.Sprintf("%d.0", n[0]+1)
	case v == Major, v == Minor:
		return fmt.Sprintf("%d.%d", n[0], n[1]+1)
	case v == Patch:
		return fmt.Sprintf("%d.%d.%d", n[0], n[1], n[2]+1)
	}
	return old
}

// CompareVersions orders versions by their numbers: 0.2.0-dev stands where 0.2 will.
func CompareVersions(a, b string) int {
	x, y := versionNumbers(a), versionNumbers(b)
	return slices.Compare(x[:], y[:])
}

func versionNumbers(version string) (n [3]int) {
	for i, part := range strings.SplitN(strings.TrimSuffix(version, development), ".", len(n)) {
		n[i], _ = strconv.Atoi(part) // a test holds that every version is numbers
	}
	return n
}

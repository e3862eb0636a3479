package compare

import (
	"fmt"
	"maps"
	"regexp"
	"slices"
	"strings"

	"github.com/dsbuild/dsbuild/datasets"
	"github.com/dsbuild/dsbuild/schema"
)

// Made is one way in which two datasets were made differently; "" is none.
type Made struct {
	What string `json:"what"`
	Old  string `json:"old"`
	New  string `json:"new"`
}

// HowMade compares what two manifests say of their datasets, but for what counts rows and files.
func HowMade(older, newer *datasets.Manifest) []Made {
	was, is := said(older), said(newer)
	keys := maps.Clone(was)
	maps.Copy(keys, is)
	list := []Made{}
	for _, what := range slices.Sorted(maps.Keys(keys)) {
		if was[what] != is[what] {
			list = append(list, Made{what, was[what], is[what]})
		}
	}
	return list
}

// said is what a manifest says, by what it is of.
func said(m *datasets.Manifest) map[string]string {
	all := map[string]string{
		"dsbuild":             m.DsbuildVersion,
		"schema":              fmt.Sprintf("%s %.12s", m.SchemaVersion, m.SchemaHash),
		"dataset name":        m.Dataset.Name,
		"dataset title":       m.Dataset.Title,
		"dataset version":     m.Dataset.Version,
		"dataset description": m.Dataset.Description,
		"dataset license":     m.Dataset.License,
		"dataset citation":    m.Dataset.Citation,
	}
	for key, value := range m.Options {
		all["option "+key] = value
	}
	for i := range m.Annotators {
		a := &m.Annotators[i]
		all["annotator "+a.Name] = strings.TrimSpace(fmt.Sprintf("%s %.12s", a.Version, a.Hash))
	}
	var inputs []string
	for _, in := range m.Inputs {
		inputs = append(inputs, fmt.Sprintf("%s (%d files, %d bytes, %.12s)", in.Root, in.Files, in.Bytes, in.SHA256))
	}
	all["inputs"] = strings.Join(inputs, ", ")
	if c := m.Corrections; c != nil {
		all["corrections of people"] = fmt.Sprintf("%s %.12s", c.File, c.SHA256)
	}
	return all
}

// numbered is a version that can be raised.
var numbered = regexp.MustCompile(`^[0-9]{1,6}(\.[0-9]{1,6}){0,2}$`)

// NextVersion is the version that the newer dataset should have, with as many numbers as the
// older one's has where they suffice; "" where that is none of one to three numbers.
func NextVersion(older string, verdict schema.Verdict) string {
	if !numbered.MatchString(older) {
		return ""
	}
	next := schema.NextVersion(older, verdict)
	for strings.Count(next, ".") < strings.Count(older, ".") {
		next += ".0"
	}
	return next
}

package main

import (
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"github.com/dsbuild/dsbuild/internal/disk"
)

// TestMessagesNameOptionsThatExist looks for every option that a message of validation
// or of schema diff names, and wants the commands that print it to have it.
func TestMessagesNameOptionsThatExist(t *testing.T) {
	root := newRootCommand(disk.Real)
	has := func(option string, command ...string) bool {
		cmd, _, err := root.Find(command)
		if err != nil {
			t.Fatal(err)
		}
		return cmd.Flags().Lookup(option) != nil || root.PersistentFlags().Lookup(option) != nil
	}
	option := regexp.MustCompile(`--([a-z][a-z-]+)`)
	literal := regexp.MustCompile("\"(?:[^\"\\\\]|\\\\.)*\"|`[^`]*`")
	n := 0
	files := []string{"schema_diff.go"}
	for _, pattern := range []string{"*.go", "rules/*.go", "crosscheck/*.go"} {
		names, err := filepath.Glob(filepath.Join("..", "..", "datasets", "validate", filepath.FromSlash(pattern)))
		if err != nil {
			t.Fatal(err)
		}
		files = append(files, names...)
	}
	// Reading the columns of files is common to both commands.
	both := map[string]bool{"targets.go": true, "declared.go": true, "schema_diff.go": true}
	for _, name := range files {
		if strings.HasSuffix(name, "_test.go") {
			continue
		}
		body, err := os.ReadFile(name)
		if err != nil {
			t.Fatal(err)
		}
		for _, text := range literal.FindAllString(string(body), -1) {
			for _, found := range option.FindAllStringSubmatch(text, -1) {
				n++
				diff := has(found[1], "schema", "diff")
				if both[filepath.Base(name)] && !diff {
					t.Errorf("%s names --%s, which schema diff has not", name, found[1])
				}
				if filepath.Base(name) != "schema_diff.go" && !has(found[1], "validate") {
					t.Errorf("%s names --%s, which validate has not: %s", name, found[1], text)
				}
			}
		}
	}
	if n < 10 {
		t.Errorf("%d options were looked for", n)
	}
}

package main

import (
	"bytes"
	"errors"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/dsbuild/dsbuild/cmd/dsbuild/internal/command"
	"github.com/dsbuild/dsbuild/datasets"
)

// fatalWord names the word that makes a page end the program which the tests run. The program
// that people have knows nothing of it.
const fatalWord = "DSBUILD_TEST_FATAL"

// fatalMain is dsbuild as the tests run it.
func fatalMain() {
	if word := os.Getenv(fatalWord); word != "" {
		atPage = func(body []byte) {
			if bytes.Contains(body, []byte(word)) {
				if self, err := os.FindProcess(os.Getpid()); err == nil {
					_ = self.Kill()
				}
				select {} // until it is dead
			}
		}
	}
	main()
}

// endsAt runs a command until it ends by itself, and says how often it was killed.
func endsAt(t *testing.T, word string, most int, args ...string) (killed int, said string, err error) {
	t.Helper()
	for ; ; killed++ {
		cmd := dsbuild(t, args...)
		if word != "" {
			cmd.Env = append(os.Environ(), fatalWord+"="+word)
		}
		body, err := cmd.CombinedOutput()
		var exit *exec.ExitError
		if errors.As(err, &exit) && exit.ExitCode() < 0 && killed < most {
			continue
		}
		return killed, string(body), err
	}
}

// TestPageThatEndsTheProgram builds pages of which two end the program, each in its own
// moment: both become rejects with their bytes kept, the other pages become what they
// become without them, and the bytes do not depend on who was in work with whom.
func TestPageThatEndsTheProgram(t *testing.T) {
	pages := manyPages(t, 60)
	body, err := os.ReadFile(pages)
	if err != nil {
		t.Fatal(err)
	}
	body = bytes.Replace(body, []byte("district 7 "), []byte("district seven, ruinous, "), 1)
	body = bytes.Replace(body, []byte("district 41 "), []byte("district fortyone, ruinous, "), 1)
	if err := os.WriteFile(pages, body, 0o600); err != nil {
		t.Fatal(err)
	}
	for _, lines := range []string{"drop", "keep"} {
		var first map[string]string
		for _, workers := range []string{"1", "4"} {
			out := filepath.Join(t.TempDir(), "out")
			args := []string{"build", pages, "-o", out, "--quiet", "-j", workers, "--site-lines", lines}
			killed, said, err := endsAt(t, "ruinous", 6, args...)
			var exit *exec.ExitError
			if !errors.As(err, &exit) || exit.ExitCode() != command.Findings || !strings.Contains(said, "2 pages ended the program") {
				t.Fatalf("-j %s, lines %s: after %d kills: %v\n%s", workers, lines, killed, err, said)
			}
			if killed < 2 || killed > 4 { // twice for each page; less where both were in work together
				t.Errorf("-j %s, lines %s: it was killed %d times", workers, lines, killed)
			}
			m, err := datasets.ReadManifest(out)
			if err != nil || m.Counts.Pages != 60 || m.Counts.Articles != 58 || len(m.Counts.Reasons) != 1 || m.Counts.Reasons[0].Count != 2 {
				t.Errorf("-j %s, lines %s: %+v, %v", workers, lines, m.Counts, err)
			}
			kept := entries(t, out+".quarantine")
			if len(kept) != 4 {
				t.Fatalf("kept are %v", kept)
			}
			page, err := os.ReadFile(filepath.Join(out+".quarantine", kept[1]))
			if err != nil || !bytes.Contains(page, []byte("ruinous")) {
				t.Errorf("%s is %q, %v", kept[1], page, err)
			}
			if _, err := os.Stat(out + ".unfinished"); !errors.Is(err, os.ErrNotExist) {
				t.Error("OUT.unfinished is left")
			}
			if first == nil {
				first = digestsOf(t, out)
			} else if diff := cmp.Diff(first, digestsOf(t, out)); diff != "" {
				t.Errorf("lines %s: the bytes depend on -j:\n%s", lines, diff)
			}
			if body, err := dsbuild(t, "validate", out, "--quiet").CombinedOutput(); err != nil {
				t.Errorf("it is not valid: %v\n%s", err, body)
			}
		}
	}
}

// TestKilledTwiceByChance kills builds while the same page is in work: it is tried alone, and
// converted.
func TestKilledTwiceByChance(t *testing.T) {
	pages := manyPages(t, 12)
	out, whole := filepath.Join(t.TempDir(), "out"), filepath.Join(t.TempDir(), "out")
	for range 2 {
		cmd := dsbuild(t, "build", pages, "-o", out, "--quiet", "-j", "2")
		cmd.Env = append(os.Environ(), fatalWord+"=district 5 ")
		if cmd.Run() == nil {
			t.Fatal("it came to its end")
		}
	}
	for _, place := range []string{out, whole} {
		if body, err := dsbuild(t, "build", pages, "-o", place, "--quiet").CombinedOutput(); err != nil {
			t.Fatalf("%v\n%s", err, body)
		}
	}
	if diff := cmp.Diff(digestsOf(t, whole), digestsOf(t, out)); diff != "" {
		t.Error(diff)
	}
	if _, err := os.Stat(out + ".quarantine"); !errors.Is(err, os.ErrNotExist) {
		t.Error("a page was set apart")
	}
}

// TestRetryAfterAnUpgrade retries a page that ended the program: by a program that it still
// ends, and by one that reads it.
func TestRetryAfterAnUpgrade(t *testing.T) {
	pages := manyPages(t, 30)
	body, err := os.ReadFile(pages)
	if err != nil {
		t.Fatal(err)
	}
	body = bytes.Replace(body, []byte("district 17 "), []byte("district seventeen, ruinous, "), 1)
	body = append(body, `{"url":"https://a.example/none","text":""}`+"\n"+`{"url":"https://a.example/broken`...)
	if err := os.WriteFile(pages, body, 0o600); err != nil {
		t.Fatal(err)
	}
	out, whole := filepath.Join(t.TempDir(), "out"), filepath.Join(t.TempDir(), "out")
	options := []string{"--quiet", "--speech-threshold", "0.6", "--appendable"}
	if _, said, err := endsAt(t, "ruinous", 3, append([]string{"build", pages, "-o", out}, options...)...); !strings.Contains(said, "1 page ended the program") {
		t.Fatalf("%v\n%s", err, said)
	}
	if said, err := dsbuild(t, append([]string{"build", pages, "-o", whole}, options...)...).CombinedOutput(); err != nil {
		t.Fatalf("%v\n%s", err, said)
	}
	was := digestsOf(t, out)
	retried := func(word string, wants []string, flags ...string) {
		t.Helper()
		killed, said, err := endsAt(t, word, 0, append([]string{"retry", out, pages, "--quiet"}, flags...)...)
		if err != nil || killed > 0 {
			t.Fatalf("%v\n%s", err, said)
		}
		for _, want := range wants {
			if !strings.Contains(said, want) {
				t.Errorf("it does not say %q:\n%s", want, said)
			}
		}
	}
	retried("ruinous", []string{"retried   3 rejects", "as before", "quarantined 1", "bad_record 1", "stays as it is"})
	retried("", []string{"articles  1", `quarantined, now "Council 17 votes"`, "built anew"}, "--dry-run")
	if diff := cmp.Diff(was, digestsOf(t, out)); diff != "" {
		t.Errorf("OUT has changed:\n%s", diff)
	}
	retried("", []string{"articles  1", "32 pages = 30 articles + 2 rejects"})
	if diff := cmp.Diff(digestsOf(t, whole), digestsOf(t, out)); diff != "" {
		t.Errorf("it is not what this program builds:\n%s", diff)
	}
}

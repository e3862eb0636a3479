package main

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"syscall"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/dsbuild/dsbuild/cmd/dsbuild/internal/command"
)

// dsbuild returns a command that runs this test binary as dsbuild.
func dsbuild(t *testing.T, args ...string) *exec.Cmd {
	t.Helper()
	self, err := os.Executable()
	if err != nil {
		t.Fatal(err)
	}
	cmd := exec.CommandContext(t.Context(), self, args...)
	cmd.Args[0] = "dsbuild"
	return cmd
}

// manyPages writes a JSONL file of n pages with texts of their own.
func manyPages(t *testing.T, n int) string {
	t.Helper()
	name := filepath.Join(t.TempDir(), "pages.jsonl")
	var b bytes.Buffer
	for i := range n {
		var text strings.Builder
		for j := range 12 {
			fmt.Fprintf(&text, "In district %d the council of ward %d voted on the harbour plan again. “We will rebuild it,” said Ana Ruiz, the mayor.\n\n", i, j)
		}
		line, err := json.Marshal(map[string]string{"url": fmt.Sprintf("https://a.example/%d", i), "title": fmt.Sprintf("Council %d votes", i), "text": text.String()})
		if err != nil {
			t.Fatal(err)
		}
		b.Write(append(line, '\n'))
	}
	if err := os.WriteFile(name, b.Bytes(), 0o600); err != nil {
		t.Fatal(err)
	}
	return name
}

// TestKilledBuildLeavesNoDataset kills builds at many moments: OUT is never there, the
// next build goes on where the killed one stood, and the last one ends in the bytes of a
// build that nothing disturbed.
func TestKilledBuildLeavesNoDataset(t *testing.T) {
	pages := manyPages(t, 4000)
	out := filepath.Join(t.TempDir(), "out")
	whole := filepath.Join(t.TempDir(), "out")
	if body, err := dsbuild(t, "build", pages, "-o", whole, "--quiet").CombinedOutput(); err != nil {
		t.Fatalf("%v\n%s", err, body)
	}
	killed, last := 0, bytes.Buffer{}
	for moment := 5 * time.Millisecond; ; moment = moment * 3 / 2 {
		cmd := dsbuild(t, "build", pages, "-o", out, "--quiet")
		last.Reset()
		cmd.Stdout = &last
		if err := cmd.Start(); err != nil {
			t.Fatal(err)
		}
		timer := time.AfterFunc(moment, func() { _ = cmd.Process.Kill() })
		err := cmd.Wait()
		timer.Stop()
		if err == nil {
			break // it was faster than the moment
		}
		killed++
		if _, err := os.Stat(filepath.Join(out, "manifest.json")); err == nil {
			// Killed after the rename: then the dataset must be whole.
			if body, err := dsbuild(t, "validate", out).CombinedOutput(); err != nil {
				t.Fatalf("killed after %s: OUT is there and not valid: %v\n%s", moment, err, body)
			}
			if err := os.RemoveAll(out); err != nil {
				t.Fatal(err)
			}
		} else if _, err := os.Stat(out); !errors.Is(err, os.ErrNotExist) {
			t.Fatalf("killed after %s: OUT is there without a manifest", moment)
		}
	}
	if killed < 3 {
		t.Errorf("only %d builds were killed before their end: the input is too small", killed)
	}
	if body, err := dsbuild(t, "validate", out).CombinedOutput(); err != nil {
		t.Errorf("the build after the killed ones: %v\n%s", err, body)
	}
	if !strings.Contains(last.String(), "went on    from") {
		t.Errorf("the build after the killed ones began anew: %s", last.String())
	}
	if diff := cmp.Diff(digestsOf(t, whole), digestsOf(t, out)); diff != "" {
		t.Errorf("the build after the killed ones has other files than an undisturbed one:\n%s", diff)
	}
	for _, left := range []string{".partial", ".unfinished"} {
		if _, err := os.Stat(out + left); !errors.Is(err, os.ErrNotExist) {
			t.Errorf("OUT%s is left", left)
		}
	}
}

// TestUnfinishedOfOtherPages changes what was left, or what it was made of: then nothing
// of it is taken.
func TestUnfinishedOfOtherPages(t *testing.T) {
	pages := manyPages(t, 3000)
	body, err := os.ReadFile(pages)
	if err != nil {
		t.Fatal(err)
	}
	info, err := os.Stat(pages)
	if err != nil {
		t.Fatal(err)
	}
	out := filepath.Join(t.TempDir(), "out")
	leave := func() {
		t.Helper()
		cmd := dsbuild(t, "build", pages, "-o", out, "--quiet", "--overwrite")
		if err := cmd.Start(); err != nil {
			t.Fatal(err)
		}
		for range 15000 {
			if info, err := os.Stat(filepath.Join(out+".unfinished", "results")); err == nil && info.Size() > 200_000 {
				break
			}
			time.Sleep(time.Millisecond)
		}
		_ = cmd.Process.Kill()
		if cmd.Wait() == nil {
			t.Fatal("the build was faster than its end")
		}
	}
	for name, c := range map[string]struct {
		change func() error
		args   []string
		goesOn bool
	}{
		"nothing":         {func() error { return nil }, nil, true},
		"fresh":           {func() error { return nil }, []string{"--fresh"}, false},
		"another option":  {func() error { return nil }, []string{"--speech-threshold", "0.7"}, false},
		"damaged results": {func() error { return os.Truncate(filepath.Join(out+".unfinished", "results"), 5) }, nil, false},
		"damaged survey":  {func() error { return os.Truncate(filepath.Join(out+".unfinished", "survey"), 200) }, nil, false},
		"other pages": {func() error {
			return os.WriteFile(pages, bytes.Replace(body, []byte("harbour plan"), []byte("railway plan"), 1), 0o600)
		}, nil, false},
		"other pages at the same time": {func() error {
			return errors.Join(os.WriteFile(pages, bytes.Replace(body, []byte("harbour plan"), []byte("railway plan"), 1), 0o600),
				os.Chtimes(pages, info.ModTime(), info.ModTime()))
		}, nil, false},
	} {
		t.Run(name, func(t *testing.T) {
			if err := errors.Join(os.WriteFile(pages, body, 0o600), os.Chtimes(pages, info.ModTime(), info.ModTime())); err != nil {
				t.Fatal(err)
			}
			leave()
			if err := c.change(); err != nil {
				t.Fatal(err)
			}
			args := append([]string{"build", pages, "--quiet", "--overwrite"}, c.args...)
			said, err := dsbuild(t, append(args, "-o", out)...).CombinedOutput()
			if err != nil || strings.Contains(string(said), "went on    from") != c.goesOn {
				t.Errorf("goes on: want %v: %v\n%s", c.goesOn, err, said)
			}
			whole := filepath.Join(t.TempDir(), "out")
			if said, err := dsbuild(t, append(args, "-o", whole, "--fresh")...).CombinedOutput(); err != nil {
				t.Fatalf("%v\n%s", err, said)
			}
			if diff := cmp.Diff(digestsOf(t, whole), digestsOf(t, out)); diff != "" {
				t.Errorf("other files than those of an undisturbed build:\n%s", diff)
			}
		})
	}
}

// TestInterruptedBuildCleansUp sends what Ctrl-C sends.
func TestInterruptedBuildCleansUp(t *testing.T) {
	pages := manyPages(t, 20000)
	for signal, code := range map[syscall.Signal]int{syscall.SIGINT: 130, syscall.SIGTERM: 143} {
		out := filepath.Join(t.TempDir(), "out")
		cmd := dsbuild(t, "build", pages, "-o", out)
		var said bytes.Buffer
		cmd.Stderr = &said
		if err := cmd.Start(); err != nil {
			t.Fatal(err)
		}
		for range 15000 { // until it has begun to write
			if _, err := os.Stat(out + ".partial"); err == nil {
				break
			}
			time.Sleep(2 * time.Millisecond)
		}
		if err := cmd.Process.Signal(signal); err != nil {
			t.Fatal(err)
		}
		var exit *exec.ExitError
		if err := cmd.Wait(); !errors.As(err, &exit) || exit.ExitCode() != code {
			t.Errorf("%s: %v, want exit %d", signal, err, code)
		}
		if !strings.Contains(said.String(), "interrupted") {
			t.Errorf("%s: it says %q", signal, said.String())
		}
		for _, name := range []string{out, out + ".partial"} {
			if _, err := os.Stat(name); !errors.Is(err, os.ErrNotExist) {
				t.Errorf("%s: %s is left", signal, filepath.Base(name))
			}
		}
	}
}

// TestTwoBuildsIntoOneOut starts a second build while the first one runs.
func TestTwoBuildsIntoOneOut(t *testing.T) {
	pages := manyPages(t, 20000)
	out := filepath.Join(t.TempDir(), "out")
	first := dsbuild(t, "build", pages, "-o", out, "--quiet")
	if err := first.Start(); err != nil {
		t.Fatal(err)
	}
	for range 15000 {
		if _, err := os.Stat(out + ".partial"); err == nil {
			break
		}
		time.Sleep(2 * time.Millisecond)
	}
	body, err := dsbuild(t, "build", pages, "-o", out, "--quiet").CombinedOutput()
	var exit *exec.ExitError
	if !errors.As(err, &exit) || exit.ExitCode() != command.Failed || !bytes.Contains(body, []byte("out")) {
		t.Errorf("the second build: %v\n%s", err, body)
	}
	if err := first.Wait(); err != nil {
		t.Errorf("the first build: %v", err)
	}
}

// TestClosedPipeEndsQuietly reads one line and goes away, as head does.
func TestClosedPipeEndsQuietly(t *testing.T) {
	cmd := dsbuild(t, "schema", "json")
	out, err := cmd.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	var said bytes.Buffer
	cmd.Stderr = &said
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	if err := out.Close(); err != nil {
		t.Fatal(err)
	}
	if err := cmd.Wait(); err != nil || said.Len() > 0 {
		t.Errorf("%v, it says %q", err, said.String())
	}
}

// TestFullDisk builds into a file system of 256 KiB, where the machine lets the test make one.
func TestFullDisk(t *testing.T) {
	disk := t.TempDir()
	if body, err := exec.CommandContext(t.Context(), "mount", "-t", "tmpfs", "-o", "size=256k", "tmpfs", disk).CombinedOutput(); err != nil {
		t.Skipf("SKIPPED: a small file system cannot be mounted here: %s", body)
	}
	t.Cleanup(func() {
		if body, err := exec.Command("umount", "-l", disk).CombinedOutput(); err != nil {
			t.Errorf("umount: %s", body)
		}
	})
	out := filepath.Join(disk, "out")
	body, err := dsbuild(t, "build", manyPages(t, 3000), "-o", out).CombinedOutput()
	var exit *exec.ExitError
	if !errors.As(err, &exit) || exit.ExitCode() != command.Failed || !bytes.Contains(body, []byte("no space left")) {
		t.Errorf("%v\n%s", err, body)
	}
	if _, err := os.Stat(out); !errors.Is(err, os.ErrNotExist) {
		t.Error("OUT is there")
	}
}

package main

import (
	"bytes"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
	"unicode/utf8"

	"golang.org/x/sys/unix"
)

// terminal opens a terminal of so many columns: what is written to screen is read from host.
func terminal(t *testing.T, columns uint16) (host, screen *os.File) {
	t.Helper()
	host, err := os.OpenFile("/dev/ptmx", os.O_RDWR, 0)
	if err != nil {
		t.Skip("no terminals here: ", err)
	}
	t.Cleanup(func() { host.Close() })
	n, err := unix.IoctlGetInt(int(host.Fd()), unix.TIOCGPTN)
	if err == nil {
		err = unix.IoctlSetPointerInt(int(host.Fd()), unix.TIOCSPTLCK, 0)
	}
	if err == nil {
		err = unix.IoctlSetWinsize(int(host.Fd()), unix.TIOCSWINSZ, &unix.Winsize{Row: 24, Col: columns})
	}
	if err == nil {
		screen, err = os.OpenFile(fmt.Sprint("/dev/pts/", n), os.O_RDWR|unix.O_NOCTTY, 0)
	}
	if err != nil {
		t.Skip("no terminals here: ", err)
	}
	return host, screen
}

// TestProgressOnATerminal: a line that fits says what is done, how fast, how long it takes and what was
// rejected, and is gone at the end.
func TestProgressOnATerminal(t *testing.T) {
	for _, columns := range []uint16{200, 40} {
		host, screen := terminal(t, columns)
		var shown bytes.Buffer
		read := make(chan struct{})
		go func() {
			_, _ = io.Copy(&shown, host) // ends with an error when nobody has the screen open
			close(read)
		}()
		body, err := os.ReadFile(manyPages(t, 4000))
		if err != nil {
			t.Fatal(err)
		}
		pages := filepath.Join(t.TempDir(), "pages.jsonl")
		line, _, _ := bytes.Cut(body, []byte("\n"))
		if err := os.WriteFile(pages, bytes.Join([][]byte{line, line, body}, []byte("\n")), 0o600); err != nil {
			t.Fatal(err)
		}
		cmd := dsbuild(t, "build", pages, "-o", filepath.Join(t.TempDir(), "out"), "-j", "1")
		cmd.Stderr = screen
		if out, err := cmd.Output(); err != nil {
			t.Fatalf("%v\n%s", err, out)
		}
		screen.Close()
		<-read
		lines := strings.Split(shown.String(), "\r")
		for _, l := range lines {
			if n := utf8.RuneCountInString(l); n >= int(columns) {
				t.Errorf("a line of %d characters on a screen of %d: %q", n, columns, l)
			}
		}
		whole := regexp.MustCompile(`^building  \d+ %  \d+m?\d*s left  \d+ pages, \d+ a second  2 rejects: duplicate_page 2 *$`)
		cut := regexp.MustCompile(`^building  \d+ %  \d+m?\d*s left  \d+ pages`)
		found := false
		for _, l := range lines {
			found = found || columns == 200 && whole.MatchString(l) || columns == 40 && cut.MatchString(l)
		}
		if !found {
			t.Errorf("no line on %d columns says how far it is: %q", columns, lines)
		}
		if last := lines[len(lines)-2]; strings.TrimSpace(last) != "" {
			t.Errorf("a line is left on the screen: %q", last)
		}
	}
}

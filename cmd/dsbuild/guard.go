package main

import (
	"bufio"
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"os/exec"
	"strings"
	"time"
)

// A file that was not written by us, or was damaged since, can make any reader
// of Parquet allocate without bound, and no recover() helps. So the commands
// that read datasets run themselves again in a child process with a limited
// address space; what the child finds comes back as lines on its standard output.

// childVariable tells a process that it is such a child.
const childVariable = "DSBUILD_CHILD"

// headroom is how much more address space than at its start a child may take:
// row groups are at most 64 MiB, so that a sound dataset needs far less.
const headroom = 1 << 30

// silence is how long a child may work without a line before it counts as hung.
const silence = 2 * time.Minute

func isChild() bool { return os.Getenv(childVariable) != "" }

// errChildDied means that the reading process did not come to its end.
var errChildDied = errors.New("the process that reads the files died")

// runChild runs this binary again with args and hands each line of its output
// to line. The error is errChildDied where the child was killed, ran out of
// memory, panicked or hung.
func runChild(ctx context.Context, args []string, line func([]byte) error) error {
	self, err := os.Executable()
	if err != nil {
		return fmt.Errorf("find own binary: %w", err)
	}
	ctx, cancel := context.WithCancel(ctx)
	defer cancel()
	child := exec.CommandContext(ctx, self, args...)
	child.Args[0] = os.Args[0] // the name it was called by decides what the binary is
	child.Env = append(os.Environ(), childVariable+"=1")
	var last tail
	child.Stderr = &last
	out, err := child.StdoutPipe()
	if err != nil {
		return fmt.Errorf("start the reading process: %w", err)
	}
	if err := child.Start(); err != nil {
		return fmt.Errorf("start the reading process: %w", err)
	}
	watchdog := time.AfterFunc(silence, cancel)
	defer watchdog.Stop()
	readErr := eachLine(out, func(b []byte) error {
		watchdog.Reset(silence)
		return line(b)
	})
	if readErr != nil {
		cancel()
	}
	waitErr := child.Wait()
	if readErr != nil {
		return readErr
	}
	var exit *exec.ExitError
	switch {
	case waitErr == nil:
		return nil
	case errors.As(waitErr, &exit) && exit.ExitCode() == exitFailure:
		return errors.New(strings.TrimPrefix(last.firstLine(), "dsbuild: ")) // it came to its end and says why
	}
	return fmt.Errorf("%w: %s", errChildDied, howEnded(ctx, waitErr, last.String()))
}

// howEnded says how a process came to its end. What Go prints then speaks of the
// program and not of the file.
func howEnded(ctx context.Context, waitErr error, said string) string {
	switch {
	case ctx.Err() != nil:
		return fmt.Sprintf("it said nothing for %s", silence)
	case strings.Contains(said, "out of memory"), strings.Contains(said, "cannot allocate memory"), strings.Contains(said, "makeslice"):
		return "what the file says of itself would take more memory than a file of its size may"
	case strings.Contains(said, "stack overflow"), strings.Contains(said, "goroutine stack exceeds"):
		return "what the file says of itself is nested without end"
	case strings.HasPrefix(said, "panic:"), strings.Contains(said, "\npanic:"), strings.Contains(said, "fatal error:"):
		return "the library that reads it met something it did not expect"
	}
	return waitErr.Error()
}

func eachLine(r io.Reader, line func([]byte) error) error {
	lines := bufio.NewReaderSize(r, 1<<16)
	for {
		b, err := lines.ReadBytes('\n')
		if len(b) > 0 && b[len(b)-1] == '\n' {
			if err := line(b[:len(b)-1]); err != nil {
				return err
			}
		}
		if err != nil {
			return nil // the child's end; Wait says how it ended
		}
	}
}

// tail keeps the first bytes of what a dying process says.
type tail struct{ bytes.Buffer }

func (t *tail) Write(b []byte) (int, error) {
	const enough = 1 << 12
	if room := enough - t.Len(); room > 0 {
		t.Buffer.Write(b[:min(room, len(b))])
	}
	return len(b), nil
}

func (t *tail) firstLine() string {
	line, _, _ := bytes.Cut(t.Bytes(), []byte("\n"))
	return string(line)
}

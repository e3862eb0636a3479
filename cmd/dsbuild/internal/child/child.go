// Package child reads files that nobody vouches for in a process of its own.
//
// A file that dsbuild did not write, or that was damaged since, can make any reader
// of Parquet allocate without bound, and no recover() helps. So the commands that
// read datasets run themselves again in a child with a limited address space.
//
// In: this very command line. Out: what the child writes to its standard output,
// line by line. Laws: a child that is killed, runs out of memory, panics or hangs
// is ErrDied; one that ends with a message of its own is that message.
package child

import (
	"bufio"
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os"
	"os/exec"
	"slices"
	"strings"
	"time"

	"github.com/dsbuild/dsbuild/cmd/dsbuild/internal/command"
	"github.com/dsbuild/dsbuild/internal/lines"
)

// variable tells a process that it is such a child.
const variable = "DSBUILD_CHILD"

// headroom is how much more address space than at its start a child may take:
// row groups are at most 64 MiB, so that a sound dataset needs far less.
const headroom = 1 << 30

// silence is how long a child may work without a line before it counts as hung.
const silence = 2 * time.Minute

// maxLine bounds a line of a child: its address space does too, with what it has to
// hold beside the line.
const maxLine = headroom / 2

// Is reports whether this process is such a child.
func Is() bool { return os.Getenv(variable) != "" }

// ErrDied means that the reading process did not come to its end.
var ErrDied = errors.New("the process that reads the files died")

// Unreadable says which folder could not be read, where the process that read it died.
func Unreadable(err error, dir string) error {
	if !errors.Is(err, ErrDied) {
		return err
	}
	return fmt.Errorf("%s cannot be read, 'dsbuild validate %s' says which file: %w", dir, dir, err)
}

// Run carries out this command line again in a child, with more flags of the form
// --name=value, and hands each line of its output to line.
func Run(ctx context.Context, flags []string, line func([]byte) error) error {
	// They come first: behind "--" they would be arguments.
	return RunArgs(ctx, slices.Concat(flags, os.Args[1:]), line)
}

// Lines returns what Run hands lines to that are values in JSON.
func Lines[T any](take func(T)) func([]byte) error {
	return func(line []byte) error {
		var v T
		if err := json.Unmarshal(line, &v); err != nil {
			return fmt.Errorf("read what the reading process found: %w", err)
		}
		take(v)
		return nil
	}
}

// RunArgs carries out another command line of this program in a child.
func RunArgs(ctx context.Context, args []string, line func([]byte) error) error {
	self, err := os.Executable()
	if err != nil {
		return fmt.Errorf("find own binary: %w", err)
	}
	ctx, cancel := context.WithCancel(ctx)
	defer cancel()
	child := exec.CommandContext(ctx, self, args...)
	child.Args[0] = os.Args[0] // the name it was called by decides what the binary is
	child.Env = append(os.Environ(), variable+"=1")
	var said head
	child.Stderr = &said
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
	case errors.As(waitErr, &exit) && exit.ExitCode() == command.Failed:
		return errors.New(strings.TrimPrefix(said.firstLine(), "dsbuild: ")) // it came to its end and says why
	}
	return fmt.Errorf("%w: %s", ErrDied, howEnded(ctx, waitErr, said.String()))
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
	in := lines.NewReader(bufio.NewReaderSize(r, 1<<16), maxLine)
	for {
		b, _, err := in.Next()
		switch {
		case errors.Is(err, lines.ErrTooLong):
			return fmt.Errorf("read what the reading process found: %w", err)
		case err != nil, !in.Whole():
			return nil // the child's end; Wait says how it ended
		}
		if err := line(b); err != nil {
			return err
		}
	}
}

// head keeps the first bytes of what a dying process says.
type head struct{ bytes.Buffer }

func (h *head) Write(b []byte) (int, error) {
	const enough = 1 << 12
	if room := enough - h.Len(); room > 0 {
		h.Buffer.Write(b[:min(room, len(b))])
	}
	return len(b), nil
}

func (h *head) firstLine() string {
	line, _, _ := bytes.Cut(h.Bytes(), []byte("\n"))
	return string(line)
}

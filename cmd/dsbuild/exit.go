package main

import (
	"context"
	"errors"
	"fmt"
	"os"
	"os/signal"
	"syscall"
	"time"

	"github.com/spf13/cobra"

	"github.com/dsbuild/dsbuild/internal/text"
)

// The exit codes; Go's own panics exit with 2.
const (
	exitOK          = 0
	exitFailure     = 1  // nothing was done: a missing INPUT, an OUT that exists
	exitFindings    = 3  // done, but look: findings, a panic, or a build that is not to be published
	exitUsage       = 64 // what the command line alone shows
	exitInterrupted = 130
	exitTerminated  = 143
)

const exitCodesHelp = `Exit codes: 0 ok; 1 failure; 3 findings (or a build with nothing to publish);
64 usage; 130 and 143 interrupted.`

// codedError carries its exit code; an empty message means the command has
// said all there is to say.
type codedError struct {
	code int
	err  error
}

func (e *codedError) Error() string {
	if e.err == nil {
		return ""
	}
	return e.err.Error()
}

func (e *codedError) Unwrap() error { return e.err }

func failure(err error) error { return &codedError{exitFailure, err} }

func usagef(format string, args ...any) error {
	return &codedError{exitUsage, fmt.Errorf(format, args...)}
}

// running wraps a command's body: an error that is not coded yet is a failure,
// where an error from cobra itself is one of usage.
func running(body func(*cobra.Command, []string) error) func(*cobra.Command, []string) error {
	return func(cmd *cobra.Command, args []string) error {
		err := body(cmd, args)
		var coded *codedError
		if err == nil || errors.As(err, &coded) {
			return err
		}
		return failure(err)
	}
}

// exitCode maps an error to the exit code and the message to print.
func exitCode(ctx context.Context, err error) (int, string) {
	if err == nil {
		return exitOK, ""
	}
	if errors.Is(err, syscall.EPIPE) {
		return exitOK, "" // the reader has seen enough
	}
	if caught, ok := errors.AsType[*caughtSignal](context.Cause(ctx)); ok {
		return caught.code(), "interrupted; nothing was published"
	}
	message := text.Terminal(err.Error())
	if coded, ok := errors.AsType[*codedError](err); ok {
		return coded.code, message
	}
	return exitUsage, message + "\nSee 'dsbuild --help'."
}

// caughtSignal is the cause of a context that a signal ended.
type caughtSignal struct{ signal os.Signal }

func (c *caughtSignal) Error() string { return c.signal.String() }

func (c *caughtSignal) code() int {
	if c.signal == syscall.SIGTERM {
		return exitTerminated
	}
	return exitInterrupted
}

// patience is how long a command may take to clean up after a signal; a read
// from a terminal or a pipe cannot be interrupted.
const patience = 5 * time.Second

// interruptible returns a context that ends at Ctrl-C or a termination, with
// the signal as its cause. A second signal, or a command that does not come to
// its end in time, exits at once: what is unfinished is never published.
func interruptible(parent context.Context) (context.Context, func()) {
	ctx, cancel := context.WithCancelCause(parent)
	signals := make(chan os.Signal, 2)
	signal.Notify(signals, os.Interrupt, syscall.SIGTERM)
	// A closed standard output must reach the writer as an error, so that it ends quietly.
	signal.Ignore(syscall.SIGPIPE)
	go func() {
		first, ok := <-signals
		if !ok {
			return
		}
		caught := &caughtSignal{first}
		cancel(caught)
		select {
		case <-signals:
		case <-time.After(patience):
		}
		os.Exit(caught.code())
	}()
	return ctx, func() {
		signal.Stop(signals)
		cancel(nil)
	}
}

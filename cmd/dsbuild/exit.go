package main

import (
	"context"
	"errors"
	"os"
	"os/signal"
	"syscall"
	"time"

	"github.com/dsbuild/dsbuild/cmd/dsbuild/internal/command"
	"github.com/dsbuild/dsbuild/internal/text"
)

// exitCode maps an error to the exit code and the message to print.
func exitCode(ctx context.Context, err error) (int, string) {
	if err == nil {
		return command.OK, ""
	}
	if errors.Is(err, syscall.EPIPE) {
		return command.OK, "" // the reader has seen enough
	}
	if caught, ok := errors.AsType[*caughtSignal](context.Cause(ctx)); ok {
		return caught.code(), "interrupted; nothing was published"
	}
	message := text.Terminal(err.Error())
	if coded, ok := errors.AsType[*command.Error](err); ok {
		return coded.Code, message
	}
	return command.Usage, message + "\nSee 'dsbuild --help'."
}

// caughtSignal is the cause of a context that a signal ended.
type caughtSignal struct{ signal os.Signal }

func (c *caughtSignal) Error() string { return c.signal.String() }

func (c *caughtSignal) code() int {
	if c.signal == syscall.SIGTERM {
		return command.Terminated
	}
	return command.Interrupted
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

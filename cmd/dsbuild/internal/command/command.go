// Package command holds what the commands have in common: exit codes, and errors
// that carry them.
//
// In: the error of a command. Out: an exit code and what to print. Laws: what the
// command line alone shows to be wrong is an error of usage; an error without a
// code is a failure.
package command

import (
	"errors"
	"fmt"

	"github.com/spf13/cobra"
)

// The exit codes; Go's own panics exit with 2.
const (
	OK          = 0
	Failed      = 1  // nothing was done: a missing INPUT, an OUT that exists
	Findings    = 3  // done, but look: findings, a panic, or a build that is not to be published
	Usage       = 64 // what the command line alone shows
	Interrupted = 130
	Terminated  = 143
)

// ExitCodesHelp ends the help of every command.
const ExitCodesHelp = `Exit codes: 0 ok; 1 failure; 3 findings (or a build with nothing to publish);
64 usage; 130 and 143 interrupted.`

// Error is an error with its exit code; without Err the command has said all
// there is to say.
type Error struct {
	Code int
	Err  error
}

func (e *Error) Error() string {
	if e.Err == nil {
		return ""
	}
	return e.Err.Error()
}

func (e *Error) Unwrap() error { return e.Err }

// Failure makes err a failure, whatever code it had.
func Failure(err error) error { return &Error{Failed, err} }

// Findingsf says what is to be looked at, though the command has done its work.
func Findingsf(format string, args ...any) error {
	return &Error{Findings, fmt.Errorf(format, args...)}
}

// Usagef says what is wrong with the command line.
func Usagef(format string, args ...any) error {
	return &Error{Usage, fmt.Errorf(format, args...)}
}

// Run wraps a command's body: an error that has no code yet is a failure, where an
// error of cobra itself is one of usage.
func Run(body func(*cobra.Command, []string) error) func(*cobra.Command, []string) error {
	return func(cmd *cobra.Command, args []string) error {
		err := body(cmd, args)
		var coded *Error
		if err == nil || errors.As(err, &coded) {
			return err
		}
		return Failure(err)
	}
}

// Exactly checks the number of arguments and names what is missing.
func Exactly(n int, what string) cobra.PositionalArgs {
	return func(cmd *cobra.Command, args []string) error {
		if len(args) != n {
			return Usagef("%s needs %s, got %d arguments", cmd.Name(), what, len(args))
		}
		return nil
	}
}

// Command dsbuild turns raw scraped articles into a typed, validated dataset.
//
// See `dsbuild --help`; every command has an example there, and the examples
// are run by the tests of this package.
package main

import (
	"context"
	"fmt"
	"os"

	"github.com/dsbuild/dsbuild/cmd/dsbuild/internal/child"
	"github.com/dsbuild/dsbuild/internal/disk"
)

func main() { os.Exit(run(os.Args[1:])) }

// run carries out one command line and returns the exit code.
func run(args []string) int {
	ctx, stop := interruptible(context.Background())
	defer stop()
	child.Limit()
	root := newRootCommand(disk.Real)
	root.SetArgs(args)
	err := root.ExecuteContext(ctx)
	code, message := exitCode(ctx, err)
	if message != "" {
		fmt.Fprintln(os.Stderr, "dsbuild: "+message)
	}
	return code
}

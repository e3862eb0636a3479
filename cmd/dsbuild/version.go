package main

import (
	"fmt"
	"runtime"

	"github.com/spf13/cobra"

	"github.com/dsbuild/dsbuild/cmd/dsbuild/internal/command"
	"github.com/dsbuild/dsbuild/schema"
)

// version is the version of dsbuild; it is part of every manifest.
const version = "0.1.0"

func newVersionCommand() *cobra.Command {
	return &cobra.Command{
		Use:     "version",
		Short:   "Print the versions of dsbuild and of the schema",
		Example: "  dsbuild version",
		Args:    cobra.NoArgs,
		RunE: command.Run(func(cmd *cobra.Command, _ []string) error {
			_, err := fmt.Fprintf(cmd.OutOrStdout(), "dsbuild %s\nschema %s %.12s\n%s %s/%s\n",
				version, schema.Version, schema.Hash(), runtime.Version(), runtime.GOOS, runtime.GOARCH)
			return err
		}),
	}
}

package main

import (
	"cmp"
	"fmt"
	"io"
	"slices"
	"strings"
	"text/tabwriter"

	"github.com/spf13/cobra"

	"github.com/dsbuild/dsbuild/cmd/dsbuild/internal/command"
	"github.com/dsbuild/dsbuild/cmd/dsbuild/internal/recipe"
	"github.com/dsbuild/dsbuild/cmd/dsbuild/internal/screen"
	"github.com/dsbuild/dsbuild/schema"
)

func newSchemaCommand() *cobra.Command {
	cmd := &cobra.Command{
		Use:   "schema",
		Short: "Print the tables, columns and vocabularies of a dataset",
		Example: `  dsbuild schema show
  dsbuild schema show quotes
  dsbuild schema json`,
		Args: cobra.NoArgs,
		RunE: func(*cobra.Command, []string) error {
			return command.Usagef("schema needs one of show, json, jsonschema, diff, recipe, docs")
		},
	}
	cmd.AddCommand(
		newSchemaShowCommand(),
		newSchemaJSONCommand(), newSchemaDiffCommand(),
		schemaPrinter("jsonschema", "Print a JSON Schema of one row of each table",
			func(w io.Writer) error { return screen.JSON(w, schema.JSONSchema(nil)) }),
		schemaPrinter("recipe", "Print docs/recipe.md: the keys of a recipe, and the fields of records and of the index",
			printed(recipe.Markdown)),
		schemaPrinter("docs", "Print docs/schema.md", printed(schema.Markdown)),
	)
	return cmd
}

func schemaPrinter(name, short string, printTo func(io.Writer) error) *cobra.Command {
	return &cobra.Command{
		Use: name, Short: short, Example: "  dsbuild schema " + name, Args: cobra.NoArgs,
		RunE: command.Run(func(cmd *cobra.Command, _ []string) error { return printTo(cmd.OutOrStdout()) }),
	}
}

// printed writes what document returns, which is made when it is asked for.
func printed(document func() string) func(io.Writer) error {
	return func(w io.Writer) error {
		_, err := io.WriteString(w, document())
		return err
	}
}

func newSchemaJSONCommand() *cobra.Command {
	return &cobra.Command{
		Use:       "json [VERSION]",
		Short:     "Print the whole declaration, or that of a version, as JSON",
		Example:   "  dsbuild schema json\n  dsbuild schema json 0.1",
		Args:      cobra.MaximumNArgs(1),
		ValidArgs: schema.VersionNames(),
		RunE: command.Run(func(cmd *cobra.Command, args []string) error {
			if len(args) == 0 {
				return screen.JSON(cmd.OutOrStdout(), schema.Describe(nil))
			}
			d, err := schema.VersionDocument(args[0])
			if err != nil {
				return command.Usagef("%w", err)
			}
			return screen.JSON(cmd.OutOrStdout(), d)
		}),
	}
}

func newSchemaShowCommand() *cobra.Command {
	format := "text"
	cmd := &cobra.Command{
		Use:   "show [TABLE or VOCABULARY]",
		Short: "Print tables and vocabularies, or one of them",
		Long: `Show prints what the columns of tables and the words of vocabularies mean. --format spark
prints the columns of one table as Spark's mapInArrow takes them, --format arrow as an Arrow stream
without rows; results, which they print where no table is named, is what operator writes.`,
		Example: `  dsbuild schema show
  dsbuild schema show articles
  dsbuild schema show quote_kind
  dsbuild schema show results --format spark`,
		Args:      cobra.MaximumNArgs(1),
		ValidArgs: append(schemaNames(), resultsName),
		RunE: command.Run(func(cmd *cobra.Command, args []string) error {
			switch {
			case format == "spark", format == "arrow", format == "text" && slices.Contains(args, resultsName):
				return showStream(cmd.OutOrStdout(), format, cmp.Or(strings.Join(args, ""), resultsName))
			case format != "text":
				return command.Usagef("--format is text, spark or arrow, not %q", format)
			}
			if len(args) == 1 && !slices.Contains(schemaNames(), args[0]) {
				return command.Usagef("no table or vocabulary %q; there are %s", args[0], strings.Join(schemaNames(), ", "))
			}
			return showSchema(cmd.OutOrStdout(), args)
		}),
	}
	cmd.Flags().StringVar(&format, "format", format, "text, spark or arrow")
	return cmd
}

func tableNames() []string {
	var names []string
	for _, t := range schema.Tables(nil) {
		names = append(names, t.Name)
	}
	return names
}

func schemaNames() []string {
	names := tableNames()
	for _, v := range schema.Vocabularies {
		names = append(names, v.Name)
	}
	return names
}

func showSchema(w io.Writer, only []string) error {
	wanted := func(name string) bool { return len(only) == 0 || only[0] == name }
	out := tabwriter.NewWriter(w, 0, 4, 2, ' ', 0)
	for _, t := range schema.Tables(nil) {
		if !wanted(t.Name) {
			continue
		}
		fmt.Fprintf(out, "%s: %s\n", t.Name, t.Doc)
		for i := range t.Columns {
			c := &t.Columns[i]
			fmt.Fprintf(out, "  %s\t%s\t%s\t%s\t%s\n", c.Name, c.Type, c.Rule(), c.Rights, c.Doc)
		}
		fmt.Fprintln(out)
	}
	for _, v := range schema.Vocabularies {
		if !wanted(v.Name) {
			continue
		}
		fmt.Fprintf(out, "%s: %s\n", v.Name, v.Doc)
		for _, term := range v.Terms {
			fmt.Fprintf(out, "  %s\t%s\n", term.Code, term.Doc)
		}
		fmt.Fprintln(out)
	}
	return out.Flush()
}

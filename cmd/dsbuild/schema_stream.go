package main

import (
	"fmt"
	"io"
	"slices"
	"strings"
	"text/tabwriter"

	"github.com/dsbuild/dsbuild/cmd/dsbuild/internal/command"
	"github.com/dsbuild/dsbuild/convert/resultrows"
	"github.com/dsbuild/dsbuild/datasets/table"
	"github.com/dsbuild/dsbuild/internal/arrowrows"
	"github.com/dsbuild/dsbuild/schema"
)

// resultsName is what schema show calls the rows that operator writes without --table.
const resultsName = "results"

// streamedTable returns a table whose rows operator writes.
func streamedTable(name string, user []schema.UserColumn, with, without []string) (*schema.Table, error) {
	var names []string
	for _, t := range schema.Tables(user) {
		switch {
		case t.Name == name && slices.Contains(without, t.Layer) && t.Layer != "":
			return nil, command.Usagef("the table %s is of the layer %s, which --without leaves out", name, t.Layer)
		case t.Name == name && t.OnRequest && !slices.Contains(with, name):
			return nil, command.Usagef("the table %s is made on request; add --tables %s", name, name)
		case t.Name == name && t.AtEnd():
			return nil, command.Usagef("the table %s is of all pages, which a stream does not see; merge the results of operator", name)
		case t.Name == name:
			return t, nil
		case !t.AtEnd():
			names = append(names, t.Name)
		}
	}
	return nil, command.Usagef("there is no table %q; a stream may be of %s", name, strings.Join(names, ", "))
}

// ddlTypes are the types of columns as Spark names them.
var ddlTypes = map[schema.Type]string{
	schema.Utf8: "string", schema.Utf8List: "array<string>", schema.Int32: "int", schema.Float64: "double", schema.Bool: "boolean",
	schema.Date32: "date", schema.Timestamp: "timestamp",
}

var ddlKinds = map[arrowrows.Kind]string{arrowrows.Text: "string", arrowrows.Count: "bigint", arrowrows.Bytes: "binary"}

// showStream prints the schema of what operator writes, as Spark takes it or as an Arrow
// stream without rows; of results also in words.
func showStream(w io.Writer, format, name string) error {
	if name == resultsName {
		switch format {
		case "arrow":
			return resultrows.NewWriter(w, false).Close()
		case "text":
			out := tabwriter.NewWriter(w, 0, 4, 2, ' ', 0)
			fmt.Fprintln(out, "results: one row a page that dsbuild operator was given, for dsbuild merge")
			for _, c := range resultrows.Columns {
				fmt.Fprintf(out, "  %s\t%s\t%s\n", c.Name, ddlKinds[c.Kind], c.Doc)
			}
			return out.Flush()
		}
		var columns []string
		for _, c := range resultrows.Columns {
			columns = append(columns, c.Name+" "+ddlKinds[c.Kind])
		}
		_, err := fmt.Fprintln(w, strings.Join(columns, ", "))
		return err
	}
	t := schema.TableByName(name)
	if t == nil {
		return command.Usagef("no table %q; there are %s, %s", name, resultsName, strings.Join(tableNames(), ", "))
	}
	if format == "arrow" {
		return table.NewStream(w, t, table.Options{SchemaHash: schema.Hash()}).Close()
	}
	var columns []string
	for i := range t.Columns {
		columns = append(columns, t.Columns[i].Name+" "+ddlTypes[t.Columns[i].Type])
	}
	_, err := fmt.Fprintln(w, strings.Join(columns, ", "))
	return err
}

// Package schema is the published contract of dsbuild: what a page, an article
// and every table of a dataset are.
//
// In: nothing; the package holds types and data only. Out: the Go types that
// flow between the stages (Page, Block, Article, Reject, Outcome), the closed
// vocabularies, and Tables, the one declaration of every table and column.
//
// Laws:
//   - Everything else derives from Tables: the Arrow schema, the writers, the
//     validator, docs/schema.md, the JSON Schema.
//   - In memory a Span counts bytes, on disk it counts Unicode code points;
//     Offsets is the one place that converts.
//   - Missing is the zero value in memory and NULL on disk, never "" or 1970.
//   - The package imports the standard library only.
package schema

// Version is the version of the schema. It stays 0.x until the first tag. One that
// ends in "-dev" is not published: its changes since the last Release are one list
// that grows until the tag.
const Version = "0.2.0-dev"

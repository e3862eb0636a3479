// Package feature makes the rows that the models of blocks judge.
//
// In: a page that the rules have decided, and their view of it. Out: one row a unit, in
// columns of small integers (Rows): what its words say, where it stands, what the rules
// decided, and the same of its neighbours; for the second stage (Second) also what the
// first said of them. Laws: the same columns in the same order on every page, which a
// model knows by their number; integer arithmetic alone; the memory of a page is used
// again for the next.
//
// rows.go has what HTML and dumps share, rows_html.go and rows_lines.go what each has of
// its own, hints.go what the head of a page says, second.go the second stage. A column
// that comes, goes or changes needs new models (docs/models/block.md).
package feature

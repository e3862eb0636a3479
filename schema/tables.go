package schema

import (
	"cmp"
	"fmt"
)

const (
	docIDDoc    = "key of the article: the first 24 hex digits of a SHA-256 over the record as read, or the user's own id"
	docIDUnit   = "id"
	codePoint   = "code point"
	position    = "position"
	probability = "probability"
)

// UserColumn is a column x_NAME that an index or a record brings along.
type UserColumn struct {
	Name   string // begins with "x_"
	Type   Type
	Doc    string
	Rights Rights // "" means RightsText, whatever its type: nobody knows what it holds
}

// Tables returns every table of a dataset whose users bring the given columns
// of their own, in the order they are written.
func Tables(user []UserColumn) []*Table {
	articles := *articlesTable
	articles.Columns = append([]Column(nil), articlesTable.Columns...)
	for i, u := range user {
		articles.Columns = append(articles.Columns, userColumn(i, u))
	}
	return []*Table{
		&articles, paragraphsTable, entriesTable, authorsTable, metadataTable, linksTable, outletsTable,
		quotesTable, quoteCandidatesTable, speakersTable, peopleTable, topicsTable, paragraphTopicsTable,
		rejectsTable, duplicatesTable, blocksTable,
	}
}

// TableByName returns the table of that name without user columns, or nil.
func TableByName(name string) *Table { return Find(Tables(nil), name) }

// Find returns the table of that name among tables, or nil.
func Find(tables []*Table, name string) *Table {
	for _, t := range tables {
		if t.Name == name {
			return t
		}
	}
	return nil
}

func userColumn(i int, u UserColumn) Column {
	doc := u.Doc
	if doc == "" {
		doc = fmt.Sprintf("the user's own column %s", u.Name)
	}
	return Column{Name: u.Name, Type: u.Type, Doc: doc, Since: Version, Rights: cmp.Or(u.Rights, RightsText), get: func(row any) Value {
		if user := row.(*Article).User; i < len(user) {
			return user[i]
		}
		return Value{}
	}}
}

// docID is the doc_id column of a table that hangs on articles.
func docID[E any]() Column {
	return col("doc_id", (*entry[E]).docID, public(Column{Unit: docIDUnit, Required: true, References: "articles.doc_id", Doc: docIDDoc}))
}

// index is a column that numbers the rows of one article.
func index[E any](name, doc string) Column {
	return col(name, (*entry[E]).index, Column{Unit: position, Required: true, Min: Some(0.0), Doc: doc})
}

// span is the pair of columns that locate a piece of articles.text.
func span[E any](prefix, of string, required bool, get func(*E) Span) []Column {
	c := Column{Unit: codePoint, Required: required, Min: Some(0.0)}
	c.Doc = "where " + of + " begins in articles.text"
	first := col(prefix+"_start", func(r *entry[E]) Opt[int] { return r.start(get(r.e)) }, c)
	c.Doc = "where " + of + " ends in articles.text (exclusive)"
	return []Column{first, col(prefix+"_end", func(r *entry[E]) Opt[int] { return r.end(get(r.e)) }, c)}
}

func join(groups ...[]Column) []Column {
	var all []Column
	for _, g := range groups {
		all = append(all, g...)
	}
	return all
}

// since says which version of the schema brought a column.
func since(version string, c Column) Column {
	c.Since = version
	return c
}

func one(c ...Column) []Column { return c }

func share(doc string, required bool) Column {
	return Column{Unit: probability, Required: required, Min: Some(0.0), Max: Some(1.0), Doc: doc}
}

func count(doc string) Column {
	return Column{Unit: "count", Min: Some(0.0), Doc: doc}
}

func vocabulary(v *Vocabulary, required bool, doc string) Column {
	return Column{Vocabulary: v, Required: required, Dictionary: true, Doc: doc}
}

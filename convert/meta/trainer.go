package meta

// AuthorRow is a name that a page states, as training sees it.
type AuthorRow struct {
	Name  string
	Signs []int16
}

// AuthorRows returns the names of a page with the signs by which they are judged.
func AuthorRows(in Input) (rows []AuthorRow) {
	f := newFinder(in, Options{})
	f.head()
	for _, r := range f.rank(f.pageAuthors()) {
		rows = append(rows, AuthorRow{r.author.Name, r.signs[:]})
	}
	return rows
}

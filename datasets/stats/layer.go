package stats

import (
	"iter"
	"slices"

	"github.com/dsbuild/dsbuild/schema"
)

// layer yields the rows of a table article by article. dsbuild writes the articles
// in the same order into every table, so that nothing needs to be kept; of a table
// in another order the rows are kept by doc_id.
type layer struct {
	next func() ([]schema.Value, error, bool)
	stop func()
	row  []schema.Value // the next one; nil at the end
	kept map[string][][]schema.Value
}

// openLayer reads a table; its first column must be doc_id.
func openLayer(rows iter.Seq2[[]schema.Value, error], keep bool) (*layer, error) {
	l := &layer{stop: func() {}}
	if !keep {
		l.next, l.stop = iter.Pull2(rows)
		return l, l.advance()
	}
	l.kept = map[string][][]schema.Value{}
	for row, err := range rows {
		if err != nil {
			return nil, err
		}
		l.kept[row[0].Str] = append(l.kept[row[0].Str], slices.Clone(row))
	}
	return l, nil
}

func (l *layer) advance() error {
	row, err, ok := l.next()
	if !ok {
		row = nil
	}
	l.row = row
	return err
}

// of calls each with the rows of an article.
func (l *layer) of(id string, each func([]schema.Value)) error {
	for _, row := range l.kept[id] {
		each(row)
	}
	for l.kept == nil && l.row != nil && l.row[0].Str == id {
		each(l.row)
		if err := l.advance(); err != nil {
			return err
		}
	}
	return nil
}

// rest reports whether rows are left that no article asked for: they are of
// articles that are not there, or in another order.
func (l *layer) rest() bool { return l.row != nil }

package validate

import (
	"strings"

	"github.com/dsbuild/dsbuild/schema"
)

// view is one article with its rows in all tables.
type view struct {
	c        *checker
	articles *tableState
	cursors  []*cursor
	of       map[string]*cursor // by table
	counts   []count
	laws     []boundView
	article  row
	position int64
	offsets  *schema.Offsets
	chars    int64
	body     string
	hasText  bool  // articles.text can be read
	endPoint int64 // of the last words that stood where their row says, and
	endByte  int   // the same in bytes
	sums     map[string]spoken
	keys     map[string]string // the speaker_key by speaker_id
	first    *place            // the first article that was looked for in topics
	coded    int64             // how many were
}

func (c *checker) newView(articles *tableState) *view {
	v := &view{c: c, articles: articles, of: map[string]*cursor{}, sums: map[string]spoken{}, keys: map[string]string{}}
	for _, t := range c.tables {
		if hangs(t) {
			k := c.newCursor(t)
			v.cursors = append(v.cursors, k)
			v.of[t.def.Name] = k
		}
	}
	for i := range articles.def.Columns {
		column := &articles.def.Columns[i]
		if of := v.of[column.Counts]; of != nil {
			_, where := of.t.def.Column(column.Where.Column)
			if where >= 0 || column.Where.Column == "" {
				v.counts = append(v.counts, count{i, of, where, column.Where.Not})
			}
		}
	}
	for _, k := range v.cursors {
		for i := range k.t.def.Columns {
			name, target, _ := strings.Cut(k.t.def.Columns[i].References, ".")
			if of := v.of[name]; of != nil {
				if _, to := of.t.def.Column(target); to >= 0 {
					k.refs = append(k.refs, reference{column: i, to: to, of: of})
				}
			}
		}
	}
	v.laws = v.bindView()
	return v
}

func (v *view) stop() {
	for _, k := range v.cursors {
		k.stop()
	}
}

func (v *view) check(r row, position int64) {
	v.article, v.position = r, position
	for _, k := range v.cursors {
		k.take(position)
	}
	l := &v.articles.columns
	v.hasText, v.body = r.has(l.text), ""
	if v.hasText {
		v.body = r.str(l.text)
	}
	v.offsets = schema.NewOffsets(v.body)
	v.chars = int64(v.offsets.Point(len(v.body)))
	v.endPoint, v.endByte = 0, 0
	for i := range v.laws {
		if l := &v.laws[i]; l.there(v) {
			l.check(v, &l.lawAt)
		}
	}
}

// checkGroups checks the rows of the article in each table.
func (v *view) checkGroups(*lawAt) {
	for _, k := range v.cursors {
		v.c.checkGroup(k.t, k.group)
		for _, r := range k.group {
			v.checkSpans(r)
			v.checkReferences(k, r)
		}
	}
}

// group returns the rows that a table has of the article.
func (v *view) group(table string) []row { return v.of[table].group }

// complete returns the rows of a table for the article; nil where they are not
// all there.
func (v *view) complete(name string) *cursor {
	if k := v.of[name]; k != nil && !k.t.incomplete {
		return k
	}
	return nil
}

package validate

import (
	"fmt"
	"slices"
	"strconv"
	"strings"

	"github.com/dsbuild/dsbuild/datasets/table"
	"github.com/dsbuild/dsbuild/internal/text"
	"github.com/dsbuild/dsbuild/schema"
)

// checkRows reads every row of every table once and checks it. Tables that hang
// on articles are read in step with them.
func (c *checker) checkRows() error {
	articles := c.table("articles")
	if articles != nil {
		if err := c.readIDs(articles); err != nil {
			return err
		}
	}
	inStep := articles != nil && c.whole
	if inStep {
		if err := c.checkInStep(articles); err != nil {
			return err
		}
	}
	for _, t := range c.tables {
		if inStep && (t == articles || hangs(t)) {
			continue
		}
		if err := c.checkAlone(t); err != nil {
			return err
		}
	}
	return c.out.flush()
}

// table returns the state of a table, or nil where it is not there.
func (c *checker) table(name string) *tableState {
	for _, t := range c.tables {
		if t.def.Name == name {
			return t
		}
	}
	return nil
}

// hangs reports whether the rows of a table belong to articles.
func hangs(t *tableState) bool {
	id, _ := t.def.Column("doc_id")
	return id != nil && id.References == "articles.doc_id"
}

// checkAlone reads one table without the others.
func (c *checker) checkAlone(t *tableState) error {
	var group []record
	n := 0
	for at, row := range c.each(t) {
		if len(t.columns.key) > 0 {
			if n > 0 && group[0].docID != at.docID {
				c.checkGroup(t, group[:n])
				n = 0
			}
			if n == len(group) {
				group = append(group, record{})
			}
			group[n].set(at, row)
			n++
		}
		if err := c.settle(); err != nil {
			return err
		}
	}
	if n > 0 {
		c.checkGroup(t, group[:n])
	}
	return c.settle()
}

// settle passes on findings and ends where the context does.
func (c *checker) settle() error {
	if err := c.ctx.Err(); err != nil {
		return err
	}
	if len(c.out.queue) > 0 {
		return c.out.flush()
	}
	return nil
}

// checkInStep reads articles and the tables that hang on them, article by article.
func (c *checker) checkInStep(articles *tableState) error {
	v := &view{c: c, articles: articles, groups: map[string][]record{}}
	for _, t := range c.tables {
		if hangs(t) {
			k := c.newCursor(t)
			defer k.stop()
			v.cursors = append(v.cursors, k)
		}
	}
	last := int64(-1)
	for at, row := range c.each(articles) {
		pos, known := c.ids.at.of(at.docID)
		if known && pos > last { // a doc_id that comes twice was told before
			v.position = pos
			v.take(pos)
			v.check(at, row)
			last = pos
		}
		if err := c.settle(); err != nil {
			return err
		}
	}
	const end = 1 << 62 // behind every article
	for _, k := range v.cursors {
		k.take(end)
		if err := c.settle(); err != nil {
			return err
		}
	}
	return nil
}

// view is one article with its rows in all tables.
type view struct {
	c        *checker
	articles *tableState
	cursors  []*cursor
	groups   map[string][]record // rows by table
	position int64               // of the article
	offsets  *schema.Offsets
	chars    int64
	body     string
	hasText  bool // articles.text can be read
}

func (v *view) take(pos int64) {
	for _, k := range v.cursors {
		v.groups[k.t.def.Name] = k.take(pos)
	}
}

func (v *view) check(at *place, row *table.Row) {
	l := &v.articles.columns
	v.hasText, v.body = v.articles.has(l.text), ""
	if v.hasText {
		v.body = row.Cells[l.text].Str
	}
	v.offsets = schema.NewOffsets(v.body)
	v.chars = int64(v.offsets.Point(len(v.body)))
	v.checkJoin(at)
	v.checkCounts(at, row)
	v.checkDuplicate(at, row)
	v.checkAuthors(at, row)
	v.checkHeadings()
	v.noteRecurring(row)
	for _, k := range v.cursors {
		rows := v.groups[k.t.def.Name]
		v.c.checkGroup(k.t, rows)
		for i := range rows {
			v.checkSpans(k.t, &rows[i])
			v.checkReferences(k.t, &rows[i])
		}
	}
	v.checkSpeakers()
}

// complete returns the rows of a table for the article, and whether they are all there.
func (v *view) complete(name string) ([]record, *tableState, bool) {
	t := v.c.table(name)
	return v.groups[name], t, t != nil && !t.incomplete
}

func (v *view) checkJoin(at *place) {
	rows, t, ok := v.complete("paragraphs")
	if !ok || !v.hasText || !t.has(t.columns.text) {
		return
	}
	rest := v.body
	for i := range rows {
		p := rows[i].cells[t.columns.text].Str
		if i > 0 {
			p = "\n\n" + p
		}
		var found bool
		if rest, found = strings.CutPrefix(rest, p); !found {
			v.c.say(&rows[i].place, "laws.text_join", "text", strings.TrimLeft(p, "\n"), "here articles.text goes on otherwise: "+strconv.Quote(text.Head(strings.TrimLeft(rest, "\n"), 60)))
			return
		}
	}
	if rest != "" {
		v.c.say(at, "laws.text_join", "text", strings.TrimLeft(rest, "\n"), "paragraphs end before it")
	}
}

// checkCounts checks the columns of articles that count rows of other tables.
func (v *view) checkCounts(at *place, row *table.Row) {
	for i := range v.articles.def.Columns {
		column := &v.articles.def.Columns[i]
		rows, t, ok := v.complete(column.Counts)
		if column.Counts == "" || !ok || !v.articles.has(i) {
			continue
		}
		n := int64(0)
		_, kind := t.def.Column(column.Where.Column)
		if column.Where.Column != "" && kind < 0 {
			continue
		}
		for j := range rows {
			if kind < 0 || rows[j].cells[kind].Str != column.Where.Not {
				n++
			}
		}
		if have := row.Cells[i]; !have.Valid || have.Int != n {
			v.c.say(at, "laws.count", column.Name, strconv.FormatInt(have.Int, 10), fmt.Sprintf("%s has %d such rows", column.Counts, n))
		}
	}
}

func (v *view) checkDuplicate(at *place, row *table.Row) {
	_, i := v.articles.def.Column("duplicate_of")
	if !v.articles.has(i) || !row.Cells[i].Valid {
		return
	}
	of := row.Cells[i]
	first, ok := v.c.ids.at.of(of.Str)
	switch {
	case !ok && !v.c.ids.incomplete:
		v.c.say(at, "keys.reference", "duplicate_of", of.Str, "articles has no such doc_id")
	case ok && (first >= v.position || v.c.ids.duplicate[first]):
		v.c.say(at, "laws.duplicate", "duplicate_of", of.Str, "it is no earlier article, or a duplicate itself")
	}
	v.c.ids.duplicate[v.position] = true
}

// checkAuthors compares the names that articles has with those of authors.
func (v *view) checkAuthors(at *place, row *table.Row) {
	rows, t, ok := v.complete("authors")
	if !ok {
		return
	}
	_, names := v.articles.def.Column("authors")
	_, name := t.def.Column("name")
	if !v.articles.has(names) || !t.has(name) {
		return
	}
	want := make([]string, len(rows))
	for i := range rows {
		want[i] = rows[i].cells[name].Str
	}
	if have := row.Cells[names].List; !slices.Equal(have, want) {
		v.c.say(at, "laws.authors", "authors", strings.Join(have, "; "), "authors has "+strconv.Quote(strings.Join(want, "; ")))
	}
}

// checkHeadings checks that a paragraph names the heading above it.
func (v *view) checkHeadings() {
	rows, t, ok := v.complete("paragraphs")
	if !ok {
		return
	}
	_, above := t.def.Column("section_heading")
	if !t.has(above, t.columns.kind, t.columns.text) {
		return
	}
	heading := ""
	for i := range rows {
		if have := rows[i].cells[above].Str; have != heading {
			v.c.say(&rows[i].place, "laws.section_heading", "section_heading", have, "the heading above is "+strconv.Quote(text.Head(heading, shown)))
			return // the rest would repeat it
		}
		if rows[i].cells[t.columns.kind].Str == string(schema.KindHeading) {
			heading = rows[i].cells[t.columns.text].Str
		}
	}
}

// noteRecurring counts the paragraphs of an article that is no duplicate of another.
func (v *view) noteRecurring(row *table.Row) {
	rows, t, ok := v.complete("paragraphs")
	site := v.articles.columns.dates.site
	_, of := v.articles.def.Column("duplicate_of")
	if ok && t.has(t.columns.text) && v.articles.has(site, of) && row.Cells[site].Valid && !row.Cells[of].Valid {
		v.c.recurring.note(row.Cells[site].Str, v.position, t, rows)
	}
}

// checkSpans compares the texts of a row with the article's text at their offsets.
func (v *view) checkSpans(t *tableState, r *record) {
	if !v.hasText {
		return
	}
	for _, s := range t.columns.spans {
		if !t.has(s[:]...) {
			continue
		}
		start, end, words := r.cells[s[0]], r.cells[s[1]], r.cells[s[2]]
		column := t.def.Columns[s[2]].Name
		switch {
		case !start.Valid && !end.Valid && !words.Valid:
		case !start.Valid || !end.Valid || !words.Valid:
			v.c.say(&r.place, "laws.span", column, words.Str, "text, start and end must be there together")
		case start.Int < 0 || end.Int < start.Int || end.Int > v.chars:
			v.c.say(&r.place, "laws.span", column, words.Str, fmt.Sprintf("[%d:%d] is no span of a text of %d code points", start.Int, end.Int, v.chars))
		default:
			if stands := v.slice(start.Int, end.Int); stands != words.Str {
				v.c.say(&r.place, "laws.span", column, words.Str, fmt.Sprintf("at [%d:%d] articles.text has %q", start.Int, end.Int, text.Head(stands, 60)))
			}
		}
	}
}

// slice returns a piece of the text between two offsets in code points.
func (v *view) slice(start, end int64) string {
	return v.body[v.offsets.Byte(int(start)):v.offsets.Byte(int(end))]
}

// checkReferences checks what a row refers to in other tables of its article.
func (v *view) checkReferences(t *tableState, r *record) {
	for i := range t.def.Columns {
		column := &t.def.Columns[i]
		name, target, _ := strings.Cut(column.References, ".")
		if name == "" || name == "articles" || t.checks[i].absent || !r.cells[i].Valid {
			continue
		}
		rows, of, ok := v.complete(name)
		if !ok {
			continue
		}
		_, at := of.def.Column(target)
		if !of.has(at) {
			continue
		}
		found := (*record)(nil)
		for j := range rows {
			if have := &rows[j].cells[at]; have.Valid && have.Int == r.cells[i].Int && have.Str == r.cells[i].Str {
				found = &rows[j]
				break
			}
		}
		switch {
		case found == nil:
			v.c.say(&r.place, "keys.reference", column.Name, cellString(column.Type, &r.cells[i]), column.References+" has no such value for this article")
		case name == "paragraphs":
			v.checkWithin(t, r, of, found)
		}
	}
}

// checkWithin checks that the span of a row lies in the paragraph it names.
func (v *view) checkWithin(t *tableState, r *record, of *tableState, paragraph *record) {
	if !t.has(t.columns.start, t.columns.end) || !of.has(of.columns.start, of.columns.end) {
		return
	}
	start, end := r.cells[t.columns.start].Int, r.cells[t.columns.end].Int
	from, to := paragraph.cells[of.columns.start].Int, paragraph.cells[of.columns.end].Int
	if start < from || end > to {
		v.c.say(&r.place, "laws.paragraph", "paragraph_index", cellString(schema.Int32, &r.cells[t.columns.paragraph]),
			fmt.Sprintf("[%d:%d] lies outside that paragraph, [%d:%d]", start, end, from, to))
	}
}

func cellString(t schema.Type, v *schema.Value) string {
	if t == schema.Int32 {
		return strconv.FormatInt(v.Int, 10)
	}
	return v.Str
}

// checkSpeakers compares what speakers count with the quotes.
func (v *view) checkSpeakers() {
	quotes, q, ok := v.complete("quotes")
	if !ok {
		return
	}
	speakers, s, ok := v.complete("speakers")
	if !ok || !q.has(q.columns.speakerID, q.columns.text) || !s.has(s.columns.speakerID, s.columns.quotes, s.columns.spoken) {
		return
	}
	type sum struct{ quotes, words int64 }
	sums := map[string]sum{}
	for i := range quotes {
		if id := quotes[i].cells[q.columns.speakerID]; id.Valid {
			was := sums[id.Str]
			sums[id.Str] = sum{was.quotes + 1, was.words + int64(text.Words(quotes[i].cells[q.columns.text].Str))}
		}
	}
	for i := range speakers {
		r := &speakers[i]
		is := sums[r.cells[s.columns.speakerID].Str]
		if n := r.cells[s.columns.quotes].Int; n != is.quotes {
			v.c.say(&r.place, "laws.speaker", "quote_count", strconv.FormatInt(n, 10), fmt.Sprintf("%d quotes name the speaker", is.quotes))
		}
		if n := r.cells[s.columns.spoken].Int; n != is.words {
			v.c.say(&r.place, "laws.speaker", "quoted_words", strconv.FormatInt(n, 10), fmt.Sprintf("the quotes that name the speaker have %d words", is.words))
		}
	}
}

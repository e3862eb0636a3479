package validate

import (
	"fmt"
	"slices"
	"strconv"
	"strings"
	"unicode/utf8"

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
	for _, t := range c.second {
		if err := c.checkFormats(t); err != nil {
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
	var group []row   // of one article
	var held []*chunk // with rows of the group, or at hand
	n := int64(0)     // rows before the chunk
	for k := range c.each(t) {
		held = append(held, k)
		if t.def.Name == "articles" {
			c.checkDuplicates(k, n)
		}
		n += int64(k.Len)
		if len(t.columns.key) > 0 {
			for i, start := range k.starts {
				r := row{k, start}
				if len(group) > 0 && group[0].docID() != r.docID() {
					c.checkGroup(t, group)
					group = group[:0]
				}
				end := k.Len
				if i+1 < len(k.starts) {
					end = k.starts[i+1]
				}
				for ; r.i < end; r.i++ {
					group = append(group, r)
				}
			}
		}
		held = letGo(held, group)
		if err := c.settle(); err != nil {
			return err
		}
	}
	c.checkGroup(t, group)
	return c.settle()
}

// letGo releases the chunks before the first row of the group, and returns the others.
func letGo(held []*chunk, group []row) []*chunk {
	for len(held) > 0 && (len(group) == 0 || held[0] != group[0].chunk) {
		held[0].Release()
		held = held[1:]
	}
	return held
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
	v := c.newView(articles)
	defer v.stop()
	last := int64(-1)
	for k := range c.each(articles) {
		for i := range k.Len {
			r := row{k, i}
			pos, known := c.ids.at.of(r.docID())
			if known && pos > last { // a doc_id that comes twice was told before
				v.check(r, pos)
				last = pos
			}
			if err := c.settle(); err != nil {
				return err
			}
		}
		k.Release()
	}
	v.checkAnyCoded()
	const end = 1 << 62 // behind every article
	for _, k := range v.cursors {
		k.take(end)
		if err := c.settle(); err != nil {
			return err
		}
	}
	return nil
}

func (v *view) checkJoin() {
	k := v.complete("paragraphs")
	if k == nil || !v.hasText || !have(k.group, k.t.columns.text) {
		return
	}
	rest := v.body
	for i, r := range k.group {
		p, found := r.str(k.t.columns.text), true
		if i > 0 {
			rest, found = strings.CutPrefix(rest, between)
		}
		if after, ok := strings.CutPrefix(rest, p); found && ok {
			rest = after
			continue
		}
		v.c.say(r, "laws.text_join", "text", strings.TrimLeft(p, "\n"), "here articles.text goes on otherwise: "+strconv.Quote(text.Head(strings.TrimLeft(rest, "\n"), shown)))
		return
	}
	if rest != "" {
		v.c.say(v.article, "laws.text_join", "text", strings.TrimLeft(rest, "\n"), "paragraphs end before it")
	}
}

// countedBy names the law that finds a count which is NULL, "" for a column that
// may be: what is no count, and counts of rows of a table that a build may leave out.
func countedBy(t *schema.Table, c *schema.Column) string {
	of := schema.TableByName(c.Counts)
	switch {
	case c.Name == "char_count":
		return "laws.char_count"
	case c.Unit != "count" || c.Required || of != nil && of.Layer != "":
		return ""
	case c.Counts != "":
		return "laws.count"
	case c.Name == "marked_words":
		return "laws.marked_words"
	case t.Name == "speakers":
		return "laws.speaker"
	}
	return "laws.word_count"
}

// checkCounts checks the columns of articles that count rows of other tables.
func (v *view) checkCounts() {
	for i := range v.counts {
		k := &v.counts[i]
		if k.of.t.incomplete || !v.article.has(k.column) {
			continue
		}
		n := int64(len(k.of.group))
		if k.where >= 0 {
			for _, r := range k.of.group {
				if r.str(k.where) == k.not {
					n--
				}
			}
		}
		told := v.articles.checks[k.column].counted != "" && !v.article.valid(k.column)
		if (v.article.int(k.column) != n || !v.article.valid(k.column)) && !told && !v.article.between(k.column) {
			v.c.sayCell(v.article, "laws.count", k.column, fmt.Sprintf("%s has %d such rows", k.of.t.def.Name, n))
		}
	}
}

// checkAuthors compares the names that articles has with those of authors.
func (v *view) checkAuthors() {
	k := v.complete("authors")
	names := v.articles.columns.authors
	if k == nil || !v.article.has(names) || !have(k.group, k.t.columns.name) {
		return
	}
	stated := v.article.Columns[names].Value(v.article.i).List
	same := len(stated) == len(k.group)
	for i := 0; same && i < len(stated); i++ {
		same = stated[i] == k.group[i].str(k.t.columns.name)
	}
	if same {
		return
	}
	var want []string
	for _, r := range k.group {
		want = append(want, r.str(k.t.columns.name))
	}
	v.c.sayCell(v.article, "laws.authors", names, "authors has "+strconv.Quote(strings.Join(want, "; ")))
}

// checkHeadings checks that a paragraph names the heading above it.
func (v *view) checkHeadings() {
	k := v.complete("paragraphs")
	if k == nil || !have(k.group, k.t.columns.above, k.t.columns.kind, k.t.columns.text) {
		return
	}
	heading := ""
	for _, r := range k.group {
		if has := r.str(k.t.columns.above); has != heading {
			says := "there is no heading above"
			if heading != "" {
				says = "the heading above is " + strconv.Quote(text.Head(heading, shown))
			}
			v.c.sayCell(r, "laws.section_heading", k.t.columns.above, says)
			return // the rest would repeat it
		}
		if r.str(k.t.columns.kind) == string(schema.KindHeading) {
			heading = r.str(k.t.columns.text)
		}
	}
}

// noteRecurring counts the paragraphs of an article that is no duplicate of another.
func (v *view) noteRecurring() {
	k := v.complete("paragraphs")
	l := &v.articles.columns
	if k != nil && have(k.group, k.t.columns.text) && v.article.has(l.dates.site, l.duplicate) && v.article.valid(l.dates.site) && !v.article.valid(l.duplicate) {
		v.c.recurring.note(v.article.str(l.dates.site), v.position, k.t.columns.text, k.group)
	}
}

// checkSpans compares the texts of a row with the article's text at their offsets.
func (v *view) checkSpans(r row) {
	if !v.hasText {
		return
	}
	for _, s := range r.t.columns.spans {
		if !r.has(s[0]) || !r.has(s[1]) || !r.has(s[2]) {
			continue
		}
		cells := [...]*table.Cells{&r.Columns[s[0]], &r.Columns[s[1]], &r.Columns[s[2]]}
		from, to, there := cells[0].Valid(r.i), cells[1].Valid(r.i), cells[2].Valid(r.i)
		if !from && !to && !there {
			continue
		}
		start, end, words := cells[0].Int(r.i), cells[1].Int(r.i), cells[2].Str(r.i)
		message := ""
		switch {
		case !from || !to || !there:
			message = fmt.Sprintf("text, start and end must be there together; they are [%s:%s]", r.shown(s[0]), r.shown(s[1]))
		case start < 0 || end < start || end > v.chars:
			message = fmt.Sprintf("[%d:%d] is no span of a text of %d code points", start, end, v.chars)
		case !v.stands(words, start, end):
			stands := v.body[v.offsets.Byte(int(start)):v.offsets.Byte(int(end))]
			message = fmt.Sprintf("at [%d:%d] articles.text has %q", start, end, text.Head(stands, shown))
		}
		if message != "" && !r.between(s[0]) && !r.between(s[1]) {
			v.c.say(r, "laws.span", r.t.def.Columns[s[2]].Name, words, message)
		}
	}
}

// stands reports whether the words stand between two offsets in code points.
func (v *view) stands(words string, start, end int64) bool {
	from := 0
	if start == v.endPoint+int64(len(between)) && strings.HasPrefix(v.body[v.endByte:], between) {
		from = v.endByte + len(between) // a paragraph behind another
	} else {
		from = v.offsets.Byte(int(start))
	}
	to := from + len(words)
	if to > len(v.body) || v.body[from:to] != words {
		return false
	}
	v.endPoint, v.endByte = end, to
	const few = 64 // counting them is quicker than looking their end up
	if len(words) > few {
		return v.offsets.Byte(int(end)) == to
	}
	return utf8.RuneCountInString(words) == int(end-start)
}

// checkReferences checks what a row refers to in other tables of its article.
func (v *view) checkReferences(k *cursor, r row) {
	for i := range k.refs {
		ref := &k.refs[i]
		if !r.has(ref.column) || !r.whole(ref.column) || ref.of.t.incomplete {
			continue
		}
		column := &k.t.def.Columns[ref.column]
		found := ref.find(r)
		switch {
		case found < 0:
			v.c.sayCell(r, "keys.reference", ref.column, column.References+" has no such value for this article")
		case ref.of.t.columns.paragraphs:
			v.checkWithin(r, ref.of.group[found])
		}
	}
}

// find returns which row of the other table a row refers to, -1 for none.
func (ref *reference) find(r row) int {
	s := r.str(ref.column)
	is := func(other row) bool { return other.str(ref.to) == s && other.valid(ref.to) }
	if r.t.def.Columns[ref.column].Type == schema.Int32 {
		n := r.int(ref.column)
		is = func(other row) bool { return other.int(ref.to) == n && other.whole(ref.to) }
		if n >= 0 && n < int64(len(ref.of.group)) && is(ref.of.group[n]) {
			return int(n) // as positions do
		}
	}
	const few = 64 // looking through them is quicker
	if len(ref.of.group) <= few {
		return slices.IndexFunc(ref.of.group, is)
	}
	if first := ref.of.group[0]; ref.index == nil || ref.indexed != first {
		ref.index, ref.indexed = map[string]int{}, first
		for i, other := range slices.Backward(ref.of.group) { // the first one stays
			ref.index[other.key([]int{ref.to})] = i
		}
	}
	if found, ok := ref.index[r.key([]int{ref.column})]; ok {
		return found
	}
	return -1
}

// checkWithin checks that the span of a row lies in the paragraph it names.
func (v *view) checkWithin(r, paragraph row) {
	l, of := &r.t.columns, &paragraph.t.columns
	if !r.has(l.start, l.end) || !paragraph.has(of.start, of.end) {
		return
	}
	start, end, from, to := r.int(l.start), r.int(l.end), paragraph.int(of.start), paragraph.int(of.end)
	if (start < from || end > to) && r.whole(l.start) && r.whole(l.end) && paragraph.whole(of.start) && paragraph.whole(of.end) {
		v.c.sayCell(r, "laws.paragraph", l.paragraph, fmt.Sprintf("[%d:%d] lies outside that paragraph, [%d:%d]", start, end, from, to))
	}
}

// between reports whether a cell holds a value that is no whole number, which was told.
func (r row) between(column int) bool { return r.valid(column) && !r.whole(column) }

// checkSpeakers compares what speakers count with the quotes.
func (v *view) checkSpeakers() {
	quotes, speakers := v.complete("quotes"), v.complete("speakers")
	if quotes == nil || speakers == nil {
		return
	}
	q, s := &quotes.t.columns, &speakers.t.columns
	if !have(quotes.group, q.speakerID, q.text) || !have(speakers.group, s.speakerID, s.quotes, s.spoken) {
		return
	}
	clear(v.sums)
	for _, r := range quotes.group {
		if r.valid(q.speakerID) {
			id := r.str(q.speakerID)
			was := v.sums[id]
			v.sums[id] = spoken{was.quotes + 1, was.words + int64(text.Words(r.str(q.text)))}
		}
	}
	for _, r := range speakers.group {
		is := v.sums[r.str(s.speakerID)]
		if r.int(s.quotes) != is.quotes && r.whole(s.quotes) {
			v.c.sayCell(r, "laws.speaker", s.quotes, fmt.Sprintf("%d quotes name the speaker", is.quotes))
		}
		if r.int(s.spoken) != is.words && r.whole(s.spoken) {
			v.c.sayCell(r, "laws.speaker", s.spoken, fmt.Sprintf("the quotes that name the speaker have %d words", is.words))
		}
	}
}

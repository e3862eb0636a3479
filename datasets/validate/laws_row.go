package validate

import (
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"slices"
	"strings"
	"unicode/utf8"

	"github.com/dsbuild/dsbuild/internal/text"
	"github.com/dsbuild/dsbuild/schema"
)

// columns are the positions of the columns that laws speak of, -1 where a
// table has none.
type columns struct {
	id                                         int
	text, words, chars, digest, code, outcome  int
	start, end, paragraph                      int
	kind, statement, speakerID, quotes, spoken int
	language, status, level, marked            int
	sure                                       int
	duplicate, authors, name, above            int
	scheme, label, rank                        int
	paragraphs                                 bool // it is that table
	first, behind                              int  // paragraphs of an entry
	dates                                      dates
	position                                   int   // numbers the rows of an article
	key                                        []int // without doc_id
	spans                                      [][3]int
}

func columnsOf(t *schema.Table) columns {
	at := func(name string) int {
		_, i := t.Column(name)
		return i
	}
	c := columns{
		id: at("doc_id"), text: at("text"), words: at("word_count"), chars: at("char_count"), digest: at("text_sha256"), code: at("code"), outcome: at("outcome"),
		start: at("char_start"), end: at("char_end"), paragraph: at("paragraph_index"),
		kind: at("kind"), statement: at("statement_index"), speakerID: at("speaker_id"), quotes: at("quote_count"), spoken: at("quoted_words"),
		language: at("language"), status: at("text_status"), level: at("heading_level"), marked: at("marked_words"), sure: at("speech_confidence"),
		duplicate: at("duplicate_of"), authors: at("authors"), name: at("name"), above: at("section_heading"),
		scheme: at("scheme"), label: at("label"), rank: at("rank"), paragraphs: t.Name == "paragraphs",
		first: at("paragraph_start"), behind: at("paragraph_end"),
		dates: dates{
			day: at("published_date"), at: at("published_at"), modified: at("modified_at"), retrieved: at("retrieved_at"),
			evidence: at("published_evidence"), site: at("site"), publisher: at("publisher"),
		},
		position: -1,
	}
	for _, name := range t.Key {
		if name != "doc_id" {
			c.key = append(c.key, at(name))
		}
	}
	if slices.Contains(c.key, -1) {
		c.key = nil // of some older version
	}
	if len(c.key) == 1 && t.Columns[c.key[0]].Unit == "position" {
		c.position = c.key[0]
	}
	for _, s := range t.Spans {
		c.spans = append(c.spans, [3]int{at(s.Start), at(s.End), at(s.Text)})
	}
	return c
}

// checkRows checks the laws between the cells of each row.
func (k *chunk) checkRows() {
	l := &k.t.columns
	dated := max(l.dates.day, l.dates.at, l.dates.modified, l.dates.retrieved) >= 0
	for i := range k.Len {
		r := row{k, i}
		r.checkCounted()
		r.checkTogether()
		r.checkLanguage()
		if dated {
			r.checkTimes()
		}
	}
}

// say notes a finding about the row.
func (r row) say(rule, column, value, message string) { r.chunk.say(r.i, rule, column, value, message) }

// checkCounted checks what columns say of the text.
func (r row) checkCounted() {
	l := &r.t.columns
	if r.has(l.text) {
		body, words := r.str(l.text), -1
		if r.has(l.words) || r.has(l.marked) {
			words = text.Words(body)
		}
		r.equal(l.words, "laws.word_count", words)
		if r.has(l.marked) && r.int(l.marked) > int64(words) {
			r.sayCell("laws.marked_words", l.marked, fmt.Sprintf("text has %d words", words))
		}
		if r.has(l.chars) {
			r.equal(l.chars, "laws.char_count", utf8.RuneCountInString(body))
		}
		r.checkDigest()
	}
	if r.has(l.code, l.outcome) && r.valid(l.outcome) {
		if outcome := r.str(l.outcome); r.valid(l.code) != (outcome == string(schema.OutcomeCoded)) {
			r.sayCell("laws.outcome", l.code, "outcome is "+outcome)
		}
	}
}

// checkDigest compares text_sha256 with the text.
func (r row) checkDigest() {
	l := &r.t.columns
	switch {
	case !r.has(l.digest):
	case r.valid(l.text):
		sum := sha256.Sum256(r.Columns[l.text].Bytes(r.i))
		var buf [2 * sha256.Size]byte
		hex.Encode(buf[:], sum[:])
		if r.str(l.digest) != string(buf[:]) {
			r.sayCell("laws.text_sha256", l.digest, "text has the SHA-256 "+string(buf[:]))
		}
	case r.valid(l.digest):
		r.sayCell("laws.text_sha256", l.digest, "there is no text")
	}
}

// equal checks that the cell at column, where there is one, holds want. That it is
// NULL or no whole number is told of every count.
func (r row) equal(column int, rule string, want int) {
	if r.has(column) && r.int(column) != int64(want) && r.whole(column) {
		r.sayCell(rule, column, fmt.Sprintf("text has %d", want))
	}
}

// checkTogether checks columns that have a value exactly where another one has a word.
func (r row) checkTogether() {
	l := &r.t.columns
	if r.has(l.status, l.text) && r.valid(l.text) == (r.str(l.status) == string(schema.TextHeadlineOnly)) && r.valid(l.status) {
		r.sayCell("laws.text_status", l.status, "headline_only is what has no text")
	}
	if r.has(l.level, l.kind) && r.valid(l.level) != (r.str(l.kind) == string(schema.KindHeading)) && r.valid(l.kind) {
		r.sayCell("laws.heading", l.level, "the kind is "+r.str(l.kind))
	}
}

// checkGroup checks the laws between the rows that one table has of one article.
func (c *checker) checkGroup(t *tableState, rows []row) {
	l := &t.columns
	switch numbered := have(rows, l.position); {
	case len(rows) == 0:
		return
	case numbered && inOrder(rows, l.position):
	default:
		c.checkUnique(t, rows)
		if numbered {
			c.checkPositions(t, rows)
		}
	}
	if have(rows, l.statement, l.kind) {
		c.checkStatements(l, rows)
		c.checkThreshold(t, rows)
	}
	c.checkParagraphs(t, rows)
	if isTopics(t.def) {
		c.checkTopics(t, rows)
	}
}

// inOrder reports whether a column numbers the rows from 0.
func inOrder(rows []row, column int) bool {
	for i, r := range rows {
		if r.int(column) != int64(i) || !r.valid(column) {
			return false
		}
	}
	return true
}

func (c *checker) checkPositions(t *tableState, rows []row) {
	at := t.columns.position
	for i, r := range rows {
		if r.int(at) != int64(i) && r.whole(at) {
			c.sayCell(r, "laws.position", at, fmt.Sprintf("it is row %d of its article", i))
			return // the rest would all be off by the same
		}
	}
}

func (c *checker) checkUnique(t *tableState, rows []row) {
	key := t.columns.key
	if len(key) == 0 || len(rows) < 2 || !have(rows, key...) {
		return
	}
	twice := func(r row) {
		c.say(r, "keys.unique", strings.Join(t.def.Key, ", "), "", "a row before it has the same key")
	}
	const few = 16 // comparing each with each is quicker
	if len(rows) <= few {
		for i := range rows {
			if slices.ContainsFunc(rows[:i], func(before row) bool { return sameKey(rows[i], before, key) }) {
				twice(rows[i])
			}
		}
		return
	}
	seen := make(map[string]bool, len(rows))
	for _, r := range rows {
		if k := r.key(key); seen[k] {
			twice(r)
		} else {
			seen[k] = true
		}
	}
}

func sameKey(a, b row, key []int) bool {
	for _, i := range slices.Backward(key) { // the last differs most often
		if a.int(i) != b.int(i) || a.valid(i) != b.valid(i) || a.str(i) != b.str(i) || a.between(i) && a.shown(i) != b.shown(i) {
			return false
		}
	}
	return true
}

func (c *checker) checkStatements(l *columns, rows []row) {
	alone := c.checked.Table(candidatesTable) == nil // else checkWhole sees to the range
	for _, r := range rows {
		stated, statement, kind := r.valid(l.statement), r.int(l.statement), r.str(l.kind)
		speech := kind != string(schema.QuoteNotSpeech)
		switch {
		case stated != speech && r.valid(l.kind):
			c.sayCell(r, "laws.statement", l.statement, "the kind is "+kind)
		case alone && stated && statement >= int64(len(rows)):
			c.sayCell(r, "laws.statement", l.statement, fmt.Sprintf("the article has %d quotes", len(rows)))
		}
	}
}

// key is the row's key within its article.
func (r row) key(columns []int) string {
	var b strings.Builder
	for _, i := range columns {
		fmt.Fprintf(&b, "%t %q ", r.valid(i), r.shown(i))
	}
	return b.String()
}

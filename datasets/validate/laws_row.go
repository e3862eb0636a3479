package validate

import (
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"slices"
	"strconv"
	"strings"
	"unicode/utf8"

	"github.com/dsbuild/dsbuild/datasets/table"
	"github.com/dsbuild/dsbuild/internal/text"
	"github.com/dsbuild/dsbuild/schema"
)

// columns are the positions of the columns that laws speak of, -1 where a
// table has none.
type columns struct {
	text, words, chars, digest, code, outcome  int
	start, end, paragraph                      int
	kind, statement, speakerID, quotes, spoken int
	language, status, level, marked            int
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
		text: at("text"), words: at("word_count"), chars: at("char_count"), digest: at("text_sha256"), code: at("code"), outcome: at("outcome"),
		start: at("char_start"), end: at("char_end"), paragraph: at("paragraph_index"),
		kind: at("kind"), statement: at("statement_index"), speakerID: at("speaker_id"), quotes: at("quote_count"), spoken: at("quoted_words"),
		language: at("language"), status: at("text_status"), level: at("heading_level"), marked: at("marked_words"),
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

// checkRow checks the laws between the cells of one row.
func (c *checker) checkRow(t *tableState, p *place, row *table.Row) {
	l := &t.columns
	if t.has(l.text) {
		body := row.Cells[l.text].Str
		c.equalInt(t, p, row, l.words, "laws.word_count", func() int { return text.Words(body) })
		c.equalInt(t, p, row, l.chars, "laws.char_count", func() int { return utf8.RuneCountInString(body) })
		if t.has(l.digest) && row.Cells[l.text].Valid {
			sum := sha256.Sum256([]byte(body))
			if want := hex.EncodeToString(sum[:]); row.Cells[l.digest].Str != want {
				c.say(p, "laws.text_sha256", "text_sha256", row.Cells[l.digest].Str, "text has the SHA-256 "+want)
			}
		}
	}
	if t.has(l.code, l.outcome) {
		code, outcome := row.Cells[l.code], row.Cells[l.outcome].Str
		if code.Valid != (outcome == string(schema.OutcomeCoded)) {
			c.say(p, "laws.outcome", "code", code.Str, "outcome is "+outcome)
		}
	}
	c.checkTogether(t, p, row)
	c.checkLanguage(t, p, row)
	c.checkTimes(t, p, row)
}

// checkTogether checks columns that have a value exactly where another one has a word.
func (c *checker) checkTogether(t *tableState, p *place, row *table.Row) {
	l := &t.columns
	if t.has(l.status, l.text) && row.Cells[l.text].Valid == (row.Cells[l.status].Str == string(schema.TextHeadlineOnly)) {
		c.say(p, "laws.text_status", "text_status", row.Cells[l.status].Str, "headline_only is what has no text")
	}
	if t.has(l.level, l.kind) && row.Cells[l.level].Valid != (row.Cells[l.kind].Str == string(schema.KindHeading)) {
		c.say(p, "laws.heading", "heading_level", cellString(schema.Int32, &row.Cells[l.level]), "the kind is "+row.Cells[l.kind].Str)
	}
	if t.has(l.marked, l.text) && row.Cells[l.marked].Valid && row.Cells[l.marked].Int > int64(text.Words(row.Cells[l.text].Str)) {
		c.say(p, "laws.marked_words", "marked_words", strconv.FormatInt(row.Cells[l.marked].Int, 10), fmt.Sprintf("text has %d words", text.Words(row.Cells[l.text].Str)))
	}
}

// equalInt checks that the cell at column, where there is one, holds want.
func (c *checker) equalInt(t *tableState, p *place, row *table.Row, column int, rule string, want func() int) {
	if !t.has(column) || !row.Cells[column].Valid {
		return
	}
	if have, is := row.Cells[column].Int, int64(want()); have != is {
		c.say(p, rule, t.def.Columns[column].Name, strconv.FormatInt(have, 10), fmt.Sprintf("text has %d", is))
	}
}

// checkGroup checks the laws between the rows that one table has of one article.
func (c *checker) checkGroup(t *tableState, rows []record) {
	l := &t.columns
	if len(l.key) > 0 && t.has(l.key...) && len(rows) > 1 {
		seen := make(map[string]bool, len(rows))
		for i := range rows {
			if k := rows[i].key(l.key); seen[k] {
				c.say(&rows[i].place, "keys.unique", strings.Join(t.def.Key, ", "), "", "a row before it has the same key")
			} else {
				seen[k] = true
			}
		}
	}
	for i := range rows {
		r := &rows[i]
		if t.has(l.position) && r.cells[l.position].Int != int64(i) {
			c.say(&r.place, "laws.position", t.def.Columns[l.position].Name, strconv.FormatInt(r.cells[l.position].Int, 10), fmt.Sprintf("it is row %d of its article", i))
			break // the rest would all be off by the same
		}
	}
	if t.has(l.statement, l.kind) {
		c.checkStatements(l, rows)
	}
	c.checkParagraphs(t, rows)
}

func (c *checker) checkStatements(l *columns, rows []record) {
	for i := range rows {
		statement, kind := rows[i].cells[l.statement], rows[i].cells[l.kind].Str
		speech := kind != string(schema.QuoteNotSpeech)
		switch {
		case statement.Valid != speech:
			c.say(&rows[i].place, "laws.statement", "statement_index", "", "the kind is "+kind)
		case statement.Valid && statement.Int >= int64(len(rows)):
			c.say(&rows[i].place, "laws.statement", "statement_index", strconv.FormatInt(statement.Int, 10), fmt.Sprintf("the article has %d quotes", len(rows)))
		}
	}
}

// key is the row's key within its article.
func (r *record) key(columns []int) string {
	var b strings.Builder
	for _, i := range columns {
		v := &r.cells[i]
		fmt.Fprintf(&b, "%t %d %q ", v.Valid, v.Int, v.Str)
	}
	return b.String()
}

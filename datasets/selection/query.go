package selection

import (
	"fmt"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"
)

// Query is a question about the words of a text: words, "phrases", a trailing * for any
// ending, AND, OR, NOT and brackets. Case and accents do not count.
type Query struct {
	source string
	root   node
}

// node is a part of a query: what is asked of the words of title and text.
type node interface{ holds(fields [][]string) bool }

type (
	both   struct{ a, b node }
	either struct{ a, b node }
	not    struct{ of node }
	// phrase is a row of words.
	phrase []term
	// term is one word, or its beginning.
	term struct {
		word   string
		prefix bool
	}
)

func (n both) holds(f [][]string) bool   { return n.a.holds(f) && n.b.holds(f) }
func (n either) holds(f [][]string) bool { return n.a.holds(f) || n.b.holds(f) }
func (n not) holds(f [][]string) bool    { return !n.of.holds(f) }

func (p phrase) holds(fields [][]string) bool {
	return slices.ContainsFunc(fields, func(words []string) bool {
		for i := range max(len(words)-len(p)+1, 0) {
			if p.at(words[i:]) {
				return true
			}
		}
		return false
	})
}

func (p phrase) at(words []string) bool {
	for i, t := range p {
		if words[i] != t.word && (!t.prefix || !strings.HasPrefix(words[i], t.word)) {
			return false
		}
	}
	return true
}

// String returns the query as it was written.
func (q *Query) String() string { return q.source }

// Matches reports whether title and text together answer the query. A phrase does not
// begin in the one and end in the other.
func (q *Query) Matches(title, text string) bool {
	return q.root.holds([][]string{tokens(nil, title), tokens(nil, text)})
}

// deepest is how far brackets and NOT may be nested: nobody writes more, and a stack has an end.
const deepest = 100

// ParseQuery reads a query. An error names the column, counted in characters from 1.
func ParseQuery(s string) (*Query, error) {
	p := parser{source: s, rest: s}
	if err := p.next(); err != nil {
		return nil, err
	}
	if p.kind == atEnd {
		return nil, fmt.Errorf("the query is empty; write words, as in: asylum OR migra*")
	}
	root, err := p.either(0)
	if err != nil {
		return nil, err
	}
	if p.kind == atClose {
		return nil, p.errorf("the bracket was never opened")
	}
	return &Query{s, root}, nil
}

// kind is what stands next in a query.
type kind uint8

const (
	atEnd kind = iota
	atPhrase
	atAnd
	atOr
	atNot
	atOpen
	atClose
)

// parser stands before one token of a query.
type parser struct {
	source, rest string
	begin        int // byte of the token
	kind         kind
	phrase       phrase
	token        string
}

func (p *parser) errorf(format string, args ...any) error { return p.errorAt(p.begin, format, args...) }

func (p *parser) errorAt(at int, format string, args ...any) error {
	return fmt.Errorf("column %d: %s", utf8.RuneCountInString(p.source[:at])+1, fmt.Sprintf(format, args...))
}

// next reads a token.
func (p *parser) next() error {
	p.rest = strings.TrimLeftFunc(p.rest, unicode.IsSpace)
	p.begin = len(p.source) - len(p.rest)
	if p.rest == "" {
		p.kind, p.token = atEnd, ""
		return nil
	}
	switch r, n := utf8.DecodeRuneInString(p.rest); {
	case r == '(' || r == ')':
		p.kind, p.token, p.rest = atOpen, p.rest[:n], p.rest[n:]
		if r == ')' {
			p.kind = atClose
		}
		return nil
	case strings.ContainsRune(marks, r):
		end := strings.IndexAny(p.rest[n:], marks)
		if end < 0 {
			return p.errorf("the quote mark is never closed")
		}
		_, closing := utf8.DecodeRuneInString(p.rest[n+end:])
		p.token = p.rest[:n+end+closing]
		return p.words(p.rest[n : n+end])
	}
	end := strings.IndexFunc(p.rest, func(r rune) bool { return unicode.IsSpace(r) || strings.ContainsRune("()"+marks, r) })
	if end < 0 {
		end = len(p.rest)
	}
	p.token = p.rest[:end]
	for word, kind := range map[string]kind{"AND": atAnd, "OR": atOr, "NOT": atNot} {
		if p.token == word {
			p.kind, p.rest = kind, p.rest[end:]
			return nil
		}
	}
	return p.words(p.token)
}

// marks are what a phrase may stand in: word processors put the curved ones.
const marks = "\"“”„"

// words reads a word or the words of a phrase; a * ends a word of it.
func (p *parser) words(s string) error {
	p.kind, p.phrase, p.rest = atPhrase, nil, p.rest[len(p.token):]
	for part := range strings.FieldsSeq(s) {
		for {
			before, after, star := strings.Cut(part, "*")
			found := tokens(nil, before)
			for _, word := range found {
				p.phrase = append(p.phrase, term{word: word})
			}
			if !star {
				break
			}
			last, _ := utf8.DecodeLastRuneInString(before)
			if len(found) == 0 || !inWord(last) || after != "" && len(tokens(nil, after)) > 0 || strings.Contains(after, "*") {
				return p.errorf("* stands at the end of a word, not in %q", p.token)
			}
			p.phrase[len(p.phrase)-1].prefix = true
			part = after
		}
	}
	if len(p.phrase) == 0 {
		return p.errorf("%q has no letter or digit to look for", p.token)
	}
	return nil
}

func (p *parser) either(depth int) (node, error) {
	a, err := p.both(depth)
	for err == nil && p.kind == atOr {
		var b node
		if err = p.next(); err == nil {
			b, err = p.both(depth)
		}
		a = either{a, b}
	}
	return a, err
}

func (p *parser) both(depth int) (node, error) {
	a, err := p.one(depth)
	for err == nil && p.kind == atAnd {
		var b node
		if err = p.next(); err == nil {
			b, err = p.one(depth)
		}
		a = both{a, b}
	}
	if err == nil && (p.kind == atPhrase || p.kind == atNot || p.kind == atOpen) {
		err = p.errorf("AND or OR is missing before %s; they are written in capitals, and a phrase stands in quote marks", p.token)
	}
	return a, err
}

// one reads a phrase, NOT of one, or a query in brackets.
func (p *parser) one(depth int) (node, error) {
	if depth > deepest {
		return nil, p.errorf("brackets and NOT are nested more than %d deep", deepest)
	}
	begin := p.begin
	switch p.kind {
	case atPhrase:
		found := p.phrase
		return found, p.next()
	case atNot:
		if err := p.next(); err != nil {
			return nil, err
		}
		of, err := p.one(depth + 1)
		return not{of}, err
	case atOpen:
		if err := p.next(); err != nil {
			return nil, err
		}
		in, err := p.either(depth + 1)
		if err != nil {
			return nil, err
		}
		if p.kind != atClose {
			return nil, p.errorAt(begin, "the bracket is never closed")
		}
		return in, p.next()
	case atEnd:
		return nil, p.errorf("a word is missing at the end")
	default:
		return nil, p.errorf("a word is missing before %s", p.token)
	}
}

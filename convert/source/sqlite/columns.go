package sqlite

import (
	"slices"
	"strings"
)

// parseColumns returns the names of the columns that rows of a table hold, by
// the statement that made it, and the one that stands for the rowid; false where
// the table is virtual or has no rowid.
func parseColumns(sql string) (columns []string, alias int, ok bool) {
	open := strings.IndexByte(sql, '(')
	if open < 0 || strings.HasPrefix(strings.ToUpper(strings.Join(strings.Fields(sql), " ")), "CREATE VIRTUAL") {
		return nil, -1, false
	}
	tokens := tokenise(sql[open+1:])
	alias = -1
	types := make(map[string]string)
	for len(tokens) > 0 {
		var def []string
		def, tokens = definition(tokens)
		words := upper(def)
		switch {
		case len(def) == 0:
		case slices.Contains([]string{"CONSTRAINT", "PRIMARY", "UNIQUE", "CHECK", "FOREIGN"}, words[0]):
			// PRIMARY KEY (id) below the columns.
			i := slices.Index(words, "PRIMARY")
			if i >= 0 && len(def) == i+5 && types[strings.ToUpper(name(def[i+3]))] == "INTEGER" {
				alias = slices.IndexFunc(columns, func(c string) bool { return strings.EqualFold(c, name(def[i+3])) })
			}
		case virtual(words):
		default:
			columns = append(columns, name(def[0]))
			if len(def) > 1 {
				types[strings.ToUpper(name(def[0]))] = words[1]
			}
			key := slices.Index(words, "PRIMARY")
			if len(def) > 1 && words[1] == "INTEGER" && key == 2 && !slices.Contains(words[key:], "DESC") {
				alias = len(columns) - 1
			}
		}
		if len(tokens) > 0 && tokens[0] == ")" {
			rest := upper(tokens[1:])
			return columns, alias, len(columns) > 0 && !slices.Contains(rest, "WITHOUT")
		}
		if len(tokens) > 0 {
			tokens = tokens[1:] // the comma
		}
	}
	return nil, -1, false
}

// virtual reports whether a column is computed when it is read, and in no row.
func virtual(words []string) bool {
	as := slices.Index(words, "AS")
	return as > 0 && as+1 < len(words) && words[as+1] == "(" && !slices.Contains(words, "STORED")
}

func upper(tokens []string) []string {
	words := make([]string, len(tokens))
	for i, t := range tokens {
		words[i] = strings.ToUpper(name(t))
		if t[0] == '\'' || t[0] == '"' && i > 0 {
			words[i] = strings.ToUpper(t) // no word of SQL
		}
	}
	return words
}

// definition cuts off what stands before the next comma or the end of the list.
func definition(tokens []string) (def, rest []string) {
	depth := 0
	for i, t := range tokens {
		switch {
		case t == "(":
			depth++
		case t == ")" && depth == 0, t == "," && depth == 0:
			return tokens[:i], tokens[i:]
		case t == ")":
			depth--
		}
	}
	return tokens, nil
}

// name takes the quotes off a name.
func name(token string) string {
	if len(token) < 2 {
		return token
	}
	switch token[0] {
	case '"', '`', '\'':
		mark := token[:1]
		return strings.ReplaceAll(token[1:len(token)-1], mark+mark, mark)
	case '[':
		return token[1 : len(token)-1]
	}
	return token
}

// tokenise cuts SQL into names, quoted names, brackets and commas; comments are left out.
func tokenise(sql string) (tokens []string) {
	for i := 0; i < len(sql); {
		n := 0
		switch c := sql[i]; {
		case strings.HasPrefix(sql[i:], "--"):
			i += ending(sql[i:], "\n")
			continue
		case strings.HasPrefix(sql[i:], "/*"):
			i += ending(sql[i:], "*/")
			continue
		case c == ' ' || c == '\t' || c == '\n' || c == '\r':
			i++
			continue
		case c == '"' || c == '`' || c == '\'':
			n = quoted(sql[i:])
		case c == '[':
			n = ending(sql[i:], "]")
		case strings.IndexByte("(),", c) >= 0:
			n = 1
		default:
			n = strings.IndexAny(sql[i:], " \t\r\n(),\"`'[")
			if n < 0 {
				n = len(sql) - i
			}
		}
		tokens = append(tokens, sql[i:i+n])
		i += n
	}
	return tokens
}

// ending is how much of s there is up to an end, all where it is not there.
func ending(s, end string) int {
	if i := strings.Index(s, end); i >= 0 {
		return i + len(end)
	}
	return len(s)
}

// quoted is the length of a quoted name, whose mark is doubled inside.
func quoted(s string) int {
	for i := 1; i < len(s); i++ {
		if s[i] != s[0] {
			continue
		}
		if i+1 < len(s) && s[i+1] == s[0] {
			i++
			continue
		}
		return i + 1
	}
	return len(s)
}

package script

import (
	"bytes"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/dsbuild/dsbuild/convert/meta/loosejson"
)

// finder looks for the value that is the text of the page's article.
type finder struct {
	title    string
	texts    []string // beginnings of what the markup shows
	phrases  [][]byte // pieces of it as they stand in any script that holds it; none: any script may
	least    int
	shown    int  // bytes of what the markup shows
	linked   bool // the script is JSON-LD
	spent    int  // letters of the values that were written to be compared
	inString bool // JSON in a string is being looked at
	best     candidate
}

type candidate struct {
	html []byte
	rank int // 3 where it goes on where the markup stops, 2 by its title, 1 for JSON-LD
}

const (
	// A phrase is long enough to stand in no other text, and short enough to stand
	// between two tags.
	fewestPhrase, maxPhrase = 12, 20
	// maxPhrases is how many pieces of one text are looked for.
	maxPhrases = 2
)

func letter(c byte) bool { return c|0x20 >= 'a' && c|0x20 <= 'z' }

// appendPhrases takes pieces of plain ASCII out of a text: the characters that no
// script writes in another way. A text without any gives up on looking.
func appendPhrases(phrases [][]byte, t string) [][]byte {
	most := len(phrases) + maxPhrases
	for i, from := 0, 0; i <= len(t) && len(phrases) < most; i++ {
		if i < len(t) && i-from < maxPhrase && (t[i] == ' ' || letter(t[i])) {
			continue
		}
		if i-from >= fewestPhrase {
			phrases = append(phrases, []byte(t[from:i]))
		}
		from = i + 1
	}
	return phrases
}

// mayHold reports whether a script may hold the text. Reading it takes a hundred
// times as long as looking.
func (f *finder) mayHold(raw []byte) bool {
	for _, p := range f.phrases {
		if bytes.Contains(raw, p) {
			return true
		}
	}
	return len(f.phrases) == 0
}

// weigh goes through a value, its members first, and returns how much text it holds and
// whether a member of it was a candidate. titled says that an object around it has
// the title of the page.
func (f *finder) weigh(v loosejson.Value, key string, titled bool) (mass int, found bool) {
	switch v.Kind() {
	case loosejson.String:
		return f.text(v, key, titled)
	case loosejson.Object:
		return f.object(v, titled || f.titled(v))
	case loosejson.Array:
		return f.list(v, key, titled)
	default:
		return 0, false
	}
}

func (f *finder) object(v loosejson.Value, titled bool) (mass int, found bool) {
	skip := skipped(typeOf(v))
	for m := range v.Each() {
		n, in := f.weigh(m, m.Key(), titled)
		found = found || in
		if !skip && (textKeys[m.Key()] || m.Kind() != loosejson.String) {
			mass += n
		}
	}
	return mass, found
}

// list weighs an array, which is a candidate if its members are parts of a text
// and not things of their own, and no member is almost all of it.
func (f *finder) list(v loosejson.Value, key string, titled bool) (mass int, found bool) {
	parts, records, most := 0, 0, 0
	for m := range v.Each() {
		n, in := f.weigh(m, key, titled)
		found = found || in
		mass += n
		if in {
			most = max(most, n)
		}
		if n > 0 {
			parts++
		}
		if isRecord(m) {
			records++
		}
	}
	// Strings beside each other, of which none is nearly all.
	several := parts >= 2 && records*2 < parts && most*10 < mass*9
	if !f.linked && several && mass >= f.least {
		f.offer(v, mass, titled)
		return mass, true
	}
	return mass, found
}

// text weighs a string.
func (f *finder) text(v loosejson.Value, key string, titled bool) (mass int, found bool) {
	n := v.Len()
	ofText := f.linked || key == "" || key == "articleBody" || textKeys[key]
	if n < 2 || !ofText && n < f.least {
		return 0, false
	}
	if n < f.least || f.linked && key != "articleBody" {
		return n, false
	}
	s := v.Text()
	if !f.inString && strings.HasPrefix(s, "{") { // JSON in a string
		f.inString = true
		for root := range loosejson.Parse([]byte(s)).Roots() {
			f.weigh(root, "", titled)
		}
		f.inString = false
		return 0, false
	}
	if strings.Count(s, `":`) > 2 || strings.Contains(s, `["`) { // JSON or code in a string
		return 0, false
	}
	if strings.Count(s, " ") < 40 && strings.Count(s, "。") < 4 || !strings.Contains(s, "<p") && !sentences(s) {
		return 0, false
	}
	f.offer(v, n, titled)
	return n, true
}

// sentences reports whether a plain string is prose and no code or style.
func sentences(s string) bool {
	ends, marks := 0, 0
	for i := range len(s) {
		switch s[i] {
		case '.', '!', '?':
			if i+1 == len(s) || s[i+1] <= ' ' || s[i+1] == '"' {
				ends++
			}
		case '{', '}', ';', '=', '<':
			marks++
		}
	}
	ends += strings.Count(s, "。")
	return ends >= 3 && marks <= ends
}

// offer takes a value where it is a better candidate than the one at hand.
func (f *finder) offer(v loosejson.Value, mass int, titled bool) {
	if f.spent += mass; f.spent > maxScripts { // lists in lists in lists
		return
	}
	rank := 0
	switch {
	case f.linked:
		rank = 1
	case titled:
		rank = 2
	}
	var w writer
	w.blocks(v)
	text := letters(string(w.out), 1<<30)
	switch {
	case len(f.texts) == 0:
	case f.goesOn(text):
		if !f.linked {
			rank = 3
		}
	case f.shown > fewShown || len(text) < 2*f.least: // the markup shows another text, and that is the page's
		return
	}
	worse := rank < f.best.rank || rank == f.best.rank && len(w.out) <= len(f.best.html)
	if rank == 0 || len(text) < f.least*3/4 || worse {
		return
	}
	f.best = candidate{w.out, rank}
}

// goesOn reports whether the text holds half of what the markup shows.
func (f *finder) goesOn(text string) bool {
	n := 0
	for _, k := range f.texts {
		if strings.Contains(text, k) {
			n++
		}
	}
	return n*2 >= len(f.texts)
}

// titled reports whether an object is an article of the page's title: it states
// the title as its own, and who wrote it or when.
func (f *finder) titled(v loosejson.Value) bool {
	title, signed := false, false
	for m := range v.Each() {
		switch k := strings.ToLower(m.Key()); k {
		case "title", "headline", "headlines", "name", "heading", "hed":
			title = title || f.isTitle(m)
		default:
			signed = signed || signs(k)
		}
	}
	return title && signed
}

// signs reports whether the name of a member says who wrote an article or when.
func signs(key string) bool {
	for _, part := range []string{"author", "byline", "publish"} {
		if strings.Contains(key, part) {
			return true
		}
	}
	return strings.HasSuffix(key, "date") || key == "created_at" || key == "createdat" || key == "credits"
}

// isTitle reports whether a value, or the member of it that says it plainly, is
// the title of the page.
func (f *finder) isTitle(v loosejson.Value) bool {
	if v.Kind() == loosejson.Object {
		for _, inner := range []string{"basic", "rendered", "text", "headline", "main"} {
			if m := v.Get(inner); m.Kind() == loosejson.String {
				v = m
				break
			}
		}
	}
	const few = 8
	s := letters(v.Text(), 1<<10)
	return len(s) >= few && len(f.title) >= few && (strings.HasPrefix(f.title, s) || strings.HasPrefix(s, f.title))
}

// isRecord reports whether a member of a list is an article or another thing of
// its own, with an address and a title, and no part of a text.
func isRecord(v loosejson.Value) bool {
	address, title := false, false
	for m := range v.Each() {
		switch m.Key() {
		case "url", "href", "slug", "link", "permalink", "canonicalUrl", "path", "uri":
			address = address || m.Kind() == loosejson.String
		case "title", "headline", "name":
			title = true
		}
	}
	return address && title
}

// letters returns the letters and digits of s in lower case, without its tags, at most n bytes.
func letters(s string, n int) string {
	b := make([]byte, 0, min(n, len(s))+utf8.UTFMax)
	for i := 0; i < len(s) && len(b) < n; {
		if s[i] == '<' {
			if end := strings.IndexByte(s[i:], '>'); end > 0 {
				i += end + 1
				continue
			}
		}
		r, size := utf8.DecodeRuneInString(s[i:])
		i += size
		if unicode.IsLetter(r) || unicode.IsDigit(r) {
			b = utf8.AppendRune(b, unicode.ToLower(r))
		}
	}
	return string(bytes.Clone(b))
}

package unit

import (
	"bytes"
	"unicode"
	"unicode/utf8"

	"github.com/dsbuild/dsbuild/convert/markup"
)

// maxAside is the longest text that may be a remark of the site's software.
const maxAside = 64

// aside reports whether a short text node is no text but a remark on the link it
// stands in, or the name of an icon.
func (s *segmenter) aside(i int32, b []byte) bool {
	if len(b) < 2 || s.unit < 0 {
		return false
	}
	n := &s.doc.Nodes[s.doc.Nodes[i].Parent]
	if n.Tag.Block() {
		return false
	}
	if len(s.links) > 0 && s.links[0].start >= 0 && isRemark(b) {
		return true
	}
	return (n.Tag == markup.TagI || n.Tag == markup.TagSpan) && b[0] >= 'a' && b[0] <= 'z' && bytes.IndexByte(b, ' ') < 0 &&
		bytes.Contains(s.doc.AttrRaw(s.doc.Nodes[i].Parent, markup.KeyClass), []byte("material-"))
}

// isRemark looks a text up in any case, without the marks around it.
func isRemark(b []byte) bool {
	b = bytes.Trim(b, " \t\r\n,.;:()[]-–—\u00a0")
	var low [maxAside]byte
	if len(b) > len(low) {
		return false
	}
	for i, c := range b {
		if c >= utf8.RuneSelf {
			return remarks[string(bytes.ToLower(b))]
		}
		if c >= 'A' && c <= 'Z' {
			c |= 0x20
		}
		low[i] = c
	}
	return remarks[string(low[:len(b)])]
}

// remarks are what sites add to links for those who do not see them.
var remarks = newRemarks()

func newRemarks() map[string]bool {
	all := map[string]bool{}
	for _, where := range []string{"window", "tab", "browser window", "browser tab"} {
		for _, open := range []string{
			"opens in new ", "opens in a new ", "opens new ", "opens a new ", "open in new ", "open in a new ",
			"open new ", "opens in another ", "opens external link in new ", "opens in new browser ", "link opens in new ", "link opens in a new ", "external link, opens in new ", "external link, opens in a new ", "external link opens in new ", "external link opens in a new ", "this link opens in a new ", "this link will open in a new ", "will open in a new ", "will open in new ",
		} {
			all[open+where] = true
		}
	}
	for _, r := range []string{
		"external", "external link", "external link icon", "external site", "link is external", "link sends e-mail", "link sends email", "opens external site", "opens external website", "external website", "opens in new", "new window", "new tab", "opens an external site", "opens pdf", "opens in pdf",
		"öffnet in neuem fenster", "öffnet in neuem tab", "öffnet im neuen fenster", "öffnet im neuen tab", "öffnet in einem neuen fenster", "öffnet in einem neuen tab", "öffnet sich in neuem fenster", "wird in neuem fenster geöffnet", "wird in einem neuen fenster geöffnet", "wird in neuem tab geöffnet", "wird in einem neuen tab geöffnet", "externer link", "externer link, öffnet neues fenster", "externer link öffnet in neuem fenster", "neues fenster", "neues fenster öffnen", "link öffnet in neuem fenster",
		"nouvelle fenêtre", "nouvel onglet", "ouvre une nouvelle fenêtre", "ouvre un nouvel onglet", "ouvre dans une nouvelle fenêtre", "ouvre dans un nouvel onglet", "s'ouvre dans une nouvelle fenêtre", "s’ouvre dans une nouvelle fenêtre", "s'ouvre dans un nouvel onglet", "s’ouvre dans un nouvel onglet", "nouvelle fenêtre de navigateur", "lien externe", "lien externe, nouvelle fenêtre", "lien externe, nouvel onglet",
		"se abre en una ventana nueva", "se abre en una nueva ventana", "se abre en ventana nueva", "se abre en una pestaña nueva", "se abre en una nueva pestaña", "abre en nueva ventana", "abre en una nueva ventana", "abre en una ventana nueva", "abre en nueva pestaña", "abre en una nueva pestaña", "abre una nueva ventana", "abre una nueva pestaña", "se abrirá en una nueva ventana", "enlace externo", "ventana nueva", "nueva ventana",
		"si apre in una nuova finestra", "si apre in una nuova scheda", "apre una nuova finestra", "apre in una nuova finestra", "apre in nuova finestra", "apre in una nuova scheda", "collegamento esterno", "link esterno", "nuova finestra",
		"opent in nieuw venster", "opent in een nieuw venster", "opent in nieuw tabblad", "opent in een nieuw tabblad", "opent nieuw venster", "externe link", "nieuw venster",
		"abre em nova janela", "abre em uma nova janela", "abre numa nova janela", "abre em nova aba", "abre em uma nova aba", "abre num novo separador", "link externo", "nova janela", "abre uma nova janela",
		"otwiera się w nowym oknie", "otwiera się w nowej karcie", "otwórz w nowym oknie", "link otwiera się w nowym oknie", "link zewnętrzny", "otwiera nowe okno",
		"öppnas i nytt fönster", "öppnas i ett nytt fönster", "öppnas i ny flik", "öppnas i en ny flik", "extern länk", "länk till annan webbplats", "länk till annan webbplats, öppnas i nytt fönster",
		"åbner i nyt vindue", "åbner i et nyt vindue", "åbner i ny fane", "åbner nyt vindue", "eksternt link", "åpnes i nytt vindu", "åpnes i et nytt vindu", "åpner i nytt vindu", "åpnes i ny fane", "ekstern lenke",
		"avautuu uuteen ikkunaan", "avautuu uuteen välilehteen", "aukeaa uuteen ikkunaan", "aukeaa uuteen välilehteen", "ulkoinen linkki", "új ablakban nyílik meg", "új ablakban nyílik", "új lapon nyílik meg", "külső hivatkozás",
		"otevře se v novém okně", "otevře se v nové kartě", "otevře se v nové záložce", "otevírá se v novém okně", "externí odkaz", "se deschide într-o fereastră nouă", "se deschide în fereastră nouă", "yeni pencerede açılır", "yeni sekmede açılır",
		"открывается в новом окне", "откроется в новом окне", "открывается в новой вкладке", "откроется в новой вкладке", "внешняя ссылка", "відкривається в новому вікні", "відкриється у новому вікні", "ανοίγει σε νέο παράθυρο", "ανοίγει σε νέα καρτέλα",
		"新しいウィンドウで開く", "新しいウインドウで開く", "新しいウィンドウで開きます", "新しいウインドウで開きます", "別ウィンドウで開く", "別ウインドウで開く", "別ウィンドウで開きます", "別ウインドウで開きます", "新しいタブで開く", "外部リンク", "外部サイト", "在新窗口打开", "在新窗口中打开", "在新标签页打开", "在新標籤頁開啟", "另開視窗", "另開新視窗", "外部链接", "새 창", "새창", "새 창 열림", "새창 열림", "새창열림", "새 창에서 열기", "새 창으로 열기",
	} {
		all[r] = true
	}
	return all
}

// maxInto is how far the text of a q element is looked for.
const maxInto = 8

// quote opens the marks that a browser puts around a q element, unless the page
// has written some itself.
func (s *segmenter) quote(i int32) {
	p, nodes := s.page, s.doc.Nodes
	if s.unit >= 0 && !s.space && !s.line && !s.cell && len(s.said) == 0 {
		if r, _ := utf8.DecodeLastRune(p.Text); isMark(r) {
			return
		}
	}
	for k := i + 1; k < min(nodes[i].End, i+maxInto); k++ {
		if nodes[k].Tag != markup.TagText || nodes[k].Blank {
			continue
		}
		s.buf = s.doc.AppendText(s.buf[:0], k)
		if r, _ := utf8.DecodeRune(bytes.TrimSpace(s.buf)); isMark(r) {
			return
		}
		s.write(k, []byte(openMarks[len(s.said)%2]))
		s.said = append(s.said, nodes[i].End)
		return
	}
}

// The marks of a quotation and of one inside of it.
var openMarks, closeMarks = [2]string{"“", "‘"}, [2]string{"”", "’"}

// unquote closes the innermost marks.
func (s *segmenter) unquote() {
	if s.unit >= 0 {
		s.page.Text = append(s.page.Text, closeMarks[(len(s.said)-1)%2]...)
	}
}

// isMark reports whether r is a quotation mark.
func isMark(r rune) bool {
	return r == '"' || r == '\'' || unicode.In(r, unicode.Pi, unicode.Pf) || r == '„' || r == '‚' || r == '「' || r == '『'
}

// withoutRemarks takes the remarks on links out of a line of a dump: those in
// parentheses, and the one that a comma parts from the link it follows.
func withoutRemarks(line []byte) []byte {
	var out []byte
	last := 0
	for at := 0; ; {
		i := bytes.IndexByte(line[at:], '(')
		if i < 0 {
			break
		}
		at += i
		end := bytes.IndexByte(line[at:min(len(line), at+maxAside)], ')')
		if end < 0 || at == 0 || !isRemark(line[at:at+end]) {
			at++
			continue
		}
		out = append(out, bytes.TrimRight(line[last:at], " ")...)
		last = at + end + 1
		at = last
	}
	if last > 0 {
		line = append(out, line[last:]...)
	}
	const opens = ", opens new tab"
	if bytes.Contains(line, []byte(opens)) {
		line = bytes.ReplaceAll(line, []byte(opens), nil)
	}
	return line
}

// isAnchor reports whether the text of a link in a heading is but the mark by which
// the heading itself can be linked to.
func isAnchor(b []byte) bool {
	switch string(bytes.TrimSpace(b)) {
	case "#", "¶", "§", "🔗", "⚓", "∞":
		return true
	}
	return false
}

// initial reports whether the unit so far is one large letter set apart from the
// rest of its word by the look of the page alone.
func (s *segmenter) initial() bool {
	p := s.page
	t := p.Text[p.Units[s.unit].From:]
	if len(t) > utf8.UTFMax {
		return false
	}
	if r, n := utf8.DecodeRune(t); n < len(t) || !unicode.IsUpper(r) {
		return false
	}
	at := s.doc.Nodes[s.last].Parent
	class := bytes.ToLower(s.doc.AttrRaw(at, markup.KeyClass))
	return bytes.Contains(class, []byte("drop")) && bytes.Contains(class, []byte("cap")) && !oneLetterWord(t)
}

// oneLetterWord reports whether a capital may be a word of its own.
func oneLetterWord(t []byte) bool {
	switch string(t) {
	case "A", "E", "I", "O", "U", "W", "Y", "Z", "V", "S", "K", "À", "È", "É", "Ó":
		return true
	}
	return len(t) > 1
}

// apart reports whether what text node i begins with stands apart from what was
// written last although no white space is between them: where a picture or an
// icon is, and where one element ends, another begins and the letters say that
// no word goes on. Code is written as it is.
func (s *segmenter) apart(i int32, b []byte) bool {
	p, nodes := s.page, s.doc.Nodes
	before, _ := utf8.DecodeLastRune(p.Text)
	after, _ := utf8.DecodeRune(b)
	if !wordRune(after) || !wordRune(before) && !ends(before) {
		return false
	}
	for k := s.last + 1; k < i; k++ {
		if replaced(nodes[k].Tag) {
			return true
		}
	}
	from, to := nodes[s.last].Parent, nodes[i].Parent
	closed, opened := nodes[from].End <= i, to > s.last
	if !closed && !opened || p.Context[to]&InPre != 0 || s.code(from) || s.code(to) {
		return false
	}
	if !closed || !opened {
		part := from
		if opened {
			part = to
		}
		return piece(nodes[part].Tag) && unicode.IsUpper(after) && (unicode.IsLower(before) || unicode.IsDigit(before))
	}
	x, y := s.outer(from, i, true), s.outer(to, s.last, false)
	if note(nodes[x].Tag) || note(nodes[y].Tag) {
		return false
	}
	switch {
	case ends(before):
		return unicode.IsUpper(after)
	case unicode.IsLower(before) && (unicode.IsUpper(after) || unicode.IsDigit(after)), unicode.IsDigit(before) && unicode.IsUpper(after):
		return true
	}
	return !unicode.In(before, unspaced...) && s.differ(x, y)
}

// unspaced are the scripts that put no spaces between words.
var unspaced = []*unicode.RangeTable{
	unicode.Han, unicode.Hiragana, unicode.Katakana, unicode.Thai, unicode.Lao, unicode.Khmer,
	unicode.Myanmar,
}

func wordRune(r rune) bool { return unicode.IsLetter(r) || unicode.IsDigit(r) }

// ends reports whether r ends a sentence or a clause.
func ends(r rune) bool {
	switch r {
	case '.', '!', '?', ':', ';', ',', '”', '…', ')':
		return true
	}
	return false
}

// replaced reports whether an element is shown as a thing between the texts.
func replaced(t markup.Tag) bool {
	switch t {
	case markup.TagImg, markup.TagSVG, markup.TagVideo, markup.TagAudio, markup.TagCanvas, markup.TagIframe, markup.TagInput, markup.TagSelect,
		markup.TagButton, markup.TagObject, markup.TagEmbed, markup.TagHr, markup.TagTextarea:
		return true
	}
	return false
}

// piece reports whether an inline element is one by which pages put pieces of
// text side by side, and not one that stresses a part of a word.
func piece(t markup.Tag) bool {
	switch t {
	case markup.TagSpan, markup.TagA, markup.TagTime, markup.TagLabel, markup.TagOther, markup.TagData, markup.TagOutput, markup.TagCite:
		return true
	}
	return false
}

// note reports whether an element is raised or lowered: glued to the word before.
func note(t markup.Tag) bool { return t == markup.TagSup || t == markup.TagSub }

// code reports whether an element is or stands in a piece of code.
func (s *segmenter) code(n int32) bool {
	for range 3 {
		switch s.doc.Nodes[n].Tag {
		case markup.TagCode, markup.TagKbd, markup.TagSamp, markup.TagTt, markup.TagVar:
			return true
		}
		if n = s.doc.Nodes[n].Parent; n < 0 {
			break
		}
	}
	return false
}

// outer climbs from n to the outermost element around it that does not hold node
// other: one that ends before it, or begins behind it.
func (s *segmenter) outer(n, other int32, before bool) int32 {
	nodes := s.doc.Nodes
	for p := nodes[n].Parent; p >= 0; p = nodes[p].Parent {
		if before && nodes[p].End > other || !before && p <= other {
			break
		}
		n = p
	}
	return n
}

// differ reports whether two neighbours are different things: links to two
// places, or elements of two classes.
func (s *segmenter) differ(x, y int32) bool {
	nodes := s.doc.Nodes
	if nodes[x].Tag == markup.TagA && nodes[y].Tag == markup.TagA {
		return !bytes.Equal(s.doc.AttrRaw(x, markup.KeyHref), s.doc.AttrRaw(y, markup.KeyHref))
	}
	a, b := s.doc.AttrRaw(x, markup.KeyClass), s.doc.AttrRaw(y, markup.KeyClass)
	return piece(nodes[x].Tag) && piece(nodes[y].Tag) && len(a) > 0 && len(b) > 0 && !bytes.Equal(a, b)
}

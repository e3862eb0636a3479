package rtf

import (
	"strconv"
	"strings"

	"golang.org/x/text/encoding"
	"golang.org/x/text/encoding/charmap"
	"golang.org/x/text/encoding/japanese"
	"golang.org/x/text/encoding/korean"
	"golang.org/x/text/encoding/simplifiedchinese"
	"golang.org/x/text/encoding/traditionalchinese"

	"github.com/dsbuild/dsbuild/convert/source/document"
)

// control reads what begins with a backslash.
func (r *reader) control() {
	r.at++
	if r.at >= len(r.file) {
		return
	}
	c := r.file[r.at]
	if !letter(c) {
		r.at++
		r.symbol(c)
		return
	}
	from := r.at
	for r.at < len(r.file) && letter(r.file[r.at]) && r.at-from < 32 {
		r.at++
	}
	word := string(r.file[from:r.at])
	from = r.at
	if r.at < len(r.file) && r.file[r.at] == '-' {
		r.at++
	}
	for r.at < len(r.file) && r.file[r.at] >= '0' && r.file[r.at] <= '9' && r.at-from < 11 {
		r.at++
	}
	n, err := strconv.Atoi(string(r.file[from:r.at]))
	if r.at < len(r.file) && r.file[r.at] == ' ' {
		r.at++
	}
	r.word(word, n, err == nil)
}

func letter(c byte) bool { return c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' }

// symbol reads a control of one character.
func (r *reader) symbol(c byte) {
	switch c {
	case '\'':
		if r.at+2 <= len(r.file) {
			n, err := strconv.ParseUint(string(r.file[r.at:r.at+2]), 16, 8)
			if err == nil {
				r.at += 2
				r.char(byte(n))
			}
		}
	case '*':
		r.star = true
	case '~':
		r.char(' ')
	case '_':
		r.char('-')
	case '\\', '{', '}':
		r.char(c)
	case '\r', '\n':
		r.flush()
		r.paragraph()
	}
}

// destinations are where the text of a group goes by its word. Those whose words are
// not here and that \* begins go nowhere.
var destinations = map[string]destination{
	"fonttbl": fonts, "stylesheet": styleSheet, "info": info, "title": title, "author": author,
	"colortbl": nowhere, "pict": nowhere, "nonshppict": nowhere, "objdata": nowhere, "listtext": nowhere, "pntext": nowhere, "footnote": nowhere, "annotation": nowhere,
	"header": nowhere, "headerl": nowhere, "headerr": nowhere, "headerf": nowhere, "footer": nowhere, "footerl": nowhere, "footerr": nowhere, "footerf": nowhere,
	"fldinst": nowhere, "bkmkstart": nowhere, "bkmkend": nowhere, "xe": nowhere, "tc": nowhere, "filetbl": nowhere, "revtbl": nowhere, "listtable": nowhere,
	"listoverridetable": nowhere, "themedata": nowhere, "datastore": nowhere, "latentstyles": nowhere, "template": nowhere, "operator": nowhere,
	"subject": nowhere, "keywords": nowhere, "comment": nowhere, "doccomm": nowhere, "company": nowhere, "creatim": nowhere, "revtim": nowhere, "printim": nowhere,
}

// characters are words that stand for one.
var characters = map[string]string{
	"emdash": "—", "endash": "–", "lquote": "‘", "rquote": "’", "ldblquote": "“", "rdblquote": "”", "bullet": "•", "tab": "\t",
	"emspace": " ", "enspace": " ", "qmspace": " ", "line": "\n",
}

// word reads a control word; given says that it has a number.
func (r *reader) word(word string, n int, given bool) {
	star := r.star
	r.star = false
	if word == "bin" {
		r.at += min(max(n, 0), len(r.file)-r.at)
		return
	}
	if r.chars.skip > 0 && word != "u" {
		r.chars.skip--
		return
	}
	r.flush()
	if s, ok := characters[word]; ok {
		r.write(s)
		return
	}
	dest, known := destinations[word]
	switch {
	case word == "listtext" || word == "pntext":
		r.para.list = true
		r.now.dest = nowhere
	case r.now.dest == nowhere:
	case known:
		r.enter(dest)
	case star && r.now.dest == shown:
		r.now.dest = nowhere
	default:
		r.format(word, n, given)
	}
}

// enter begins a destination; title and author stand in info only.
func (r *reader) enter(dest destination) {
	if (dest == title || dest == author) && r.now.dest != info {
		return
	}
	r.now.dest = dest
	r.name.Reset()
}

// format reads a word that says how text looks or is encoded.
func (r *reader) format(word string, n int, given bool) {
	on := !given || n != 0
	switch word {
	case "u":
		r.unicode(n)
	case "uc":
		r.now.uc = min(max(n, 0), 16)
	case "ansicpg":
		r.chars.page = codePage(n)
	case "mac":
		r.chars.page = charmap.Macintosh
	case "f":
		r.now.font = n
	case "fcharset":
		if e := charSet(n); e != nil && r.now.dest == fonts && len(r.chars.byFont) < maxDepth {
			r.chars.byFont[r.now.font] = e
		}
	case "v":
		r.now.hidden = on
	case "deleted":
		r.now.deleted = on
	case "plain":
		r.now.hidden, r.now.deleted = false, false
	case "s":
		if r.styles.defined = n; r.now.dest == shown {
			r.para.style = n
		}
	default:
		if r.now.dest == shown {
			r.layout(word, n)
		}
	}
}

// layout reads a word about paragraphs and pages.
func (r *reader) layout(word string, n int) {
	switch word {
	case "par":
		r.paragraph()
	case "pard":
		r.para.level, r.para.style, r.row.open = 0, -1, false
	case "intbl":
		r.row.open = true
	case "outlinelevel":
		if n >= 0 && n < 9 {
			r.para.level = min(n+1, 6)
		}
	case "ls":
		r.para.list = n > 0
	case "cell", "nestcell":
		r.endCell()
	case "row", "nestrow":
		r.endRow()
	case "page", "sect":
		r.paragraph()
		r.para.newPage = true
	}
}

// paragraph ends one. What follows a table is not in it.
func (r *reader) paragraph() {
	if !r.row.open {
		r.endRow()
	}
	r.endPara()
}

// endDestination takes what a destination held.
func (r *reader) endDestination(dest destination) {
	name := document.Tidy(r.name.String())
	r.name.Reset()
	switch dest {
	case title:
		r.text.Properties["title"] = name
	case author:
		r.text.Properties["creator"] = name
	case shown, nowhere, fonts, styleSheet, info:
	}
}

// endStyle notes a style of the style sheet by its name.
func (r *reader) endStyle() {
	name := strings.ToLower(strings.Trim(document.Tidy(r.name.String()), "; "))
	r.name.Reset()
	level := 0
	if rest, ok := strings.CutPrefix(name, "heading "); ok {
		level, _ = strconv.Atoi(rest)
	} else if name == "title" {
		level = 1
	}
	if level > 0 && len(r.styles.levels) < maxDepth {
		r.styles.levels[r.styles.defined] = min(level, 6)
	}
}

// codePage returns the encoding of a code page, that of western Europe where it is not known.
func codePage(n int) encoding.Encoding {
	pages := map[int]encoding.Encoding{
		437: charmap.CodePage437, 850: charmap.CodePage850, 852: charmap.CodePage852, 866: charmap.CodePage866, 874: charmap.Windows874,
		932: japanese.ShiftJIS, 936: simplifiedchinese.GBK, 949: korean.EUCKR, 950: traditionalchinese.Big5,
		1250: charmap.Windows1250, 1251: charmap.Windows1251, 1253: charmap.Windows1253, 1254: charmap.Windows1254, 1255: charmap.Windows1255,
		1256: charmap.Windows1256, 1257: charmap.Windows1257, 1258: charmap.Windows1258, 10000: charmap.Macintosh, 65001: encoding.Nop,
	}
	if e, ok := pages[n]; ok {
		return e
	}
	return charmap.Windows1252
}

// charSet returns the encoding of a font, nil for that of the document.
func charSet(n int) encoding.Encoding {
	sets := map[int]int{
		77: 10000, 128: 932, 129: 949, 134: 936, 136: 950, 161: 1253, 162: 1254, 163: 1258, 177: 1255, 178: 1256, 186: 1257, 204: 1251, 222: 874, 238: 1250, 255: 437,
	}
	if page, ok := sets[n]; ok {
		return codePage(page)
	}
	return nil
}

package tags

import (
	"bytes"
	"strings"

	"github.com/dsbuild/dsbuild/convert/markup"
)

// role is what an element's attributes say it holds.
type role uint8

const (
	roleAuthor role = 1 << iota
	rolePerson
	roleDate
	rolePublished
	roleModified
)

func roleOf(d *markup.Doc, n int32) (r role) {
	var stated, property []byte
	for k, v := range d.Attrs(n) {
		switch k {
		case markup.KeyItemprop:
			stated = v
		case markup.KeyProperty:
			property = v[bytes.LastIndexByte(v, ':')+1:] // RDFa: "schema:datePublished"
		case markup.KeyRel:
			if relIs(v, "author") {
				r |= rolePerson
			}
		case markup.KeyClass, markup.KeyTest, markup.KeyID:
			r |= roleOfClass(v)
		default: // says nothing of a role
		}
	}
	if stated == nil {
		stated = property
	}
	return r | roleOfProperty(stated)
}

func roleOfProperty(v []byte) role {
	if len(v) == 0 || len(v) >= 24 {
		return 0
	}
	switch strings.ToLower(string(v)) {
	case "datepublished", "datecreated":
		return rolePublished
	case "datemodified":
		return roleModified
	case "author", "creator":
		return rolePerson
	}
	return 0
}

// roleOfClass reads the words of a class: "c-byline__author", "postDate".
func roleOfClass(v []byte) role {
	var r role
	for i := 0; i < len(v); {
		for i < len(v) && !letter(v[i]) {
			i++
		}
		start := i
		for i < len(v) && letter(v[i]) && (i == start || v[i] >= 'a' || v[i-1] < 'a') {
			i++
		}
		if i-start >= 4 {
			r |= classWord(v[start:i])
		}
	}
	return r
}

func letter(c byte) bool { return c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' }

// classRoles are the words of classes, in lower case, that say what an element holds.
var classRoles = newClassRoles()

func newClassRoles() map[string]role {
	all := map[string]role{}
	for r, words := range map[role]string{
		roleAuthor:               "byline author authors authorname bylines autor autoren auteur autore writer contributor contributors",
		roleDate:                 "date dateline timestamp datetime datum fecha pubdate publishdate postdate",
		rolePublished | roleDate: "published publish posted",
		roleModified | roleDate:  "updated modified",
	} {
		for w := range strings.FieldsSeq(words) {
			all[w] = r
		}
	}
	return all
}

// classEnds are for each first letter, by its number, the last letters of these words.
var classEnds = newClassEnds()

func newClassEnds() (ends [32]uint32) {
	for w := range classRoles {
		ends[w[0]&31] |= 1 << (w[len(w)-1] & 31)
	}
	return ends
}

func classWord(w []byte) role {
	var buf [16]byte
	if len(w) > len(buf) || classEnds[w[0]&31]>>(w[len(w)-1]&31)&1 == 0 {
		return 0
	}
	low := buf[:0]
	for _, c := range w {
		low = append(low, c|0x20)
	}
	return classRoles[string(low)]
}

package nexis

import (
	"regexp"
	"strings"

	"github.com/dsbuild/dsbuild/convert/source/export"
)

// place is where a label stands.
type place uint8

const (
	above   place = iota // the text
	below                // the text, where a text may have it, too
	archive              // below the text, and nowhere else
)

// label is what a label means.
type label struct {
	name string
	place
}

// labels are those of the archive, in capitals.
var labels = map[string]label{
	"HEADLINE": {"title", above}, "BYLINE": {"authors", above}, "AUTHOR": {"authors", above}, "AUTOR": {"authors", above}, "AUTEUR": {"authors", above},
	"SECTION": {"section", above}, "RUBRIK": {"section", above}, "RUBRIQUE": {"section", above},
	"LENGTH": {"length", above}, "LÄNGE": {"length", above}, "LONGUEUR": {"length", above},
	"DATELINE": {"dateline", above}, "HIGHLIGHT": {"subtitle", above}, "INSERT": {"subtitle", above}, "ENCART": {"subtitle", above}, "SERIES": {"series", above},

	"LOAD-DATE": {"load_date", archive}, "DATE-CHARGEMENT": {"load_date", archive}, "UPDATE": {"load_date", archive},
	"LANGUAGE": {"language", archive}, "LANGUE": {"language", archive}, "SPRACHE": {"language", archive},
	"PUBLICATION-TYPE": {"publication_type", archive}, "TYPE-PUBLICATION": {"publication_type", archive}, "PUB-TYPE": {"publication_type", archive},
	"JOURNAL-CODE": {"journal_code", archive}, "DOCUMENT-TYPE": {"document_type", archive}, "CORRECTION-DATE": {"correction_date", archive},
	"ACC-NO": {"accession_number", archive},

	"GRAPHIC": {"graphic", below}, "GRAFIK": {"graphic", below}, "CORRECTION": {"correction", below}, "NOTES": {"notes", below}, "TYPE": {"type", below},
	"SUBJECT": {"subject", below}, "SUJET": {"subject", below}, "PERSON": {"person", below}, "ORGANIZATION": {"organization", below},
	"COMPANY": {"company", below}, "SOCIETE": {"company", below}, "TICKER": {"ticker", below}, "STOCK-SYMBOL": {"ticker", below}, "SYMBOLE-BOURSIER": {"ticker", below},
	"INDUSTRY": {"industry", below}, "ACTIVITY-SECTOR": {"industry", below}, "SECTEUR-ACTIVITE": {"industry", below},
	"GEOGRAPHIC": {"geographic", below}, "GEO-LOCALIZATION": {"geographic", below}, "LOCALISATION-GEO": {"geographic", below},
	"CITY": {"city", below}, "STATE": {"state", below}, "COUNTRY": {"country", below}, "URL": {"document_url", below}, "ISSN": {"issn", below},
	"DISTRIBUTION": {"distribution", below},
}

// labelled reports whether a line begins with a label. The older layout writes labels
// in capitals, and a text may have the same words in small letters.
func labelled(s string, capitals bool) (name string, at place, ok bool) {
	const longest = 20
	i := strings.IndexByte(s, ':')
	if i < 0 || i > longest {
		return "", 0, false
	}
	if glued := i+1 < len(s) && s[i+1] != ' ' && s[i+1] != '\t'; capitals && glued {
		return "", 0, false
	}
	word := s[:i]
	if !capitals {
		word = strings.ToUpper(word)
	}
	l, ok := labels[word]
	if !ok && indexed.MatchString(s[i+1:]) && strings.ToUpper(s[:i]) == s[:i] {
		return export.Name(word), below, true
	}
	return l.name, l.place, ok
}

// indexed is how the archive writes how sure it is of a subject.
var indexed = regexp.MustCompile(`\(\d\d%\)`)

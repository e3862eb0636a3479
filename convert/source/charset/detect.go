package charset

import (
	"strings"

	"github.com/wlynxg/chardet"
)

// fallback is the charset of most undeclared pages in western languages.
const fallback = "windows-1252"

// sure is the confidence from which a detected charset is believed.
const sure = 0.8

// detect guesses the charset of bytes that are not UTF-8.
func detect(body []byte, html bool) string {
	const sampleSize = 16 << 10
	r := chardet.Detect(body[:min(len(body), sampleSize)])
	if name := canonical(strings.ToLower(r.Encoding)); name != "" && r.Confidence >= sure && name != utf8Name {
		return name
	}
	return fallback
}

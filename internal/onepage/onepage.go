// Package onepage has what all HTML files that stand alone share.
//
// In: the style sheet and the script of a file. Out: the policy that lets a browser run these two
// and nothing else. Laws: the policy allows no request; the style sheet of a page to be marked
// begins with Style, that of a page to be read with Sheet.
package onepage

import (
	"crypto/sha256"
	_ "embed"
	"encoding/base64"
	"strings"
)

// Style is the beginning of a style sheet: colours, light and dark, type and buttons.
//
//go:embed base.css
var Style string

// Sheet is the beginning of the style sheet of a page that is only read: the report of a
// dataset and what stands beside it. Its palette is its own.
//
//go:embed sheet.css
var Sheet string

// Policy lets the browser run the one script, where it is not empty, and the one style sheet of the file and load nothing.
func Policy(style, script string) string {
	may := "style-src '" + digest(style) + "'"
	if script != "" {
		may = "script-src '" + digest(script) + "'; " + may
	}
	return "default-src 'none'; " + may + "; base-uri 'none'; form-action 'none'"
}

// Link returns a URL that may stand in a page as a link, "" for any other.
func Link(url string) string {
	if strings.HasPrefix(url, "https://") || strings.HasPrefix(url, "http://") {
		return url
	}
	return ""
}

func digest(s string) string {
	sum := sha256.Sum256([]byte(s))
	return "sha256-" + base64.StdEncoding.EncodeToString(sum[:])
}

package convert

import (
	"fmt"
	"strings"
	"testing"
)

// TestSignature: the last line of a text that is a dash and the name of its author is no
// text; a dash and another name may be what the text ends with.
func TestSignature(t *testing.T) {
	const page = `<html><head><title>The wheel at Sorrel Bridge</title><meta name="author" content="Ada Thorne"></head><body><article><h1>The wheel at Sorrel Bridge</h1>
<p>The wheel at Sorrel Bridge turns again, after eleven years and a good many promises, said Perrin Dale, who owns the mill.</p>
<p>A hundred and forty people came to see it on Sunday, and the last of them left when the lamps on the weir were lit.</p><p>%s</p></article></body></html>`
	for line, kept := range map[string]bool{"-- Ada Thorne": false, "— Ada Thorne": false, "– ADA THORNE": false, "— Perrin Dale": true} {
		if got := strings.Contains(convertPage(fmt.Sprintf(page, line)).Article.Text, line); got != kept {
			t.Errorf("%s: kept is %v", line, got)
		}
	}
}

// TestEntryTitle: where a page has no h1, its one element of the class of hAtom is its headline; where it has several it is none.
func TestEntryTitle(t *testing.T) {
	const page = `<html><head><title>News of the Valley</title></head><body><div class="hentry"><p><span class="big entry-title">The wheel at Sorrel Bridge turns again</span></p>
<p>The wheel at Sorrel Bridge turns again, after eleven years and a good many promises, said Perrin Dale, who owns the mill.</p>
<p>A hundred and forty people came to see it on Sunday, and the last of them left when the lamps on the weir were lit.</p></div>%s</body></html>`
	for below, want := range map[string]string{
		"": "The wheel at Sorrel Bridge turns again",
		`<p class="entry-title">The lamps on the weir</p>`: "News of the Valley",
	} {
		if got := convertPage(fmt.Sprintf(page, below)).Article.Title; got != want {
			t.Errorf("%q: %q, want %q", below, got, want)
		}
	}
}

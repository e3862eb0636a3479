package document

import "strings"

// CheckLines reports lines that break the laws of the package; tests of the readers
// below call it.
func CheckLines(t interface{ Errorf(string, ...any) }, text *Text) {
	at := 0
	for i := range text.Lines {
		l := &text.Lines[i]
		if l.From < 0 || l.To < l.From || l.To > len(text.Raw) || strings.ContainsAny(l.Text, "\n\r") {
			t.Errorf("line %d: %+v of %d bytes", i, *l, len(text.Raw))
		}
		if l.To < at {
			t.Errorf("line %d ends at %d, the one before at %d", i, l.To, at)
		}
		at = l.To
	}
}

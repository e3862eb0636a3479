// Package screen writes for people at a terminal.
//
// In: words and numbers. Out: text, coloured where that is wanted. Laws: NO_COLOR
// holds; what is no terminal gets no colours.
package screen

import (
	"encoding/json"
	"fmt"
	"io"
	"os"

	"golang.org/x/term"
)

// OnTerminal reports whether f is a terminal that may be drawn on.
func OnTerminal(f *os.File) bool { return term.IsTerminal(int(f.Fd())) }

// Width is how many characters a line of a terminal has.
func Width(f *os.File) int {
	const usual = 80
	if width, _, err := term.GetSize(int(f.Fd())); err == nil && width > 0 {
		return width
	}
	return usual
}

// Colours reports whether standard output may be coloured.
func Colours() bool {
	return os.Getenv("NO_COLOR") == "" && os.Getenv("TERM") != "dumb" && OnTerminal(os.Stdout)
}

// Painter returns a function that colours a string where colours are wanted.
func Painter(on bool) func(colour, s string) string {
	codes := map[string]string{"bold": "1", "faint": "2", "red": "31", "green": "32", "yellow": "33", "blue": "34"}
	return func(colour, s string) string {
		if !on {
			return s
		}
		return "\x1b[" + codes[colour] + "m" + s + "\x1b[0m"
	}
}

// Number says how many things of a name there are.
func Number(n int64, name string) string {
	if n == 1 {
		return "1 " + name
	}
	return fmt.Sprintf("%d %ss", n, name)
}

// JSON prints a document, indented.
func JSON(w io.Writer, document any) error {
	e := json.NewEncoder(w)
	e.SetEscapeHTML(false)
	e.SetIndent("", "  ")
	return e.Encode(document)
}

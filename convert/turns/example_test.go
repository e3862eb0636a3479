package turns_test

import (
	"fmt"

	"github.com/dsbuild/dsbuild/convert/turns"
	"github.com/dsbuild/dsbuild/schema"
)

// A transcript has turns, each of a speaker.
func Example() {
	body, paragraphs := "", []schema.Span(nil)
	for _, p := range []string{
		"The CHAIR: The committee will come to order.", "Ms. ODUM: Thank you. The ferry needs a second boat.",
		"Mr. QUILL: Who pays for it?", "Ms. ODUM: The county does.", "Mr. QUILL: For how long?", "Ms. ODUM: Ten years.",
	} {
		start := len(body)
		body += p
		paragraphs = append(paragraphs, schema.Span{Start: start, End: len(body)})
		body += "\n\n"
	}
	t := turns.Find(body, paragraphs)
	for _, l := range t.Lines {
		fmt.Printf("%s: %s\n", t.Speakers[l.Speaker].Name, body[l.Said.Start:l.Said.End])
	}
	// Output:
	// The CHAIR: The committee will come to order.
	// ODUM: Thank you. The ferry needs a second boat.
	// QUILL: Who pays for it?
	// ODUM: The county does.
	// QUILL: For how long?
	// ODUM: Ten years.
}

package unread_test

import (
	"fmt"

	"github.com/dsbuild/dsbuild/convert/markup"
	"github.com/dsbuild/dsbuild/convert/unread"
)

// The second paragraph stands in a template, which browsers do not show.
func ExampleMost() {
	const page = `<p>The ferry at Low Harrow will run on Sundays from April, the county decided on Monday.</p>
<template><p>The first boat leaves at nine, and the last one comes back at six in the evening, with a stop at the mill.</p></template>`
	var d markup.Doc
	d.Parse([]byte(page), markup.Limits{})
	place := unread.Most(&d, []string{"The ferry at Low Harrow will run on Sundays from April, the county decided on Monday."})
	fmt.Println(place.Words, "words in", place.Element)
	// Output:
	// 23 words in template
}

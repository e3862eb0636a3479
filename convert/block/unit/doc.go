// Package unit cuts a page into units: what becomes its blocks.
//
// In: an HTML page (markup.Doc), or the lines of a page-text dump or of clean text. Out:
// a Page of Units in order, each with its text, its links, where it stands and what its
// words say; no verdict. Laws: every visible word outside of controls stands in one
// unit, but for remarks on links and names of icons; links lie inside the text of their
// unit; time is linear in the page; the memory of a page is used again for the next.
//
// cutter.go is the way in, segment.go walks the nodes, inline.go says where words begin
// and end, context.go what the elements around them say; lines.go and lines_form.go cut
// lines. letters.go compares texts by their letters.
package unit

// Package rule decides by rules which units of a page are text of its article.
//
// In: a unit.Page that has been measured. Out: the same page, with kind, reason and
// points in every unit of an HTML page or a dump, and a view of what the rules noted on
// the way, for the features of a model. Laws: every unit has a reason; where a page has
// text something is kept; decisions are integer arithmetic; linear in the page.
//
// HTML: rules_html.go has the order of the steps; containers.go finds the element with
// the most running text, headline.go the headline and what stands below it, tail.go the
// end, neighbours.go and listed.go what reads like the text and stands beside it.
// Dumps: rules_lines.go and headline_lines.go. boilerplate.go judges by phrases alone.
// Live blogs: live.go finds their entries, live_time.go their times, live_text.go what
// of them is text. once.go drops a second copy of the text.
package rule

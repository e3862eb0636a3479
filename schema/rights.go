package schema

// Rights says what the cells of a column may hold of a page: what a derivative that is
// shared without the text keeps, leaves out or hides.
type Rights string

// The rights a column has. Numbers, days, instants and words of a closed vocabulary are
// public, whatever they count; columns of free text each say what they are.
const (
	// RightsPublic is what describes the page and does not repeat it: ids, digests,
	// addresses, names of outlets, codes.
	RightsPublic Rights = "public"
	// RightsText is what an author wrote: text of the page, or words taken out of it.
	RightsText Rights = "text"
	// RightsPerson is what names or describes a person or body.
	RightsPerson Rights = "person"
)

// free reports whether the column may hold any text.
func (c *Column) free() bool {
	return (c.Type == Utf8 || c.Type == Utf8List) && c.Vocabulary == nil
}

func public(c Column) Column   { c.Rights = RightsPublic; return c }
func ofText(c Column) Column   { c.Rights = RightsText; return c }
func ofPerson(c Column) Column { c.Rights = RightsPerson; return c }

package schema

// Block is one classified unit of a page, HTML or dump. Every block of a page
// is kept or dropped with a reason: the sequence of blocks is the loss report.
type Block struct {
	Index  int
	Text   string // cleaned; "\n" marks where the paragraphs of the article are cut
	Kind   BlockKind
	Kept   bool
	Reason BlockReason // why it was kept or dropped
	Score  float64     // 0 to 1, how sure the classifier is that it is kept text
	Path   string      // where it stands: "html/body/div.story/p", or "line 17"
	Level  int         // 1 to 6 for headings, else 0
	Links  []BlockLink
	Entry  int // which entry of a live blog it stands in, from 1; 0 in none
}

// BlockEntry is what an entry of a live blog says of itself, as written.
type BlockEntry struct {
	Stamp   string // its time for machines: an attribute datetime
	Time    string // its time for readers: "10:45", "2h ago"
	Heading string
	Author  string
}

// BlockLink is a hyperlink inside a block.
type BlockLink struct {
	Span        // bytes into Block.Text
	URL  string // as written, not resolved
}

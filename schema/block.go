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
}

// BlockLink is a hyperlink inside a block.
type BlockLink struct {
	Span        // bytes into Block.Text
	URL  string // as written, not resolved
}

package docx_test

import (
	"fmt"

	"github.com/dsbuild/dsbuild/convert/source/document/docx"
)

// Deleted text is no text.
func Example() {
	t, err := docx.Read(map[string][]byte{docx.Main: []byte(`<w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><w:body>
<w:p><w:r><w:t>The ferry will run on </w:t></w:r><w:del><w:r><w:delText>Saturdays</w:delText></w:r></w:del><w:ins><w:r><w:t>Sundays.</w:t></w:r></w:ins></w:p></w:body></w:document>`)}, false)
	fmt.Println(t.Lines[0].Text, err)
	// Output:
	// The ferry will run on Sundays. <nil>
}

package weburl_test

import (
	"fmt"

	"github.com/dsbuild/dsbuild/convert/meta/weburl"
)

// The page that an archived copy stands for, and its site.
func Example() {
	page, at := weburl.Unwrap("https://web.archive.org/web/20240504120000/https://www.post.co.uk/news/2024/05/04/ferry")
	m, _ := weburl.Date(page)
	fmt.Println(weburl.Site(page), at.Year(), m.Date)
	// Output:
	// post.co.uk 2024 2024-05-04
}

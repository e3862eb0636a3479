package warc_test

import (
	"bufio"
	"bytes"
	"fmt"
	"strings"

	"github.com/dsbuild/dsbuild/convert/source/warc"
)

// Records come with their place in the file.
func Example() {
	const response = "HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n<p>Ferry"
	file := fmt.Sprintf("WARC/1.0\r\nWARC-Type: response\r\nWARC-Target-URI: https://post.example/ferry\r\nContent-Length: %d\r\n\r\n%s\r\n\r\n", len(response), response)
	r := warc.NewReader(bufio.NewReader(strings.NewReader(file)), warc.Plain, []byte(file), warc.Options{MaxRecord: 1 << 20, MaxRatio: 200})
	defer r.Close()
	for record, err := r.Next(); err == nil; record, err = r.Next() {
		m, _, _ := warc.Head(record.Block)
		fmt.Println(record.Offset, record.URL, m.Status, string(bytes.TrimSpace(m.Body)))
	}
	// Output:
	// 0 https://post.example/ferry 200 <p>Ferry
}

package warc

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"strings"
	"testing"

	"github.com/andybalholm/brotli"
	"github.com/klauspost/compress/flate"
	"github.com/klauspost/compress/zlib"
)

const body = "<html><body><p>The ferry runs again from Monday.</p></body></html>"

func chunked(s string, size int) string {
	var b strings.Builder
	for len(s) > 0 {
		n := min(size, len(s))
		fmt.Fprintf(&b, "%x;name=value\r\n%s\r\n", n, s[:n])
		s = s[n:]
	}
	return b.String() + "0\r\n\r\n"
}

func packed(pack func(io.Writer) io.WriteCloser) string {
	var b bytes.Buffer
	w := pack(&b)
	_, _ = io.WriteString(w, body)
	_ = w.Close()
	return b.String()
}

func TestResponses(t *testing.T) {
	gz := packGzip(body)
	br := packed(func(w io.Writer) io.WriteCloser { return brotli.NewWriter(w) })
	zl := packed(func(w io.Writer) io.WriteCloser { return zlib.NewWriter(w) })
	raw := packed(func(w io.Writer) io.WriteCloser { f, _ := flate.NewWriter(w, 6); return f })
	tests := []struct{ name, header, body string }{
		{"plain", "Content-Type: text/html", body},
		{"chunked", "Transfer-Encoding: chunked", chunked(body, 7)},
		{"chunked, end mark missing", "Transfer-Encoding: chunked", strings.TrimSuffix(chunked(body, 7), "0\r\n\r\n")},
		{"chunks were joined", "Transfer-Encoding: chunked", body},
		{"gzip", "Content-Encoding: gzip", gz},
		{"gzip in chunks", "content-encoding: GZIP\r\nTransfer-Encoding: chunked", chunked(gz, 11)},
		{"brotli", "Content-Encoding: br", br},
		{"zstd", "Content-Encoding: zstd", packZstd(body)},
		{"deflate", "Content-Encoding: deflate", zl},
		{"deflate without its header", "Content-Encoding: deflate", raw},
		{"twice", "Content-Encoding: gzip, br", packed2(gz)},
		{"gzip was undone", "Content-Encoding: gzip", body},
		{"brotli was undone", "Content-Encoding: br", body},
		{"folded", "Content-Encoding:\r\n gzip", gz},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			for _, end := range []string{"\r\n", "\n"} {
				header := strings.ReplaceAll("HTTP/1.1 200 OK\r\n"+tt.header+"\r\n\r\n", "\r\n", end)
				m, encodings, err := Head([]byte(header + tt.body))
				if err != nil {
					t.Fatal(err)
				}
				got, err := Decode(m.Body, encodings, limit, 200)
				if err != nil {
					t.Fatal(err)
				}
				same(t, string(got), body)
				same(t, m.Status, 200)
			}
		})
	}
}

func packed2(gz string) string {
	var b bytes.Buffer
	w := brotli.NewWriter(&b)
	_, _ = io.WriteString(w, gz)
	_ = w.Close()
	return b.String()
}

func TestBadResponses(t *testing.T) {
	gz := packGzip(body)
	for header, content := range map[string]string{
		"Content-Encoding: gzip":                          gz[:len(gz)-12],
		"Content-Encoding: br":                            "\x01\x02\x03 no brotli",
		"Content-Encoding: compress":                      body,
		"Transfer-Encoding: chunked":                      "5\r\nhello\r\nzz\r\n",
		"Transfer-Encoding: chunked\r\nX: y":              "ffff\r\nhello",
		"Transfer-Encoding: chunked\r\nX: yz":             "7fffffffffffffff\r\nhello",
		"Content-Encoding: " + strings.Repeat("gzip,", 9): gz,
	} {
		m, encodings, err := Head([]byte("HTTP/1.1 200 OK\r\n" + header + "\r\n\r\n" + content))
		if err != nil {
			t.Fatal(err)
		}
		if got, err := Decode(m.Body, encodings, limit, 200); err == nil {
			t.Errorf("%s: %q", header, got)
		}
	}
	bomb := packGzip(strings.Repeat(" ", 20<<20))
	if _, err := Decode([]byte(bomb), []string{"gzip"}, 64<<20, 200); !errors.Is(err, ErrTooLarge) {
		t.Errorf("a bomb: %v", err)
	}
	for _, block := range []string{"", "GET / HTTP/1.1\r\n\r\n", "HTTP/1.1\r\n\r\n", "HTTP/1.1 OK\r\n\r\n", "<html>"} {
		if _, _, err := Head([]byte(block)); err == nil {
			t.Errorf("%q is no response", block)
		}
	}
}

// FuzzResponse: any block is read, or refused; nothing is longer than the limit.
func FuzzResponse(f *testing.F) {
	f.Add([]byte("HTTP/1.1 200 OK\r\nContent-Encoding: gzip\r\nTransfer-Encoding: chunked\r\n\r\n" + chunked(packGzip(body), 9)))
	f.Add([]byte("HTTP/1.0 404\n\nno"))
	f.Fuzz(func(t *testing.T, block []byte) {
		m, encodings, err := Head(block)
		if err != nil {
			return
		}
		if got, err := Decode(m.Body, encodings, 1<<16, 200); err == nil && len(got) > max(1<<16, len(block)) {
			t.Errorf("%d bytes", len(got))
		}
	})
}

package warc

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"iter"
	"slices"
	"strconv"
	"strings"

	"github.com/andybalholm/brotli"
	"github.com/klauspost/compress/flate"
	"github.com/klauspost/compress/gzip"
	"github.com/klauspost/compress/zlib"
	"github.com/klauspost/compress/zstd"
)

// Message is an HTTP response.
type Message struct {
	Status    int
	MediaType string // Content-Type as written
	Body      []byte // without transfer and content encoding
}

// Errors of Response.
var (
	errNoHTTP   = errors.New("it is no HTTP response")
	ErrTooLarge = errors.New("its body is larger than the limit") // after decompression
)

// fields yields the lines NAME: VALUE of a header; a line that begins with a
// blank goes on with the one before it.
func fields(header []byte) iter.Seq2[string, string] {
	return func(yield func(string, string) bool) {
		for rest := string(header); rest != ""; {
			end := 0
			for { // to the end of a line behind which no blank stands
				i := strings.IndexByte(rest[end:], '\n')
				if end += i + 1; i < 0 {
					end = len(rest)
				}
				if i < 0 || end == len(rest) || rest[end] != ' ' && rest[end] != '\t' {
					break
				}
			}
			line := rest[:end]
			rest = rest[end:]
			name, value, ok := strings.Cut(line, ":")
			if ok && !yield(strings.TrimSpace(name), strings.TrimSpace(value)) {
				return
			}
		}
	}
}

// Head reads the status and the header of a response; the body is as it was sent.
// The encodings are those that Decode undoes.
func Head(block []byte) (m Message, encodings []string, err error) {
	end, skip := bytes.Index(block, []byte("\r\n\r\n")), len("\r\n\r\n")
	if i := bytes.Index(block[:max(end, 0)], []byte("\n\n")); i >= 0 || end < 0 {
		if end, skip = i, len("\n\n"); i < 0 {
			end = bytes.Index(block, []byte("\n\n"))
		}
	}
	if end < 0 {
		end, skip = len(block), 0
	}
	header := block[:end]
	first, rest, _ := bytes.Cut(header, []byte("\n"))
	version, status, ok := strings.Cut(strings.TrimSpace(string(first[:min(len(first), 64)])), " ")
	if !ok || !strings.HasPrefix(version, "HTTP/") {
		return m, nil, errNoHTTP
	}
	status, _, _ = strings.Cut(strings.TrimSpace(status), " ")
	if m.Status, err = strconv.Atoi(status); err != nil {
		return m, nil, errNoHTTP
	}
	m.Body = block[end+skip:]
	chunked := false
	for name, value := range fields(rest) {
		switch strings.ToLower(name) {
		case "content-type":
			m.MediaType = value
		case "content-encoding":
			for word := range strings.SplitSeq(strings.ToLower(value), ",") {
				encodings = append(encodings, strings.TrimSpace(word))
			}
		case "transfer-encoding":
			chunked = strings.Contains(strings.ToLower(value), "chunked")
		}
	}
	if chunked {
		encodings = append(encodings, "chunked")
	}
	return m, encodings, nil
}

// Decode undoes the encodings of a body, the last first. A crawler may have
// undone them already and kept the header: then the body stays as it is.
func Decode(body []byte, encodings []string, limit int64, ratio int) ([]byte, error) {
	const most = 5 // more than any server sends, and no bomb
	if len(encodings) > most {
		return nil, fmt.Errorf("its body is encoded %d times", len(encodings))
	}
	for _, name := range slices.Backward(encodings) {
		var err error
		switch name {
		case "", "identity":
		case "chunked":
			body, err = dechunk(body)
		case "gzip", "x-gzip", "deflate", "br", "zstd":
			body, err = inflate(body, name, limit, ratio)
		default:
			return nil, fmt.Errorf("its body is encoded as %.40q, which is not known", name)
		}
		if err != nil {
			return nil, err
		}
	}
	return body, nil
}

// dechunk joins the chunks of a body.
func dechunk(body []byte) ([]byte, error) {
	var joined []byte
	for rest := body; ; {
		line, after, ok := bytes.Cut(rest, []byte("\n"))
		size, _, _ := strings.Cut(string(line[:min(len(line), 64)]), ";")
		n, err := strconv.ParseInt(strings.TrimSpace(size), 16, 64)
		if !ok && err != nil || err != nil || n < 0 {
			if joined == nil && len(rest) == len(body) {
				return body, nil // it was joined already
			}
			return nil, errors.New("its body is in chunks, and one of them is damaged")
		}
		if n == 0 {
			return joined, nil
		}
		if n > int64(len(after)) {
			return nil, errors.New("its body is in chunks, and the last of them is cut off")
		}
		if joined == nil {
			joined = make([]byte, 0, len(after))
		}
		joined = append(joined, after[:n]...)
		rest = bytes.TrimPrefix(bytes.TrimPrefix(after[n:], []byte("\r")), []byte("\n"))
		if len(rest) == 0 {
			return joined, nil // the end mark is missing
		}
	}
}

// inflate decompresses a body.
func inflate(body []byte, name string, limit int64, ratio int) ([]byte, error) {
	if len(body) == 0 {
		return body, nil
	}
	out, err := decompress(body, name, limit, ratio)
	switch {
	case err == nil:
		return out, nil
	case errors.Is(err, ErrTooLarge):
		return nil, err
	case bytes.HasPrefix(bytes.TrimLeft(body[:min(len(body), probe)], "\xef\xbb\xbf \t\r\n"), []byte("<")):
		return body, nil // it was decompressed already
	}
	return nil, fmt.Errorf("its body is compressed (%s) and damaged (%w)", name, err)
}

func decompress(body []byte, name string, limit int64, ratio int) ([]byte, error) {
	var src io.Reader
	var err error
	in := bytes.NewReader(body)
	switch name {
	case "br":
		src = brotli.NewReader(in)
	case "zstd":
		var d *zstd.Decoder
		d, err = zstd.NewReader(in, zstd.WithDecoderConcurrency(1), zstd.WithDecoderMaxWindow(maxWindow), zstd.WithDecoderLowmem(true))
		if err == nil {
			defer d.Close()
		}
		src = d
	case "deflate":
		if src, err = zlib.NewReader(in); err != nil { // some servers send it without its header
			in.Reset(body)
			src, err = flate.NewReader(in), nil
		}
	default:
		src, err = gzip.NewReader(in)
	}
	if err != nil {
		return nil, err
	}
	limit = min(limit, max(ratioFloor, int64(ratio)*int64(len(body))))
	out, err := io.ReadAll(io.LimitReader(src, limit+1))
	if int64(len(out)) > limit {
		return nil, ErrTooLarge
	}
	return out, err
}

package arrowfile

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"unicode/utf8"

	"github.com/dsbuild/dsbuild/internal/arrowcheck"
	"github.com/dsbuild/dsbuild/internal/notread"
)

// others are what files that are neither Parquet nor Arrow begin with.
var others = []struct {
	head, message string
	kind          notread.Kind
}{
	{"PARE", "it is encrypted", notread.Encrypted},
	{"FEA1", "it is Feather version 1", notread.Feather1},
	{"ORC", "it is ORC", notread.OtherFormat},
	{"Obj\x01", "it is Avro", notread.OtherFormat},
	{"SQLite format 3\x00", "it is an SQLite database", notread.OtherFormat},
	{"\x89HDF", "it is HDF5", notread.OtherFormat},
	{"PK\x03\x04", "it is a ZIP archive, as Excel writes them too", notread.OtherFormat},
	{"\x1f\x8b", "it is packed with gzip", notread.Packed},
	{"\x28\xb5\x2f\xfd", "it is packed with zstd", notread.Packed},
	{"BZh", "it is packed with bzip2", notread.Packed},
	{"\xfd7zXZ\x00", "it is packed with xz", notread.Packed},
}

// other says what a file is that does not begin as Parquet or Arrow does. One that
// ends as they do has lost its beginning.
func other(r io.ReaderAt, size int64) error {
	const enough = 512
	head := make([]byte, min(size, enough))
	if _, err := r.ReadAt(head, 0); err != nil && !errors.Is(err, io.EOF) {
		return fmt.Errorf("read head: %w", err)
	}
	for _, o := range others {
		if bytes.HasPrefix(head, []byte(o.head)) {
			return o.kind.As(o.message)
		}
	}
	end := make([]byte, min(size, 6))
	if _, err := r.ReadAt(end, size-int64(len(end))); err != nil && !errors.Is(err, io.EOF) {
		return fmt.Errorf("read end: %w", err)
	}
	switch {
	case size == 0:
		return errors.New("it is empty")
	case bytes.HasSuffix(end, []byte("PAR1")) || bytes.HasSuffix(end, []byte("ARROW1")):
		return fmt.Errorf("it ends as Parquet or Arrow, but begins with %.6q", head)
	case arrowcheck.Old(r, size):
		return notread.OldArrow.As("it is an Arrow stream as they were written before version 0.15")
	case readsAsText(head):
		return notread.OtherFormat.As("it is text, such as CSV or JSON, and neither Parquet nor Arrow")
	}
	return fmt.Errorf("it is neither Parquet nor Arrow: it begins with %.6q", head)
}

// readsAsText reports whether bytes read as text. The last character may be cut.
func readsAsText(head []byte) bool {
	for len(head) > 0 {
		r, n := utf8.DecodeRune(head)
		if r == utf8.RuneError && n == 1 {
			return !utf8.FullRune(head)
		}
		if r < ' ' && r != '\n' && r != '\r' && r != '\t' {
			return false
		}
		head = head[n:]
	}
	return true
}

package warc

import (
	"bufio"
	"bytes"
	"errors"
	"fmt"
	"strconv"
	"strings"
	"time"
)

// arcProbe holds the line that begins a record of an ARC file.
const arcProbe = 4 << 10

// arcTime is how ARC files write a date.
const arcTime = "20060102150405"

var arcFormat = format{probe: arcProbe, begins: beginsARC, find: findARC, header: (*Reader).arcHeader}

// beginsARC looks at a line: URL, IP address, date, media type (and more, in
// version 2), length. Only the beginning of a longer line may be there.
func beginsARC(b []byte) bool {
	if bytes.HasPrefix(b, []byte("filedesc://")) {
		return true
	}
	if !bytes.HasPrefix(b, []byte("http://")) && !bytes.HasPrefix(b, []byte("https://")) && !bytes.HasPrefix(b, []byte("dns:")) &&
		!bytes.HasPrefix(b, []byte("ftp://")) {
		return false
	}
	line, _, whole := bytes.Cut(b[:min(len(b), arcProbe)], []byte("\n"))
	if !whole {
		return len(b) <= probe && bytes.IndexByte(line, ' ') < 0 // the head of a member
	}
	_, _, ok := arcFields(string(line))
	return ok
}

// arcFields cuts the line; size is the last of them.
func arcFields(line string) (list []string, size int64, ok bool) {
	const version1, version2, date = 5, 10, 2
	list = strings.Fields(line)
	if len(list) != version1 && len(list) != version2 || len(list[date]) != len(arcTime) {
		return list, 0, false
	}
	size, err := strconv.ParseInt(list[len(list)-1], 10, 64)
	return list, size, err == nil && size >= 0
}

func findARC(b []byte) int {
	for from := 0; ; {
		i := bytes.IndexByte(b[from:], '\n')
		if i < 0 {
			return -1
		}
		if from += i + 1; len(b)-from > probe && beginsARC(b[from:]) {
			return from
		}
	}
}

func (r *Reader) arcHeader() (int64, string, error) {
	line, err := r.out.ReadSlice('\n')
	if errors.Is(err, bufio.ErrBufferFull) {
		return 0, fmt.Sprintf("its header has more than %d bytes", bufferSize), nil
	}
	if err != nil {
		return 0, "", err
	}
	list, size, ok := arcFields(string(line))
	if !ok {
		return 0, "its first line is not that of a record", nil
	}
	rec := &r.record
	rec.URL, rec.MediaType = list[0], "application/http"
	if t, err := time.Parse(arcTime, list[2]); err == nil {
		rec.Date = t
	}
	switch {
	case strings.HasPrefix(rec.URL, "filedesc:"):
		rec.Type = "warcinfo"
	case strings.HasPrefix(rec.URL, "http"):
		rec.Type = "response"
	default:
		rec.Type, rec.MediaType = "resource", list[3]
	}
	return size, "", nil
}

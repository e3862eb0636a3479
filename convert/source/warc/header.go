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

// format is how the records of a file are written.
type format struct {
	probe  int // bytes that show whether a record begins
	begins func([]byte) bool
	// find returns where a line begins that begins a record, behind the first byte; -1: nowhere.
	find func([]byte) int
	// header reads the header into r.record and returns the length of the block, or what is wrong.
	header func(r *Reader) (size int64, problem string, err error)
}

var warcFormat = format{probe: len("WARC/1.0"), begins: beginsWARC, find: findWARC, header: (*Reader).warcHeader}

func beginsWARC(b []byte) bool {
	return len(b) >= len("WARC/1.0") && string(b[:5]) == "WARC/" && isDigit(b[5]) && b[6] == '.' && isDigit(b[7])
}

func isDigit(c byte) bool { return '0' <= c && c <= '9' }

func findWARC(b []byte) int {
	for from := 0; ; {
		i := bytes.Index(b[from:], []byte("\nWARC/"))
		if i < 0 {
			return -1
		}
		if from += i + 1; beginsWARC(b[from:]) {
			return from
		}
	}
}

// warcHeader reads the lines up to a blank one.
func (r *Reader) warcHeader() (size int64, problem string, err error) {
	r.header = r.header[:0]
	for first := true; ; first = false {
		line, err := r.out.ReadSlice('\n')
		if errors.Is(err, bufio.ErrBufferFull) || len(r.header)+len(line) > maxHeader {
			return 0, fmt.Sprintf("its header has more than %d bytes", maxHeader), nil
		}
		if err != nil {
			return 0, "", err
		}
		line = bytes.TrimRight(line, "\r\n")
		if len(line) == 0 {
			break
		}
		if !first {
			r.header = append(append(r.header, line...), '\n')
		}
	}
	length := ""
	for name, value := range fields(r.header) {
		r.field(strings.ToLower(name), value, &length)
	}
	size, err = strconv.ParseInt(length, 10, 64)
	switch {
	case length == "":
		return 0, "it does not say how long it is (Content-Length)", nil
	case err != nil || size < 0:
		return 0, "its Content-Length is no length", nil
	case r.record.Type == "":
		return 0, "it does not say what it is (WARC-Type)", nil
	}
	return size, "", nil
}

// field takes in one field of the header.
func (r *Reader) field(name, value string, length *string) {
	rec := &r.record
	switch name {
	case "content-length":
		*length = value
	case "warc-type":
		rec.Type = strings.ToLower(value)
	case "warc-record-id":
		rec.ID = value
	case "warc-target-uri":
		rec.URL = strings.TrimSuffix(strings.TrimPrefix(value, "<"), ">") // as wget wrote it
	case "warc-date":
		if t, err := time.Parse(time.RFC3339Nano, value); err == nil {
			rec.Date = t.UTC()
		}
	case "content-type":
		rec.MediaType = value
	case "warc-refers-to":
		rec.RefersTo = value
	case "warc-payload-digest":
		rec.Payload = value
	case "warc-truncated":
		rec.Truncated = value
	case "warc-segment-number":
		rec.Segment = value
	}
}

package source

import (
	"bufio"
	"bytes"
	"errors"
	"fmt"
	"io"
	"strconv"

	"github.com/dsbuild/dsbuild/convert/source/record"
	"github.com/dsbuild/dsbuild/schema"
)

// lines reads JSON lines.
func (c *crawl) lines(in *bufio.Reader, src schema.Source) bool {
	in = c.peek(in)
	if !c.decide(src, bytes.SplitN(c.head, []byte("\n"), record.MaxSample+1)) {
		return false
	}
	for n := 1; ; n++ {
		line, size, err := c.readLine(in)
		src.Record = strconv.Itoa(n)
		switch {
		case errors.Is(err, errTooLarge):
			if !c.reject(src, schema.RejectTooLarge, fmt.Sprintf("the line has %d bytes, more than %s; raise --max-record to read it",
				size, megabytes(c.r.opt.MaxRecord))) {
				return false
			}
			continue
		case err != nil && !errors.Is(err, io.EOF):
			return c.readError(src, err)
		}
		if n == 1 {
			line = bytes.TrimPrefix(line, []byte("\xef\xbb\xbf"))
		}
		if len(bytes.TrimLeft(line, " \t\r")) > 0 && !c.record(src, line) {
			return false
		}
		if err != nil {
			return true
		}
	}
}

// readLine reads a line without its end, valid until the next call. A line over
// the limit is passed over; size is its length.
func (c *crawl) readLine(in *bufio.Reader) (line []byte, size int64, err error) {
	if cap(c.line) > keepLine {
		c.line = nil
	}
	c.line = c.line[:0]
	for {
		part, err := in.ReadSlice('\n')
		size += int64(len(part))
		if size <= c.r.opt.MaxRecord+1 { // the end of the line is not part of it
			c.line = append(c.line, part...)
		}
		if errors.Is(err, bufio.ErrBufferFull) {
			continue
		}
		if n := len(part); n > 0 && part[n-1] == '\n' {
			size--
		}
		if size > c.r.opt.MaxRecord && (err == nil || errors.Is(err, io.EOF)) {
			return nil, size, errTooLarge
		}
		return bytes.TrimRight(c.line, "\r\n"), size, err
	}
}

// record hands on the page of one JSON record, or the reject in its place.
func (c *crawl) record(src schema.Source, line []byte) bool {
	p, err := c.fields.Read(src, line, c.textFormat(), c.r.unmapped)
	if reject, ok := errors.AsType[*schema.Reject](err); ok {
		return c.rejectPage(reject)
	}
	return c.page(p)
}

// textFormat is what the text of a record is.
func (c *crawl) textFormat() schema.SourceFormat {
	switch kind := c.at.in.Kind; {
	case kind != "":
		return schema.SourceFormat(kind)
	case c.r.opt.TextIsPage:
		return schema.FormatPageText
	}
	return schema.FormatText
}

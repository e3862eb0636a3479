package source

import (
	"bufio"
	"bytes"
	"errors"
	"fmt"
	"io"
	"strconv"

	"github.com/dsbuild/dsbuild/convert/source/record"
	"github.com/dsbuild/dsbuild/internal/lines"
	"github.com/dsbuild/dsbuild/schema"
)

// lines reads JSON lines.
func (c *crawl) lines(in *bufio.Reader, src schema.Source) bool {
	in = c.peek(in)
	if !c.decide(src, bytes.SplitN(c.head, []byte("\n"), record.MaxSample+1)) {
		return false
	}
	read := lines.NewReader(in, c.r.opt.MaxRecord)
	for n := 1; ; n++ {
		line, size, err := read.Next()
		src.Record = strconv.Itoa(n)
		switch {
		case errors.Is(err, io.EOF):
			return true
		case errors.Is(err, lines.ErrTooLong):
			if !c.reject(src, schema.RejectTooLarge, fmt.Sprintf("the line has %d bytes, more than %s; raise --max-record to read it",
				size, megabytes(c.r.opt.MaxRecord))) {
				return false
			}
			continue
		case err != nil:
			return c.readError(src, err)
		}
		if n == 1 {
			line = bytes.TrimPrefix(line, []byte("\xef\xbb\xbf"))
		}
		if line = bytes.TrimRight(line, "\r"); len(bytes.TrimLeft(line, " \t\r")) > 0 && !c.record(src, line) {
			return false
		}
	}
}

// record hands on the page of one JSON record, or the reject in its place.
func (c *crawl) record(src schema.Source, line []byte) bool {
	p, err := c.fields.Read(src, line, c.textFormat(), c.r.state.Unmapped)
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

package source

import (
	"bufio"
	"errors"
	"fmt"
	"io"
	"iter"
	"strings"

	"github.com/dsbuild/dsbuild/convert/source/container"
	"github.com/dsbuild/dsbuild/convert/source/sniff"
	"github.com/dsbuild/dsbuild/convert/source/uri"
	"github.com/dsbuild/dsbuild/schema"
)

const (
	// maxDepth is how deep archives are read in archives: a page, in a tar, in a zip.
	maxDepth = 2
	// skipWACZ are the indexes of a WACZ, which say again what is in its web archives.
	skipWACZ = "wacz_index"
)

// archive reads the members of an archive as the files of a folder are read.
func (c *crawl) archive(kind sniff.Kind, in *bufio.Reader, src schema.Source) bool {
	members, keep, err := c.members(kind, in, src)
	switch {
	case err != nil && container.IsTooLarge(err):
		return c.reject(src, schema.RejectTooLarge, fmt.Sprintf("%s (%s); unpack the outer one, save it as a file, or raise --max-record", err,
			megabytes(c.r.opt.MaxRecord)))
	case err != nil && errors.Is(err, errRatio):
		return c.readError(src, err)
	case err != nil:
		return c.badArchive(src, err)
	case members == nil: // it is a document, and was read or rejected
		return keep("")
	case c.depth == maxDepth:
		return c.reject(src, schema.RejectUnsupportedType,
			"this is an archive in an archive in an archive; unpack the outer one and name the folder")
	}
	for m, err := range members {
		if err != nil {
			return c.badArchive(src, err)
		}
		if !keep(m.Name) {
			c.skip(skipWACZ)
			continue
		}
		if !c.member(m, src.URI) {
			return false
		}
	}
	if kind == sniff.Tar { // it ends before its compressed form, whose checksum is behind it
		if _, err := io.Copy(io.Discard, in); err != nil {
			return c.readError(src, err)
		}
	}
	return true
}

// badArchive rejects what is left of an archive.
func (c *crawl) badArchive(src schema.Source, err error) bool {
	return c.reject(src, schema.RejectBadArchive, "the archive cannot be read from here on ("+reasonOf(err)+"); fetch it again")
}

// members lists an archive; keep says which of its members count. Where it is a
// document, which it reads or rejects, members is nil and keep says whether to go on.
func (c *crawl) members(kind sniff.Kind, in *bufio.Reader, src schema.Source) (
	members iter.Seq2[*container.Member, error], keep func(string) bool, err error,
) {
	all := func(string) bool { return true }
	if kind == sniff.Tar {
		return container.Tar(in), all, nil
	}
	at, size, err := c.anywhere(in)
	if err != nil {
		return nil, nil, err
	}
	if kind == sniff.SevenZip {
		return container.SevenZip(at, size), all, nil
	}
	z, err := container.OpenZip(at, size)
	if err != nil {
		return nil, nil, err
	}
	if what, ok := sniff.Document(z.Has); ok {
		var more bool
		switch what.Kind {
		case sniff.XLSX:
			more = c.tablesAt(what, at, size, src)
		case sniff.DOCX:
			more = c.docx(z, io.NewSectionReader(at, 0, size), src)
		default:
			more = c.unsupported(io.NewSectionReader(at, 0, size), src, what)
		}
		return nil, func(string) bool { return more }, nil
	}
	if z.IsWACZ() {
		return z.Members(), func(name string) bool { return strings.HasPrefix(name, container.WACZFolder) }, nil
	}
	return z.Members(), all, nil
}

// anywhere returns the bytes of the current stream for reading out of order.
func (c *crawl) anywhere(in *bufio.Reader) (io.ReaderAt, int64, error) {
	if c.disk != nil && c.diskSize > 0 && !c.packed {
		return c.disk, c.diskSize, nil
	}
	return container.Whole(in, c.r.opt.MaxRecord)
}

// member reads one member, or says why it is not read.
func (c *crawl) member(m *container.Member, archive string) bool {
	src := schema.Source{URI: archive + "!" + uri.Escape(m.Name), Format: schema.FormatUnknown}
	kind := memberSkipKind(m.Name)
	switch {
	case m.Problem != "":
		return c.reject(src, schema.RejectBadArchive, m.Problem)
	case kind != "":
		c.skip(kind)
		return true
	case m.Symlink:
		c.skip(skipSymlink)
		return true
	case m.Special:
		c.skip(skipSpecial)
		return true
	case m.Target != "":
		return c.reject(src, schema.RejectDuplicatePage, "a hard link to "+archive+"!"+uri.Escape(m.Target)+"; that one is the page")
	}
	outer := c.stream
	c.stream = c.level(outer.depth + 1)
	defer func() { c.stream = outer }()
	c.raw.reset(c.memberGuard(m))
	c.in.Reset(&c.raw)
	more, passed := c.pages(src.URI, m.Name, false)
	if passed != "" {
		c.skip(passed)
	}
	return more
}

// memberGuard stops a bomb: a member that is one, and members that are one together.
func (c *crawl) memberGuard(m *container.Member) io.Reader {
	ratio := int64(c.r.opt.MaxRatio)
	src := m.Body
	if m.Packed > 0 {
		src = &guardReader{src: src, packed: func() int64 { return m.Packed }, ratio: ratio}
	}
	return &allGuard{crawl: c, guardReader: guardReader{src: src, packed: c.fileSize, ratio: ratio}}
}

// allGuard is the guard over all members of a file.
type allGuard struct {
	crawl *crawl
	guardReader
}

func (g *allGuard) Read(p []byte) (int, error) {
	g.n = g.crawl.unpacked
	n, err := g.guardReader.Read(p)
	g.crawl.unpacked = g.n
	return n, err
}

// fileSize is how much of the current file there is, as far as is known.
func (c *crawl) fileSize() int64 { return max(c.diskSize, c.levels[0].raw.n) }

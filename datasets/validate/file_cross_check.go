package validate

import (
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"io"
	"os"
	"slices"
	"strings"

	"github.com/dsbuild/dsbuild/datasets"
	"github.com/dsbuild/dsbuild/datasets/validate/crosscheck"
)

// secondReader stands before the name of a file, in Options.Reading and
// Options.Skip, while the second reader has it.
const secondReader = "second reader: "

// crossCheck reads every part a second time.
func (c *checker) crossCheck() error {
	if !c.opt.CrossCheck {
		return nil
	}
	skipped := func(message string) {
		c.out.finding(newFinding("file.cross_skipped", message))
	}
	if c.manifest == nil {
		skipped("there is no manifest that vouches for the files, so that none is read a second time")
		return nil
	}
	if slices.ContainsFunc(c.manifest.Files, func(f datasets.File) bool { return f.Arrow() }) {
		skipped("Arrow parts are not read a second time, only Parquet parts")
	}
	for i := range c.manifest.Files {
		p := &c.manifest.Files[i]
		if p.Table == "" || p.Arrow() || slices.Contains(c.opt.Skip, p.Path) || slices.Contains(c.opt.Skip, secondReader+p.Path) {
			continue
		}
		if err := c.crossPart(p); err != nil {
			return err
		}
	}
	return nil
}

// crossPart compares the two readings of a part. The digest is taken of the very
// file that the second reader gets: it trusts what a file says of itself. A part
// whose digest differs, or that Arrow cannot read, was reported before.
func (c *checker) crossPart(p *datasets.File) error {
	f, err := c.openPath(p.Path)
	if err != nil {
		return nil
	}
	defer f.Close()
	section := vouched(f, p)
	if section == nil {
		return nil
	}
	reading := func() { c.reading(secondReader + p.Path) }
	reading()
	left, err := crosscheck.Compare(c.ctx, section, io.NewSectionReader(section, 0, section.Size()), reading, func(d crosscheck.Difference) {
		finding := newFinding("file.cross_check", d.String())
		finding.File, finding.Table, finding.Column, finding.Value = p.Path, p.Table, d.Column, d.First
		if d.Group >= 0 {
			finding.RowGroup = &d.Group
		}
		if d.Row >= 0 {
			finding.Row = &d.Row
		}
		c.out.finding(finding)
	})
	if err == nil && len(left) > 0 {
		finding := newFinding("file.cross_skipped", fmt.Sprintf("types of these columns are not compared: %s", strings.Join(left, ", ")))
		finding.File, finding.Table = p.Path, p.Table
		c.out.finding(finding)
	}
	return c.passOn()
}

// vouched returns the content of a file where it is what the manifest states, else nil.
func vouched(f *os.File, p *datasets.File) *io.SectionReader {
	want, err := hex.DecodeString(p.SHA256)
	section, h := io.NewSectionReader(f, 0, p.Bytes), sha256.New()
	if err != nil || p.Bytes < 0 {
		return nil
	}
	if n, err := io.Copy(h, io.NewSectionReader(f, 0, p.Bytes+1)); err != nil || n != p.Bytes || !bytes.Equal(h.Sum(nil), want) {
		return nil
	}
	return section
}

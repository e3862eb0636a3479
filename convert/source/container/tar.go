package container

import (
	"archive/tar"
	"errors"
	"io"
	"iter"
)

// Tar yields the files of a tar archive. An error of the archive ends the sequence.
func Tar(r io.Reader) iter.Seq2[*Member, error] {
	return func(yield func(*Member, error) bool) {
		t := tar.NewReader(r)
		for {
			h, err := t.Next()
			switch {
			case errors.Is(err, io.EOF):
				return
			case err != nil && !errors.Is(err, tar.ErrInsecurePath):
				yield(nil, err)
				return
			}
			if m := tarMember(h); m != nil {
				m.Body = t
				if !yield(m, nil) {
					return
				}
			}
		}
	}
}

// tarMember returns nil for what is no file.
func tarMember(h *tar.Header) *Member {
	m := &Member{Name: cleanName(h.Name), Problem: nameProblem(h.Name)}
	switch h.Typeflag {
	case tar.TypeReg, tar.TypeGNUSparse:
	case tar.TypeSymlink:
		m.Symlink = true
	case tar.TypeLink:
		m.Target = cleanName(h.Linkname)
	case tar.TypeChar, tar.TypeBlock, tar.TypeFifo:
		m.Special = true
	default: // folders, headers for all files
		return nil
	}
	return m
}

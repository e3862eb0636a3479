package container

import (
	"errors"
	"fmt"
	"io"
	"io/fs"
	"iter"

	"github.com/bodgit/sevenzip"
)

// SevenZip yields the files of a 7z archive. The library panics on some damaged
// archives; that is an error like any other of the archive.
func SevenZip(r io.ReaderAt, size int64) iter.Seq2[*Member, error] {
	return func(yield func(*Member, error) bool) {
		var z *sevenzip.Reader
		err := guarded(func() (err error) { z, err = sevenzip.NewReader(r, size); return err })
		if err != nil {
			yield(nil, explained(err))
			return
		}
		for _, f := range z.File {
			if f.FileInfo().IsDir() {
				continue
			}
			m := &Member{Name: cleanName(f.Name), Problem: nameProblem(f.Name)}
			mode := f.Mode()
			m.Symlink, m.Special = mode&fs.ModeSymlink != 0, mode&(fs.ModeNamedPipe|fs.ModeSocket|fs.ModeDevice) != 0
			if m.Problem == "" && !m.Symlink && !m.Special {
				var body io.ReadCloser
				if err := guarded(func() (err error) { body, err = f.Open(); return err }); err != nil {
					m.Problem = "it cannot be read (" + explained(err).Error() + ")"
				} else {
					m.Body = guardedReader{body}
				}
			}
			more := yield(m, nil)
			if body, ok := m.Body.(guardedReader); ok {
				_ = guarded(body.src.Close)
			}
			if !more {
				return
			}
		}
	}
}

// explained says what to do about an archive that needs a password.
func explained(err error) error {
	var bad *sevenzip.ReadError
	if errors.As(err, &bad) && bad.Encrypted {
		return errors.New("it is encrypted; unpack it with its password and name the folder")
	}
	return err
}

// guarded makes a panic of the library an error.
func guarded(read func() error) (err error) {
	defer func() {
		if fault := recover(); fault != nil {
			err = fmt.Errorf("the archive is damaged: %v", fault)
		}
	}()
	return read()
}

type guardedReader struct{ src io.ReadCloser }

func (g guardedReader) Read(p []byte) (n int, err error) {
	err = guarded(func() (err error) { n, err = g.src.Read(p); return err })
	if err != nil && !errors.Is(err, io.EOF) {
		err = explained(err)
	}
	return n, err
}

package container

import (
	"archive/zip"
	"cmp"
	"compress/bzip2"
	"errors"
	"io"
	"io/fs"
	"iter"
	"slices"
	"strings"

	"github.com/klauspost/compress/zstd"
)

const (
	zipBzip2 = 12
	// encryptedFlag marks a member of a zip that needs a password.
	encryptedFlag = 1
)

// Zip is an open zip archive.
type Zip struct {
	files []*zip.File // by name
}

// OpenZip reads the directory of a zip archive.
func OpenZip(r io.ReaderAt, size int64) (*Zip, error) {
	z, err := zip.NewReader(r, size)
	if err != nil && !errors.Is(err, zip.ErrInsecurePath) {
		return nil, err
	}
	z.RegisterDecompressor(zstd.ZipMethodWinZip, zstd.ZipDecompressor(zstd.WithDecoderConcurrency(1), zstd.WithDecoderLowmem(true)))
	z.RegisterDecompressor(zipBzip2, func(r io.Reader) io.ReadCloser { return io.NopCloser(bzip2.NewReader(r)) })
	slices.SortStableFunc(z.File, func(a, b *zip.File) int { return cmp.Compare(a.Name, b.Name) })
	return &Zip{z.File}, nil
}

// Has reports whether the archive has a member of this name, or one below it where it ends in a slash.
func (z *Zip) Has(name string) bool {
	i, found := z.find(name)
	return found || i < len(z.files) && strings.HasSuffix(name, "/") && strings.HasPrefix(z.files[i].Name, name)
}

// Open returns the bytes of a member by its name and its size in the archive, nil
// where there is none.
func (z *Zip) Open(name string) (body io.ReadCloser, packed int64, err error) {
	i, found := z.find(name)
	if !found {
		return nil, 0, nil
	}
	body, err = z.files[i].Open()
	return body, packedSize(z.files[i]), err
}

// find returns where a member of this name stands, or would stand.
func (z *Zip) find(name string) (i int, found bool) {
	return slices.BinarySearchFunc(z.files, name, func(f *zip.File, name string) int { return cmp.Compare(f.Name, name) })
}

// packedSize is how many bytes a member takes in the archive, as its directory says.
func packedSize(f *zip.File) int64 { return int64(min(f.CompressedSize64, 1<<62)) }

// IsWACZ reports whether the archive is a collection of web archives: only what
// lies below WACZFolder is its content, the rest are indexes of it.
func (z *Zip) IsWACZ() bool { return z.Has("datapackage.json") && z.Has(WACZFolder) }

// WACZFolder is where a WACZ keeps its web archives.
const WACZFolder = "archive/"

// Members yields the files of the archive. There is no error: the directory was read.
func (z *Zip) Members() iter.Seq2[*Member, error] {
	return func(yield func(*Member, error) bool) {
		for _, f := range z.files {
			if f.FileInfo().IsDir() {
				continue
			}
			if !yieldZip(f, yield) {
				return
			}
		}
	}
}

func yieldZip(f *zip.File, yield func(*Member, error) bool) bool {
	m := &Member{Name: cleanName(f.Name), Packed: packedSize(f), Problem: nameProblem(f.Name)}
	mode := f.Mode()
	m.Symlink, m.Special = mode&fs.ModeSymlink != 0, mode&(fs.ModeNamedPipe|fs.ModeSocket|fs.ModeDevice) != 0
	switch {
	case m.Problem != "" || m.Symlink || m.Special:
		return yield(m, nil)
	case f.Flags&encryptedFlag != 0:
		m.Problem = "it is encrypted; unpack the archive with its password and name the folder"
		return yield(m, nil)
	}
	body, err := f.Open()
	switch {
	case errors.Is(err, zip.ErrAlgorithm):
		m.Problem = "it is packed in a way that is not known here; unpack the archive and name the folder"
	case err != nil:
		m.Problem = "the archive is damaged where it stands (" + err.Error() + "); fetch the archive again"
	default:
		defer body.Close()
		m.Body = body
	}
	return yield(m, nil)
}

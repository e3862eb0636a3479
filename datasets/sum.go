package datasets

import (
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"io"
	"os"
	"path/filepath"
)

// SumUp reads to the end: how many bytes there were, and their SHA-256 as a manifest has it.
func SumUp(r io.Reader) (size int64, digest string, err error) {
	h := sha256.New()
	size, err = io.Copy(h, r)
	return size, hex.EncodeToString(h.Sum(nil)), err
}

// CopyTo copies the file out of the dataset in dir, byte for byte, and makes sure that it
// is the one of the manifest.
func (f *File) CopyTo(out io.Writer, dir string) error {
	in, err := os.OpenInRoot(dir, filepath.FromSlash(f.Path))
	if err != nil {
		return err
	}
	defer in.Close()
	_, digest, err := SumUp(io.TeeReader(in, out))
	if err == nil && digest != f.SHA256 {
		err = fmt.Errorf("%s is not the file that was built; 'dsbuild validate' says what is wrong with it", f.Path)
	}
	return err
}

// Package container lists the members of archives: zip (and WACZ), tar and 7z.
//
// In: the bytes of an archive. Out: its members in order, each with its bytes or
// the reason why they are not read. Laws:
//   - Nothing is written to disk, and a name leads nowhere: one with ".." or
//     that begins at a root is refused.
//   - A damaged member is refused and the next is read, where the archive still
//     says where that is; else an error ends the sequence.
//   - Members of a zip come by the bytes of their names, as the files of a
//     folder do; those of a tar and a 7z as they stand, since out of order each
//     would cost all before it.
package container

import (
	"bytes"
	"errors"
	"io"
	"path"
	"strings"
)

// Member is one file of an archive.
type Member struct {
	Name    string // as written, with slashes
	Symlink bool
	Special bool   // a pipe, socket or device
	Target  string // of a hard link: the member it stands for
	Problem string // why it is not read; "" Body holds it
	Body    io.Reader
	Packed  int64 // bytes it takes in the archive, 0 where that is unknown
}

var errMemory = errors.New("an archive inside another, or from standard input, is read whole, and this one is larger than the limit")

// Whole returns a reader of an archive that can only be read from front to back:
// its bytes are held in memory, at most limit of them.
func Whole(r io.Reader, limit int64) (io.ReaderAt, int64, error) {
	b, err := io.ReadAll(io.LimitReader(r, limit+1))
	if err == nil && int64(len(b)) > limit {
		err = errMemory
	}
	return bytes.NewReader(b), int64(len(b)), err
}

// IsTooLarge reports whether Whole has met its limit.
func IsTooLarge(err error) bool { return errors.Is(err, errMemory) }

// nameProblem says what is wrong with the name of a member.
func nameProblem(name string) string {
	clean := strings.ReplaceAll(name, `\`, "/")
	switch {
	case clean == "":
		return "it has no name"
	case strings.HasPrefix(clean, "/"), len(clean) > 1 && clean[1] == ':':
		return "its name begins at the root of a disk; pack it with names below one folder"
	}
	for element := range strings.SplitSeq(clean, "/") {
		if element == ".." {
			return "its name leads out of the archive (..); pack it with names below one folder"
		}
	}
	return ""
}

// cleanName drops what says nothing: "./a" is a.
func cleanName(name string) string {
	if nameProblem(name) != "" {
		return name
	}
	return path.Clean(name)
}

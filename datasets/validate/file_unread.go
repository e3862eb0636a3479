package validate

import (
	"errors"
	"fmt"
	"io/fs"
	"path/filepath"
	"strings"

	"github.com/dsbuild/dsbuild/datasets"
	"github.com/dsbuild/dsbuild/internal/notread"
)

// unread is the finding on a file that cannot be read: it is damaged, or it is of a
// kind that dsbuild does not read, or the user may not.
func unread(err error) Finding {
	if no := refused(err); no != nil {
		f := newFinding("file.not_read", no.Message)
		f.Remedy = no.Remedy
		return f
	}
	return newFinding("file.unreadable", plain(err))
}

// refused returns what of an error says that nothing need be damaged, or nil.
func refused(err error) *notread.Error {
	if no, ok := errors.AsType[*notread.Error](err); ok {
		return no
	}
	switch {
	case errors.Is(err, fs.ErrPermission):
		return &notread.Error{Kind: notread.Permission, Message: "this user may not read it"}
	case leadsOut(err):
		return &notread.Error{Kind: notread.LinkOut, Message: "it is a link that leads out of the dataset"}
	}
	return nil
}

// leadsOut reports whether a path below the dataset is a link that leads out of it.
// A path that by itself leads out is a manifest's that lies.
func leadsOut(err error) bool {
	p, ok := errors.AsType[*fs.PathError](err)
	return ok && filepath.IsLocal(p.Path) && strings.Contains(p.Err.Error(), "path escapes from parent") // os exports no such error
}

// plain is an error without the name of the system's call, and without the path
// that stands beside it already.
func plain(err error) string {
	if p, ok := errors.AsType[*fs.PathError](err); ok && err.Error() == p.Error() {
		return "it cannot be read: " + p.Err.Error()
	}
	return err.Error()
}

// unopened is an error on a target as a whole.
func unopened(target string, err error) error {
	switch no := refused(err); {
	case no != nil:
		return fmt.Errorf("%s: %w", target, no)
	case errors.Is(err, fs.ErrNotExist):
		return fmt.Errorf("%s does not exist; name the folder of a dataset, or Parquet or Arrow files", target)
	}
	return fmt.Errorf("%s: %s", target, plain(err))
}

// sign notes what a folder is besides its tables: a Delta table, or one whose columns
// stand in the names of folders.
func (c *checker) sign(fsys fs.FS) {
	if _, err := fs.Stat(fsys, "_delta_log"); err == nil {
		f := unread(notread.DeltaTable.As("the folder is a Delta table: its files may hold rows that were deleted"))
		f.File = "_delta_log"
		c.out.finding(f)
	}
}

func (c *checker) unreadable(p *datasets.File, err error) {
	f := unread(err)
	f.File, f.Table = p.Path, p.Table
	c.out.finding(f)
}

// Crash is the finding that reading a file, as Reading named it, ended the
// process that read it.
func (o *Options) Crash(reading, how string) Finding {
	rule, says := "file.unreadable", "reading it ended the process: "
	file, second := strings.CutPrefix(reading, secondReader)
	if second {
		rule, says = "file.cross_check", "the second reader ended the process: "
	}
	f := newFinding(rule, says+how)
	f.Severity = o.Config.Severity(f.Rule)
	f.File, f.Table = file, partTable(file)
	return f
}

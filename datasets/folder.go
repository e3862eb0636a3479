package datasets

import (
	"errors"
	"fmt"
	"os"

	"github.com/dsbuild/dsbuild/internal/disk"
)

// Folder is a folder that comes into being whole, by one rename, or not at all.
type Folder struct{ p *place }

// NewFolder takes dir, which must not exist, until Publish or Leave. What a crash left
// of an earlier try is removed; two processes never write to one place. On nil is the real disk.
func NewFolder(on disk.Disk, dir string) (*Folder, error) {
	if _, err := os.Lstat(dir); err == nil {
		return nil, fmt.Errorf("%s exists; choose another place", dir)
	}
	p, err := takePlace(on, dir, false)
	if err != nil {
		return nil, err
	}
	return &Folder{p}, nil
}

// Path is where the files are to be written until the folder is published.
func (f *Folder) Path() string { return f.p.grows }

// Publish puts the folder in its place.
func (f *Folder) Publish() error {
	if err := f.p.publish(); err != nil {
		return errors.Join(err, f.p.leave())
	}
	return nil
}

// Leave removes what was written and gives the place up.
func (f *Folder) Leave() error { return f.p.leave() }

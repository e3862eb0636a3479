package main

import (
	"encoding/binary"
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"sync/atomic"

	"github.com/dsbuild/dsbuild/convert"
	"github.com/dsbuild/dsbuild/internal/disk"
	"github.com/dsbuild/dsbuild/schema"
)

// fatalAfter is how often the program must have ended with a page in work before the page is
// tried alone. Once is the lot of every page that is in work when somebody kills a build.
const fatalAfter = 2

// The files of deaths in an unfinished build.
const (
	deathsName  = "deaths.json"
	workingName = "working" // 8 bytes a worker: the number of the page it took up last
)

// deaths finds out which page ends the program: out of memory, by a fatal error, or in a way
// that makes somebody kill it. Pages are told by the number that stored results have.
type deaths struct {
	on      disk.Disk
	dir     string
	working disk.File
	workers atomic.Int64
	noted   notedDeaths
}

// notedDeaths is deaths.json.
type notedDeaths struct {
	Times map[uint64]int  // how often the program ended with the page in work
	Fatal map[uint64]bool // pages that ended it when tried alone, too
}

// atPage is told of each page that is taken up. The tests alone set it, in the program that they
// run: to a page that ends the program.
var atPage func(body []byte)

// openDeaths counts the pages that were in work when the run before this one ended, if it
// did not come to its end. What cannot be read counts nothing.
func openDeaths(on disk.Disk, dir string) (*deaths, error) {
	d := &deaths{on: on, dir: dir}
	if body, err := os.ReadFile(filepath.Join(dir, deathsName)); err != nil || json.Unmarshal(body, &d.noted) != nil {
		d.noted = notedDeaths{}
	}
	if d.noted.Times == nil || d.noted.Fatal == nil {
		d.noted = notedDeaths{Times: map[uint64]int{}, Fatal: map[uint64]bool{}}
	}
	body, err := os.ReadFile(filepath.Join(dir, workingName))
	if err != nil && !errors.Is(err, fs.ErrNotExist) {
		return nil, err
	}
	counted := map[uint64]bool{0: true} // a worker that took up none
	for ; len(body) >= 8; body = body[8:] {
		if n := binary.LittleEndian.Uint64(body); !counted[n] {
			counted[n] = true
			d.noted.Times[n]++
		}
	}
	if len(counted) > 1 {
		if err := d.write(); err != nil {
			return nil, err
		}
	}
	d.working, err = on.Create(filepath.Join(dir, workingName))
	return d, err
}

func (d *deaths) write() error {
	body, err := json.Marshal(d.noted)
	if err != nil {
		return err
	}
	return disk.WriteWhole(d.on, filepath.Join(d.dir, deathsName), body)
}

// suspects are pages that may end the program.
func (d *deaths) suspects() (pages []uint64) {
	for n, times := range d.noted.Times {
		if times >= fatalAfter && !d.noted.Fatal[n] {
			pages = append(pages, n)
		}
	}
	slices.Sort(pages)
	return pages
}

// innocent notes that a page does not end the program when it is tried alone.
func (d *deaths) innocent(page uint64) { delete(d.noted.Times, page) }

// work is what a worker tells of the pages that it takes up. The note outlasts the process,
// and need not outlast the machine: no page ends that.
func (d *deaths) work() func(*schema.Page, uint64) {
	place := (d.workers.Add(1) - 1) * 8
	var b [8]byte
	return func(page *schema.Page, number uint64) {
		binary.LittleEndian.PutUint64(b[:], number)
		_, _ = d.working.WriteAt(b[:], place) // what is not noted is not found; the build goes on
		if atPage != nil {
			atPage(page.Body)
		}
	}
}

// close ends the notes of a run that comes to its end, be it by an error.
func (d *deaths) close() error {
	if d == nil || d.working == nil {
		return nil
	}
	f := d.working
	d.working = nil
	return errors.Join(f.Close(), disk.RemoveAll(d.on, f.Name()))
}

// quarantineEnding makes of OUT the folder where pages are kept that end the program.
const quarantineEnding = ".quarantine"

// quarantinedPage says beside the bytes of a page what it is.
type quarantinedPage struct {
	Format string              `json:"format"`
	URI    string              `json:"source_uri"`
	Record string              `json:"source_record,omitempty"`
	ID     string              `json:"doc_id"`
	URL    string              `json:"url,omitempty"`
	Form   schema.SourceFormat `json:"source_format"`
	SHA256 string              `json:"source_sha256"`
}

// quarantine keeps a page that ends the program beside OUT, never in it: there it would go
// wherever the dataset goes.
func quarantine(on disk.Disk, out string, page *schema.Page, number uint64) error {
	dir := out + quarantineEnding
	if err := disk.MkdirLasting(on, dir); err != nil {
		return err
	}
	name := filepath.Join(dir, fmt.Sprintf("%016x", number))
	s := &page.Source
	body, err := json.MarshalIndent(quarantinedPage{
		Format: "dsbuild.quarantine/1", URI: s.URI, Record: s.Record, ID: page.ID, URL: page.URL, Form: s.Format, SHA256: s.SHA256,
	}, "", "\t")
	if err != nil {
		return err
	}
	return errors.Join(disk.WriteWhole(on, name+".page", page.Body), disk.WriteWhole(on, name+".json", append(body, '\n')))
}

// attend makes a survey note what is in work, and spare what ends the program.
func (b *building) attend(options *convert.Options) {
	if b.kept != nil {
		options.Work, options.Fatal = b.kept.deaths.work, b.fatal
	}
}

// fatal tells a page that ends the program, and keeps its bytes.
func (b *building) fatal(page *schema.Page, number uint64) (bool, error) {
	if !b.kept.deaths.noted.Fatal[number] {
		return false, nil
	}
	return true, quarantine(b.global.disk, b.plan.options.Out, page, number)
}

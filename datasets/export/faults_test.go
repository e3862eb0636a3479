package export

import (
	"errors"
	"testing"

	"github.com/dsbuild/dsbuild/datasets"
	"github.com/dsbuild/dsbuild/internal/disk"
	"github.com/dsbuild/dsbuild/internal/disktest"
)

// TestFaults breaks exports at their operations on the disk: a folder is whole or absent. The
// database is left out, since its library writes by itself.
func TestFaults(t *testing.T) {
	for _, to := range []string{"csv", "jsonl", "dta"} {
		runs := disktest.Break(t, 1, func(on disk.Disk, out string) error {
			place, err := datasets.NewFolder(on, out)
			if err != nil {
				return err
			}
			if _, err := Write(two(), place.Path(), Options{To: to, Manifest: &datasets.Manifest{}, Tool: "0.1.0", Disk: on}); err != nil {
				return errors.Join(err, place.Leave())
			}
			return place.Publish()
		})
		t.Logf("%s: %d runs", to, runs)
	}
}

package share_test

import (
	"errors"
	"testing"

	"github.com/dsbuild/dsbuild/datasets"
	"github.com/dsbuild/dsbuild/datasets/share"
	"github.com/dsbuild/dsbuild/internal/disk"
	"github.com/dsbuild/dsbuild/internal/disktest"
	"github.com/dsbuild/dsbuild/internal/outcometest"
)

// TestFaults breaks the making of a derivative at its operations on the disk: it is whole or
// absent.
func TestFaults(t *testing.T) {
	outcomes, summary := outcometest.Outcomes(3, 4)
	dir := t.TempDir() + "/made"
	b, err := datasets.Create(dir, datasets.Options{UserColumns: outcometest.UserColumns()})
	if err != nil {
		t.Fatal(err)
	}
	if _, err := outcometest.Store(b, outcomes, summary); err != nil {
		t.Fatal(err)
	}
	ds, err := datasets.Open(dir)
	if err != nil {
		t.Fatal(err)
	}
	runs := disktest.Break(t, 13, func(on disk.Disk, out string) error {
		place, err := datasets.NewFolder(on, out)
		if err != nil {
			return err
		}
		if _, err := share.Write(ds, place.Path(), share.Options{Rights: datasets.RightsNone, Tool: "0.1.0", Disk: on}); err != nil {
			return errors.Join(err, place.Leave())
		}
		return place.Publish()
	})
	t.Logf("%d runs", runs) // all of them take half a minute of a core
}

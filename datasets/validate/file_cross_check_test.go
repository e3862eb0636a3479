package validate_test

import (
	"context"
	"crypto/sha256"
	"encoding/binary"
	"encoding/hex"
	"encoding/json"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/apache/thrift/lib/go/thrift"
	"github.com/google/go-cmp/cmp"
	second "github.com/xitongsys/parquet-go/parquet"

	"github.com/dsbuild/dsbuild/datasets"
	"github.com/dsbuild/dsbuild/datasets/validate"
)

func crossChecked(t *testing.T, dir string) (*validate.Report, []string) {
	t.Helper()
	var reached []string
	r, err := validate.Run(context.Background(), []string{dir}, validate.Options{CrossCheck: true, Reading: func(file string) {
		if name, found := strings.CutPrefix(file, "second reader: "); found && !slices.Contains(reached, name) {
			reached = append(reached, name)
		}
	}})
	if err != nil {
		t.Fatal(err)
	}
	return r, reached
}

// parquetParts lists the Parquet parts of a dataset.
func parquetParts(t *testing.T, dir string) []string {
	t.Helper()
	m, err := datasets.ReadManifest(dir)
	if err != nil {
		t.Fatal(err)
	}
	var parts []string
	for _, f := range m.Files {
		if f.Table != "" && !f.Arrow() {
			parts = append(parts, f.Path)
		}
	}
	return parts
}

func TestCrossCheckAgrees(t *testing.T) {
	dir := build(t, datasets.Options{}, 300, nil)
	r, reached := crossChecked(t, dir)
	if !r.Passed || len(r.Findings) > 0 {
		t.Error(text(t, r))
	}
	if diff := cmp.Diff(parquetParts(t, dir), reached); diff != "" {
		t.Errorf("not every part was read a second time:\n%s", diff)
	}
}

// TestCrossCheckNeverReachesAnUnvouchedFile damages each part in turn, at every
// kind of place, and wants the second reader not to get it.
func TestCrossCheckNeverReachesAnUnvouchedFile(t *testing.T) {
	dir := build(t, datasets.Options{}, 60, nil)
	parts := parquetParts(t, dir)
	for i, name := range parts {
		whole := read(t, dir, name)
		body := slices.Clone(whole)
		body[(i*997+4)%len(body)] ^= 1
		if i%2 == 1 {
			body = append(slices.Clone(whole), 0)
		}
		write(t, dir, name, body)
		r, reached := crossChecked(t, dir)
		if slices.Contains(reached, name) || len(reached) != len(parts)-1 || r.Passed {
			t.Errorf("%s was damaged, and the second reader got %v", name, reached)
		}
		write(t, dir, name, whole)
	}
	remove(t, dir, "manifest.json")
	if r, reached := crossChecked(t, dir); len(reached) > 0 || !slices.ContainsFunc(r.Findings, func(f validate.Finding) bool { return f.Rule == "file.cross_skipped" }) {
		t.Errorf("without a manifest the second reader got %v", reached)
	}
}

// TestCrossCheckFindsWhatReadersSeeDifferently plants a part that is whole for
// Arrow and has another column for the second reader: the footer says of the
// titles that their dictionary stands where the addresses are. Arrow does not
// follow an offset that lies behind the data. The manifest vouches for the part.
func TestCrossCheckFindsWhatReadersSeeDifferently(t *testing.T) {
	dir := build(t, datasets.Options{}, 60, nil)
	name := "articles/articles-00000.parquet"
	if _, reached := crossChecked(t, dir); !slices.Contains(reached, name) {
		t.Fatal("the second reader does not get the part at all")
	}
	body := refooted(t, read(t, dir, name), func(m *second.FileMetaData) {
		columns := m.RowGroups[0].Columns
		at := func(name string) int {
			return slices.IndexFunc(columns, func(c *second.ColumnChunk) bool { return slices.Equal(c.MetaData.PathInSchema, []string{name}) })
		}
		columns[at("title")].MetaData.DictionaryPageOffset = new(columns[at("source_uri")].MetaData.DataPageOffset)
	})
	write(t, dir, name, body)
	vouchFor(t, dir, name, body)
	if r := run(t, dir); !r.Passed || len(r.Findings) > 0 {
		t.Fatalf("for Arrow alone the part is not whole: %s", text(t, r))
	}
	r, _ := crossChecked(t, dir)
	if r.Passed || len(r.Rules) != 1 || r.Rules[0].Rule != "file.cross_check" {
		t.Fatal(text(t, r))
	}
	for _, f := range r.Findings {
		if f.Table != "articles" || f.File != name || f.Column != "title" || f.Row == nil || f.RowGroup == nil || !strings.Contains(f.Message, "second reader") {
			t.Errorf("%+v", f)
		}
	}
}

// refooted returns a Parquet file with another footer.
func refooted(t *testing.T, body []byte, change func(*second.FileMetaData)) []byte {
	t.Helper()
	const tail = 8
	end := len(body) - tail
	start := end - int(binary.LittleEndian.Uint32(body[end:]))
	buffer := thrift.NewTMemoryBuffer()
	protocol := thrift.NewTCompactProtocolConf(buffer, nil)
	buffer.Write(body[start:end])
	m := second.NewFileMetaData()
	if err := m.Read(context.Background(), protocol); err != nil {
		t.Fatal(err)
	}
	change(m)
	buffer.Reset()
	if err := m.Write(context.Background(), protocol); err != nil {
		t.Fatal(err)
	}
	out := append(slices.Clone(body[:start]), buffer.Bytes()...)
	out = binary.LittleEndian.AppendUint32(out, uint32(buffer.Len()))
	return append(out, "PAR1"...)
}

// vouchFor makes the manifest state the size and digest of a part.
func vouchFor(t *testing.T, dir, name string, body []byte) {
	t.Helper()
	m, err := datasets.ReadManifest(dir)
	if err != nil {
		t.Fatal(err)
	}
	sum := sha256.Sum256(body)
	for i := range m.Files {
		if m.Files[i].Path == name {
			m.Files[i].Bytes, m.Files[i].SHA256 = int64(len(body)), hex.EncodeToString(sum[:])
		}
	}
	m.Digest = m.FilesDigest()
	document, err := json.Marshal(m)
	if err != nil {
		t.Fatal(err)
	}
	write(t, dir, filepath.Base(datasets.ManifestName), document)
}

func TestCrashOfTheSecondReader(t *testing.T) {
	opt := validate.Options{}
	f := opt.Crash("second reader: quotes/quotes-00000.parquet", "killed")
	if f.Rule != "file.cross_check" || f.File != "quotes/quotes-00000.parquet" || f.Table != "quotes" {
		t.Errorf("%+v", f)
	}
	dir := build(t, datasets.Options{}, 20, nil)
	opt = validate.Options{CrossCheck: true, Skip: []string{"second reader: quotes/quotes-00000.parquet"}, Reading: func(file string) {
		if file == "second reader: quotes/quotes-00000.parquet" {
			t.Error("the part that ended an earlier process was read again")
		}
	}}
	if r, err := validate.Run(context.Background(), []string{dir}, opt); err != nil || !r.Passed {
		t.Error(err)
	}
}

package validate_test

import (
	"context"
	"flag"
	"os"
	"path/filepath"
	"runtime"
	"testing"
	"time"

	"github.com/apache/arrow-go/v18/arrow/memory"
	"github.com/apache/arrow-go/v18/parquet"
	"github.com/apache/arrow-go/v18/parquet/file"
	"github.com/apache/arrow-go/v18/parquet/pqarrow"

	"github.com/dsbuild/dsbuild/datasets"
	"github.com/dsbuild/dsbuild/datasets/validate"
)

var measured = flag.String("dataset", "", "the dataset that the benchmark reads; none: a small one that it writes")

// BenchmarkAgainstReading reads all columns of all tables with arrow-go and
// validates them by every rule, in turn, so that noise falls on both. What it
// reports is how many times the reading validation takes. With -cpu 2 both have
// two processors.
//
//	go test ./datasets/validate -run '^$' -bench AgainstReading -benchtime 5x -cpu 1,2 -args -dataset DIR
func BenchmarkAgainstReading(b *testing.B) {
	dir := *measured
	if dir == "" {
		dir = build(b, datasets.Options{}, 2000, nil)
	}
	var reading, validating time.Duration
	rows := int64(0)
	for b.Loop() {
		reading += timed(func() { rows = readAll(b, dir) })
		validating += timed(func() { check(b, dir) })
	}
	n := float64(b.N)
	b.ReportMetric(0, "ns/op")
	b.ReportMetric(float64(rows), "rows")
	b.ReportMetric(reading.Seconds()/n, "s-reading")
	b.ReportMetric(validating.Seconds()/n, "s-validating")
	b.ReportMetric(validating.Seconds()/reading.Seconds(), "times-reading")
}

func timed(do func()) time.Duration {
	runtime.GC() // nobody pays for the garbage of another
	begun := time.Now()
	do()
	return time.Since(begun)
}

func check(b *testing.B, dir string) {
	r, err := validate.Run(context.Background(), []string{dir}, validate.Options{Workers: runtime.GOMAXPROCS(0)})
	if err != nil || !r.Passed {
		b.Fatal(err, r)
	}
}

// readAll reads as many rows as there are, in the way that arrow-go recommends for
// files of any size.
func readAll(b *testing.B, dir string) (rows int64) {
	names, err := filepath.Glob(filepath.Join(dir, "*", "*.parquet"))
	if err != nil || len(names) == 0 {
		b.Fatal("no tables", err)
	}
	for _, name := range names {
		rows += readPart(b, name)
	}
	return rows
}

func readPart(b *testing.B, name string) (rows int64) {
	f, err := os.Open(name)
	if err != nil {
		b.Fatal(err)
	}
	defer f.Close()
	props := parquet.NewReaderProperties(memory.DefaultAllocator)
	props.BufferedStreamEnabled = true
	parts, err := file.NewParquetReader(f, file.WithReadProps(props))
	if err != nil {
		b.Fatal(err)
	}
	how := pqarrow.ArrowReadProperties{BatchSize: 1024, Parallel: runtime.GOMAXPROCS(0) > 1}
	part, err := pqarrow.NewFileReader(parts, how, memory.DefaultAllocator)
	if err != nil {
		b.Fatal(err)
	}
	records, err := part.GetRecordReader(context.Background(), nil, nil)
	if err != nil {
		b.Fatal(err)
	}
	defer records.Release()
	for records.Next() {
		rows += records.RecordBatch().NumRows()
	}
	if err := records.Err(); err != nil {
		b.Fatal(err)
	}
	return rows
}

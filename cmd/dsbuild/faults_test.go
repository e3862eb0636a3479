package main

import (
	"bytes"
	"cmp"
	"errors"
	"flag"
	"fmt"
	"maps"
	"math/rand/v2"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/dsbuild/dsbuild/datasets"
	"github.com/dsbuild/dsbuild/internal/disk"
	"github.com/dsbuild/dsbuild/internal/disktest"
)

// faultsOf is how many cases of each kind are run; 0 runs all that there are.
var (
	faultsOf   = flag.Int("faults", 3, "cases of each kind of fault and command; 0: all of build, and 70 of each other")
	faultsSeed = flag.Uint64("faults-seed", 1, "chooses the cases")
)

// disturbed is a command that is run while the disk fails, or that is broken off.
type disturbed struct {
	name    string
	args    []string // OUT stands for the folder
	before  []string // a command that makes what stands in OUT before; nil: nothing does
	cannotX bool     // the disk cannot exchange folders
	once    bool     // done, it is not to be given again
	all     bool     // every case is run where all are wanted
}

// tallied is what became of the cases of a command.
type tallied struct {
	runs, absent, old, whole, recovered int
}

// TestFaults breaks commands that write datasets at their operations on the disk: by a kill,
// by a power failure and by errors of the disk. After each OUT is absent, what it was, or
// whole; and the same command ends in the bytes of an undisturbed run.
func TestFaults(t *testing.T) {
	in := t.TempDir()
	first, second := fewPages(t, in, "first", 0, 9), fewPages(t, in, "second", 7, 6)
	survey := filepath.Join(in, "pages.survey")
	spared := (&disturbed{}).disk(t, in) // it syncs nothing
	must := func(args ...string) {
		t.Helper()
		if said, err := runOn(t, spared, args...); err != nil {
			t.Fatalf("dsbuild %v: %v\n%s", args, err, said)
		}
	}
	must("survey", first, second, "-o", survey, "-q")
	shards := []string{filepath.Join(in, "1"), filepath.Join(in, "2")}
	for i, shard := range shards {
		must("build", first, second, "--survey", survey, "--shard", fmt.Sprintf("%d/2", i+1), "-o", shard, "-q")
	}
	overwrite := []string{"build", first, "-o", "OUT", "-q", "--overwrite"}
	old := []string{"build", second, "-o", "OUT", "-q", "--appendable"}
	rows := []disturbed{
		{name: "build", args: []string{"build", first, "-o", "OUT", "-q"}, all: true},
		{name: "build --appendable", args: []string{"build", first, "-o", "OUT", "-q", "--appendable"}},
		{name: "build --overwrite", args: overwrite, before: old},
		{name: "build --overwrite, no exchange", args: overwrite, before: old, cannotX: true},
		{name: "build --append", args: []string{"build", first, "-o", "OUT", "-q", "--append"}, before: old, once: true},
		{name: "build --append, no exchange", args: []string{"build", first, "-o", "OUT", "-q", "--append"}, before: old, once: true, cannotX: true},
		{name: "build --shard", args: []string{"build", first, second, "--survey", survey, "--shard", "1/2", "-o", "OUT", "-q"}},
		{name: "merge", args: []string{"merge", shards[0], shards[1], "-o", "OUT", "-q"}},
	}
	var table strings.Builder
	table.WriteString("| command | operations | runs | OUT absent | OUT as before | OUT whole | ended as undisturbed |\n|---|--:|--:|--:|--:|--:|--:|\n")
	runs := 0
	for _, d := range rows {
		t.Run(d.name, func(t *testing.T) {
			n, sum := d.run(t)
			runs += sum.runs
			fmt.Fprintf(&table, "| %s | %d | %d | %d | %d | %d | %d |\n", d.name, n, sum.runs, sum.absent, sum.old, sum.whole, sum.recovered)
		})
	}
	t.Logf("%d runs\n%s", runs, table.String())
}

// run runs the cases of a command, and returns how many operations it has undisturbed.
func (d *disturbed) run(t *testing.T) (operations int, sum tallied) {
	dir := t.TempDir()
	if d.before != nil {
		if said, err := runOn(t, d.disk(t, dir), in(d.before, dir)...); err != nil {
			t.Fatalf("%v\n%s", err, said)
		}
	}
	was := digestsIfAny(t, filepath.Join(dir, "out"))
	begin := t.TempDir()
	if err := os.CopyFS(begin, os.DirFS(dir)); err != nil {
		t.Fatal(err)
	}
	recorder := d.disk(t, dir)
	if said, err := runOn(t, recorder, in(d.args, dir)...); err != nil {
		t.Fatalf("%v\n%s", err, said)
	}
	c := &check{disturbed: d, old: was, whole: digestsOf(t, filepath.Join(dir, "out")), sum: &sum}
	if sameFiles(c.old, c.whole) {
		t.Fatal("the old dataset is the new one: nothing can be told")
	}
	for _, l := range c.some(slices.Collect(recorder.Crashes(*faultsSeed))) {
		c.crash(t, l)
	}
	type failure struct {
		fault disktest.Fault
		at    int
	}
	var failures []failure
	for _, f := range disktest.Faults {
		for at := range recorder.Operations() {
			failures = append(failures, failure{f, at + 1})
		}
	}
	pick(failures)
	for _, f := range failures[:c.most(len(failures))] {
		c.fail(t, begin, f.fault, f.at)
	}
	return recorder.Operations(), sum
}

// disk is one that records, and that fails later.
func (d *disturbed) disk(t *testing.T, dir string) *disktest.Recorder {
	t.Helper()
	r, err := disktest.New(dir)
	if err != nil {
		t.Fatal(err)
	}
	r.CannotX = d.cannotX
	return r
}

// check knows what OUT may be.
type check struct {
	*disturbed
	old, whole map[string]string
	sum        *tallied
}

// most is how many of n cases are run.
func (c *check) most(n int) int {
	most := *faultsOf
	if most == 0 && !c.all {
		most = 70
	}
	if most == 0 {
		return n
	}
	return min(n, most)
}

// some chooses cases by chance.
func (c *check) some(all []*disktest.Left) []*disktest.Left {
	pick(all)
	return all[:c.most(len(all))]
}

func pick[T any](all []T) {
	rand.New(rand.NewPCG(*faultsSeed, uint64(len(all)))).Shuffle(len(all), func(i, j int) { all[i], all[j] = all[j], all[i] })
}

// crash looks at what a crash left, and lets the same command go on from there.
func (c *check) crash(t *testing.T, l *disktest.Left) {
	t.Helper()
	dir := t.TempDir()
	if err := l.Write(dir); err != nil {
		t.Fatal(err)
	}
	durable := l.Model != disktest.Killed && l.After == l.Of
	c.after(t, dir, l.String(), durable)
}

// fail runs the command on a disk that fails, and again on one that does not.
func (c *check) fail(t *testing.T, begin string, fault disktest.Fault, at int) {
	t.Helper()
	dir := t.TempDir()
	if err := os.CopyFS(dir, os.DirFS(begin)); err != nil {
		t.Fatal(err)
	}
	r := c.disk(t, dir)
	r.Fault, r.At = fault, at
	said, err := runOn(t, r, in(c.args, dir)...)
	c.after(t, dir, fmt.Sprintf("%s at operation %d (%v, %s)", fault, at, err, said), err == nil)
}

// after looks at OUT and gives the command again; done where it has said that it was done.
func (c *check) after(t *testing.T, dir, what string, done bool) {
	t.Helper()
	c.sum.runs++
	out := filepath.Join(dir, "out")
	switch is := digestsIfAny(t, out); {
	case sameFiles(is, c.whole):
		c.sum.whole++
	case done:
		t.Errorf("%s: the command was done, and OUT is not the dataset", what)
	case len(is) == 0:
		c.sum.absent++
	case sameFiles(is, c.old):
		c.sum.old++
	default:
		t.Errorf("%s: OUT is half a dataset: %v", what, slices.Sorted(maps.Keys(is)))
	}
	if _, err := os.Stat(filepath.Join(out+".unfinished", unfinishedBuild)); c.once && sameFiles(digestsIfAny(t, out), c.whole) && err != nil {
		c.sum.recovered++ // given again, it would add the pages again
		return
	}
	again := c.disk(t, dir)
	said, err := runOn(t, again, in(c.args, dir)...)
	is := digestsIfAny(t, out)
	switch {
	case !sameFiles(is, c.whole):
		t.Errorf("%s: the same command then ends with %v and other bytes\n%s", what, err, said)
	case err == nil:
		c.sum.recovered++
		if names := entries(t, dir); !slices.Equal(names, []string{"out"}) {
			t.Errorf("%s: the same command then leaves %v", what, names)
		}
	case strings.Contains(err.Error(), "exists; choose another place"):
		c.sum.recovered++ // it stands there
	default:
		t.Errorf("%s: the same command then ends with %v\n%s", what, err, said)
	}
	if m, err := datasets.ReadManifest(out); err == nil && m.Counts.Pages != m.Rows("articles")+m.Rows("rejects") {
		t.Errorf("%s: %d pages, %d articles, %d rejects", what, m.Counts.Pages, m.Rows("articles"), m.Rows("rejects"))
	}
}

func sameFiles(a, b map[string]string) bool { return len(a) > 0 && maps.Equal(a, b) }

func entries(t *testing.T, dir string) (names []string) {
	t.Helper()
	all, err := os.ReadDir(dir)
	if err != nil {
		t.Fatal(err)
	}
	for _, e := range all {
		names = append(names, e.Name())
	}
	return names
}

// digestsIfAny are those of the files of a folder, which need not be there.
func digestsIfAny(t *testing.T, dir string) map[string]string {
	t.Helper()
	if _, err := os.Stat(dir); errors.Is(err, os.ErrNotExist) {
		return nil
	}
	return digestsOf(t, dir)
}

// in puts a place of OUT into a command line.
func in(args []string, dir string) []string {
	args = slices.Clone(args)
	args[slices.Index(args, "OUT")] = filepath.Join(dir, "out")
	return args
}

// runOn runs a command in this process.
func runOn(t *testing.T, on disk.Disk, args ...string) (said string, err error) {
	t.Helper()
	root := newRootCommand(on)
	var b bytes.Buffer
	root.SetOut(&b)
	root.SetErr(&b)
	root.SetArgs(args)
	err = root.ExecuteContext(t.Context())
	return b.String(), err
}

// fewPages writes a file of n records: articles, some of them again, and one that is none.
func fewPages(t *testing.T, dir, name string, from, n int) string {
	t.Helper()
	var b strings.Builder
	for i := range n {
		i += from
		fmt.Fprintf(&b, `{"url":"https://ferry.example/%d","title":"Ferry %d sails again","text":"The ferry of ward %d sailed after %d weeks. `+
			`“We waited long,” said Ilse Brandt, the harbour master.\n\nThe council of Norrby votes on berth %d in May."}`+"\n",
			i-i%4/3, i, i, i, cmp.Compare(i, 4))
	}
	b.WriteString(`{"url":"https://ferry.example/none","text":""}` + "\n")
	path := filepath.Join(dir, name+".jsonl")
	if err := os.WriteFile(path, []byte(b.String()), 0o600); err != nil {
		t.Fatal(err)
	}
	return path
}

package validate

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path"
	"path/filepath"
	"strings"

	"github.com/dsbuild/dsbuild/datasets"
	"github.com/dsbuild/dsbuild/datasets/table"
	"github.com/dsbuild/dsbuild/schema"
)

// Root returns the folder below which the files that findings name stand: the
// dataset itself, the folder of a single file, or the one that all targets have
// in common.
func Root(targets []string) string {
	var common []string
	for i, t := range targets {
		parts := strings.Split(filepath.ToSlash(filepath.Clean(folderOf(t))), "/")
		if i == 0 {
			common = parts
		}
		n := 0
		for n < min(len(common), len(parts)) && common[n] == parts[n] {
			n++
		}
		common = common[:n]
	}
	switch root := strings.Join(common, "/"); {
	case root == "" && len(common) > 0:
		return "/"
	case root == "":
		return "."
	default:
		return filepath.FromSlash(root)
	}
}

// folderOf returns the folder that a target is or stands in; of a pattern, the
// part before what is open.
func folderOf(target string) string {
	if info, err := os.Stat(target); err == nil && info.IsDir() {
		return target
	}
	if isPattern(target) {
		target = target[:strings.IndexAny(target, globs)]
	}
	return filepath.Dir(target)
}

// globs are the characters that make a name a pattern.
const globs = "*?["

// isPattern reports whether a target is a pattern, and not a file of that name.
func isPattern(target string) bool {
	_, err := os.Stat(target)
	return err != nil && strings.ContainsAny(target, globs)
}

// openTargets finds the tables of a dataset, or of folders, files and patterns.
func (c *checker) openTargets(given []string) error {
	c.dir = Root(given)
	targets, err := expand(given)
	if err != nil {
		return err
	}
	if err := alone(targets); err != nil {
		return err
	}
	var names []string
	for _, target := range targets {
		info, err := os.Stat(target)
		switch {
		case err != nil:
			return unopened(target, err)
		case info.IsDir() && len(targets) == 1:
			c.dir = target
			return c.openDataset(target)
		case info.IsDir():
			for _, name := range c.filesBelow(target, os.DirFS(target)) {
				names = append(names, filepath.Join(target, filepath.FromSlash(name)))
			}
		default:
			names = append(names, target)
		}
	}
	for i, name := range names {
		below, err := filepath.Rel(c.dir, name)
		if err != nil {
			return fmt.Errorf("name all targets by absolute paths, or none: %w", err)
		}
		names[i] = filepath.ToSlash(below)
	}
	if err := c.sort(names); err != nil {
		return err
	}
	c.whole = c.whole && len(c.tables) > 1 // of one table alone nobody knows whether it is all there
	return nil
}

// expand puts files and folders in the place of patterns.
func expand(given []string) (targets []string, err error) {
	for _, target := range given {
		if !isPattern(target) {
			targets = append(targets, target)
			continue
		}
		matches, err := filepath.Glob(target)
		if err != nil || len(matches) == 0 {
			return nil, errors.New("no file matches the pattern")
		}
		targets = append(targets, matches...)
	}
	return targets, nil
}

// filesBelow lists what may hold rows, and tells what it cannot look into.
func (c *checker) filesBelow(dir string, fsys fs.FS) []string {
	c.sign(fsys)
	names, _ := datasets.FilesBelow(fsys, func(name string, _ fs.DirEntry, err error) error {
		if err != nil {
			c.whole = false
			f := unread(err)
			f.File = name
			if below, err := filepath.Rel(c.dir, filepath.Join(dir, filepath.FromSlash(name))); err == nil {
				f.File = filepath.ToSlash(below)
			}
			c.unlisted = append(c.unlisted, f)
		}
		return nil // it is told, and the rest is listed
	})
	return names
}

// openDataset finds the tables of a dataset, by its manifest or, without one, by its files.
func (c *checker) openDataset(dir string) error {
	var err error
	if c.root, err = os.OpenRoot(dir); err != nil {
		return unopened(dir, err)
	}
	m, err := datasets.ReadManifest(dir)
	if err == nil {
		err = c.openManifest(m)
	}
	if err == nil {
		if c.opt.Table != "" && c.loose == "" {
			return errors.New("its manifest says of which table every file is; --table is for files that nobody lists")
		}
		return nil
	}
	_, missing := c.root.Lstat(datasets.ManifestName)
	names := c.filesBelow(dir, c.root.FS())
	if len(names) == 0 && len(c.unlisted) > 0 {
		return fmt.Errorf("%s may not be read by this user; %s", path.Join(dir, c.unlisted[0].File), c.unlisted[0].Remedy)
	}
	if len(names) == 0 {
		return errors.New("there is no table in it; is it the folder that `dsbuild build` wrote?")
	}
	if sortErr := c.sort(names); sortErr != nil {
		return sortErr
	}
	c.noteNoManifest(err, missing != nil)
	return nil
}

func (c *checker) openManifest(m *datasets.Manifest) error {
	tables, err := m.Schema(c.pinned.declare)
	if err != nil {
		return err
	}
	c.manifest, c.whole = m, true
	for _, t := range tables {
		parquet, arrow := m.Parts(t.Name, false), m.Parts(t.Name, true)
		switch {
		case len(parquet) == 0:
			c.add(t, arrow)
		default:
			c.add(t, parquet)
			if len(arrow) > 0 {
				c.copies = append(c.copies, c.state(t, arrow))
			}
		}
	}
	return nil
}

// sort finds out of which table each file is. A file that cannot be read is of
// the table that its name says; where that says none, it is reported here.
func (c *checker) sort(names []string) error {
	c.whole = len(c.unlisted) == 0
	for _, f := range c.unlisted {
		c.out.finding(f)
	}
	parts := map[string][]datasets.File{}
	var user []schema.UserColumn
	for _, name := range names {
		p := datasets.File{Path: name, Bytes: -1}
		r, f, err := c.open(&p, &schema.Table{})
		p.Table = c.tableOfFile(name, r)
		switch {
		case err == nil && p.Table == "" && c.loose != "":
			p.Table = c.loose
			f.Close()
		case err == nil && p.Table == "":
			f.Close()
			return fmt.Errorf("%s: neither its metadata nor its name nor its columns say of which table it is; name one that `dsbuild schema show` lists with --table", name)
		case err == nil:
			c.ours = c.ours || strings.HasPrefix(r.Writer(), "dsbuild ")
			if p.Table == "articles" && user == nil {
				user = userColumns(r)
			}
			f.Close()
		case p.Table == "" && !errors.Is(err, errSkipped):
			c.unreadable(&p, err)
			fallthrough
		case p.Table == "":
			c.whole = false // some table may have been in it
			continue
		}
		parts[p.Table] = append(parts[p.Table], p)
	}
	for _, t := range c.pinned.declare(user) {
		c.addLoose(t, parts[t.Name])
		delete(parts, t.Name)
	}
	if of := parts[c.loose]; len(of) > 0 {
		c.add(&schema.Table{Name: c.loose}, of)
		delete(parts, c.loose)
	}
	for name := range parts {
		return fmt.Errorf("there is no table %q; `dsbuild schema show` lists them", name)
	}
	return nil
}

// addLoose adds a table that no manifest lists. Where it is there in Parquet and,
// as dsbuild writes them, below arrow/, the latter is the same once more.
func (c *checker) addLoose(t *schema.Table, parts []datasets.File) {
	var first, again []datasets.File
	for _, p := range parts {
		if strings.HasPrefix(p.Path, "arrow/") {
			again = append(again, p)
		} else {
			first = append(first, p)
		}
	}
	switch {
	case len(first) > 0 && len(again) > 0:
		c.copies = append(c.copies, c.state(t, again))
		c.add(t, first)
	case len(parts) > 0:
		c.add(t, parts)
	}
}

// tableOfFile returns the table that a file is of: its metadata say, or the options, or
// its folder, its name, or its columns; "" where none of them does. r is nil
// where the file cannot be read.
func (c *checker) tableOfFile(name string, r *table.Reader) string {
	if r != nil && r.Meta(table.MetaTable) != "" {
		return r.Meta(table.MetaTable)
	}
	if c.opt.Table != "" {
		return c.opt.Table
	}
	folder, best := tableFolder(path.Join(filepath.ToSlash(c.dir), name)), ""
	stem := path.Base(name)
	for _, t := range c.pinned.declare(nil) {
		rest, found := strings.CutPrefix(stem, t.Name)
		switch {
		case folder == t.Name:
			return t.Name
		case found && len(t.Name) > len(best) && rest != "" && strings.ContainsRune("-._", rune(rest[0])):
			best = t.Name
		}
	}
	if best == "" && r != nil {
		return c.tableOfColumns(r)
	}
	return best
}

// tableOfColumns returns the table that has exactly the columns of a file, the
// user's own apart.
func (c *checker) tableOfColumns(r *table.Reader) string {
	for _, t := range c.pinned.declare(nil) {
		n := 0
		for _, f := range r.Schema().Fields() {
			if _, at := t.Column(f.Name); at >= 0 {
				n++
			} else if !strings.HasPrefix(f.Name, "x_") {
				n = -1
				break
			}
		}
		if n == len(t.Columns) {
			return t.Name
		}
	}
	return ""
}

// userColumns returns the x_ columns of a part.
func userColumns(r *table.Reader) []schema.UserColumn {
	user := []schema.UserColumn{}
	for _, field := range r.Schema().Fields() {
		if t, ok := table.Meaning(field.Type); ok && strings.HasPrefix(field.Name, "x_") {
			user = append(user, schema.UserColumn{Name: field.Name, Type: t})
		}
	}
	return user
}

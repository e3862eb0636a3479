package validate

import (
	"fmt"
	"path"
	"path/filepath"
	"strings"

	"github.com/apache/arrow-go/v18/arrow"

	"github.com/dsbuild/dsbuild/datasets/table"
	"github.com/dsbuild/dsbuild/datasets/validate/rules"
	"github.com/dsbuild/dsbuild/schema"
)

// contract names a version of the schema.
type contract struct{ version, hash string }

// otherVersion is the finding that a manifest or a part states another version
// than the one that is checked: an error, unless it is a published one and what
// changed between the two is no more than minor.
func (c *checker) otherVersion(stated contract) Finding {
	f := newFinding("schema.version", fmt.Sprintf("it says schema %q with hash %.12q, checked is %q with %.12q",
		stated.version, stated.hash, c.pinned.contract.version, c.pinned.contract.hash))
	d, err := schema.VersionDocument(stated.version)
	if err != nil || d.Hash != stated.hash || stated.version == c.pinned.contract.version {
		return f
	}
	older, newer := schema.Side{Document: d}, schema.Side{Document: c.pinned.document}
	if schema.CompareVersions(older.Version, newer.Version) > 0 {
		older, newer = newer, older
	}
	if verdict := schema.Worst(schema.Diff(older, newer)); verdict < schema.Major {
		c.pinned.compatible[stated] = true // to say it once is enough
		f = newFinding("schema.compatible", fmt.Sprintf("it says schema %s, checked is %s: what differs is %s", stated.version,
			c.pinned.contract.version, verdict))
	}
	f.Remedy = fmt.Sprintf(rules.OwnVersion, stated.version, older.Version, newer.Version)
	return f
}

// pin takes the declaration that the options name, or the present one.
func (c *checker) pin() error {
	c.pinned.compatible = map[contract]bool{}
	d := c.opt.Schema
	if d == nil {
		present := schema.Describe(nil)
		c.pinned.document, c.pinned.contract = &present, contract{present.Version, present.Hash}
		c.pinned.declare = schema.Tables
		return nil
	}
	if _, err := d.Declare(nil); err != nil {
		return err
	}
	c.pinned.document, c.pinned.contract = d, contract{d.Version, d.Hash}
	c.pinned.declare = func(user []schema.UserColumn) []*schema.Table {
		tables, _ := d.Declare(user) // it can: that was tried above
		return tables
	}
	return nil
}

// isOfType reports whether a finding says that a type is not the declared one.
func (f *Finding) isOfType() bool { return f.Rule == "schema.type" }

// noteType notes that a value is none of its column's type.
func (k *chunk) noteType(c *columnCheck, r int, v *schema.Value, message string) {
	k.note(r, "schema.type", c.def.Name, plainString(c.def, v), message)
}

// checkSchema compares a part's columns and metadata with the declaration.
func (o *opened) checkSchema() {
	fields := o.r.Schema()
	for i := range o.t.def.Columns {
		o.column(i, fields)
		o.incomplete = o.incomplete || o.absent[i]
	}
	for _, f := range fields.Fields() {
		if _, i := o.t.def.Column(f.Name); i >= 0 {
			continue
		}
		remedy, message := "", "the column is not declared"
		switch _, means := table.Meaning(f.Type); {
		case strings.HasPrefix(f.Name, "__index_level_"):
			remedy = rules.Index
		case strings.HasPrefix(f.Name, "x_") && !means:
			remedy, message = rules.UserType, fmt.Sprintf("the column is %s, which no column of yours can be", f.Type)
		}
		o.noteColumn("schema.column", f.Name, remedy, message)
	}
	o.nullable(fields)
	o.order(fields)
}

// noteColumn notes a finding about a column; an empty remedy is that of the rule.
func (o *opened) noteColumn(rule, column, remedy, message string) {
	f := newFinding(rule, message)
	f.Column = column
	if remedy != "" {
		f.Remedy = remedy
	}
	o.note(f)
}

// checkVersion checks the version of the schema that a part states. Who calls it
// takes parts in their order: that files are of another one is said once.
func (c *checker) checkVersion(o *opened) {
	if o.r == nil {
		return
	}
	stated := contract{o.r.Meta(table.MetaVersion), o.r.Meta(table.MetaHash)}
	if stated == c.pinned.contract || c.pinned.compatible[stated] {
		return
	}
	f := newFinding("schema.unstated", "it does not say its schema version; it is checked against "+c.pinned.contract.version)
	switch {
	case stated != contract{} || c.manifest != nil:
		f = c.otherVersion(stated)
	case o.t.unstated:
		return
	default:
		o.t.unstated = true
	}
	f.File, f.Table = o.p.Path, o.t.def.Name
	c.out.finding(f)
}

func (o *opened) column(i int, fields *arrow.Schema) {
	column := &o.t.def.Columns[i]
	at := fields.FieldIndices(column.Name)
	o.absent[i] = len(at) != 1
	if value, ok := partition(path.Join(filepath.ToSlash(o.c.dir), o.p.Path), column.Name); ok && len(at) == 0 {
		o.noteColumn("schema.column", column.Name, rules.Partitioned,
			fmt.Sprintf("the column stands only in the names of folders (%s=%s), which are not read", column.Name, value))
		return
	}
	if o.absent[i] {
		o.noteColumn("schema.column", column.Name, "", fmt.Sprintf("the column is there %d times", len(at)))
		return
	}
	field := fields.Field(at[0])
	o.drift(column, field.Type)
	switch {
	case !table.Readable(field.Type, column.Type):
		o.absent[i] = true
		o.noteColumn("schema.type", column.Name, conversion(o.r, column, field.Type),
			fmt.Sprintf("the column is %s, not %s", field.Type, column.Type))
	case !table.Same(field.Type, column.Type) && !o.t.noted[column.Name]:
		o.t.noted[column.Name] = true
		o.noteColumn("schema.equivalent", column.Name, conversion(o.r, column, field.Type),
			fmt.Sprintf("the column is %s, which means %s", field.Type, column.Type))
		if n := len(o.found) - 1; column.Type == schema.Int32 || column.Type == schema.Date32 {
			o.later = append(o.later, o.found[n]) // where a value is no count or no day, it does not mean that
			o.found = o.found[:n]
		}
	}
}

// nullable notes the columns of a part that are declared as never NULL.
func (o *opened) nullable(fields *arrow.Schema) {
	var never []string
	for _, f := range fields.Fields() {
		if _, i := o.t.def.Column(f.Name); i >= 0 && !f.Nullable {
			never = append(never, f.Name)
		}
	}
	if list := strings.Join(never, ", "); list != "" && !o.t.noted[list] {
		o.t.noted[list] = true
		o.noteColumn("schema.equivalent", "", rules.Nullable, "declared as never NULL: "+list)
	}
}

func (o *opened) order(fields *arrow.Schema) {
	last := -1
	for i := range o.t.def.Columns {
		at := fields.FieldIndices(o.t.def.Columns[i].Name)
		if len(at) == 1 && at[0] < last {
			o.noteColumn("schema.column", o.t.def.Columns[i].Name, "", "the column stands out of its declared order")
			return
		}
		if len(at) == 1 {
			last = at[0]
		}
	}
}

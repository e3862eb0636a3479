package validate

import (
	"fmt"
	"strings"

	"github.com/apache/arrow-go/v18/arrow"

	"github.com/dsbuild/dsbuild/datasets"
	"github.com/dsbuild/dsbuild/datasets/table"
	"github.com/dsbuild/dsbuild/schema"
)

// contract names a version of the schema.
type contract struct{ version, hash string }

// otherVersion is the finding that a manifest or a part states another version
// than the one that is checked: an error, unless it is a published one and what
// changed between the two is no more than minor.
func (c *checker) otherVersion(stated contract) Finding {
	f := newFinding("schema.version", fmt.Sprintf("it says schema %q with hash %.12q, checked is %q with %.12q",
		stated.version, stated.hash, c.contract.version, c.contract.hash))
	d, err := schema.VersionDocument(stated.version)
	if err != nil || d.Hash != stated.hash || stated.version == c.contract.version {
		return f
	}
	older, newer := schema.Side{Document: d}, schema.Side{Document: c.checked}
	if schema.CompareVersions(older.Version, newer.Version) > 0 {
		older, newer = newer, older
	}
	if verdict := schema.Worst(schema.Diff(older, newer)); verdict < schema.Major {
		c.compatible[stated] = true // to say it once is enough
		f = newFinding("schema.compatible", fmt.Sprintf("it says schema %s, checked is %s: what differs is %s", stated.version, c.contract.version, verdict))
	}
	f.Remedy = fmt.Sprintf("check it against its own, `dsbuild validate --schema %s`; `dsbuild schema diff %s %s` says what differs",
		stated.version, older.Version, newer.Version)
	return f
}

// pin takes the declaration that the options name, or the present one.
func (c *checker) pin() error {
	c.compatible = map[contract]bool{}
	d := c.opt.Schema
	if d == nil {
		present := schema.Describe(nil)
		c.checked, c.contract = &present, contract{present.Version, present.Hash}
		c.declare = schema.Tables
		return nil
	}
	if _, err := d.Declare(nil); err != nil {
		return err
	}
	c.checked, c.contract = d, contract{d.Version, d.Hash}
	c.declare = func(user []schema.UserColumn) []*schema.Table {
		tables, _ := d.Declare(user) // it can: that was tried above
		return tables
	}
	return nil
}

// columnChecker compares the columns of one part with the declaration.
type columnChecker struct {
	c *checker
	t *tableState
	p *datasets.File
	r *table.Reader
}

// checkSchema compares a part's columns and metadata with the declaration.
func (c *checker) checkSchema(t *tableState, p *datasets.File, r *table.Reader) {
	k := &columnChecker{c, t, p, r}
	k.version()
	fields := r.Schema()
	for i := range t.def.Columns {
		k.column(i, fields)
		t.incomplete = t.incomplete || t.checks[i].absent
	}
	for _, f := range fields.Fields() {
		if _, i := t.def.Column(f.Name); i >= 0 {
			continue
		}
		remedy := ""
		if strings.HasPrefix(f.Name, "__index_level_") {
			remedy = "pandas wrote its index: to_parquet(…, index=False) does not"
		}
		k.say("schema.column", f.Name, remedy, "the column is not declared")
	}
	k.nullable(fields)
	k.order(fields)
}

// say queues a finding about a column; an empty remedy is that of the rule.
func (k *columnChecker) say(rule, column, remedy, message string) {
	f := newFinding(rule, message)
	f.File, f.Table, f.Column = k.p.Path, k.t.def.Name, column
	if remedy != "" {
		f.Remedy = remedy
	}
	k.c.out.finding(f)
}

func (k *columnChecker) version() {
	stated := contract{k.r.Meta(table.MetaVersion), k.r.Meta(table.MetaHash)}
	if stated == k.c.contract || k.t.noted[stated.version] || k.c.compatible[stated] {
		return
	}
	if stated == (contract{}) && k.c.manifest == nil {
		k.t.noted[stated.version] = true
		k.say("schema.unstated", "", "", "it does not say its schema version; it is checked against "+k.c.contract.version)
		return
	}
	f := k.c.otherVersion(stated)
	f.File, f.Table = k.p.Path, k.t.def.Name
	k.c.out.finding(f)
}

func (k *columnChecker) column(i int, fields *arrow.Schema) {
	column, check := &k.t.def.Columns[i], &k.t.checks[i]
	at := fields.FieldIndices(column.Name)
	check.absent = len(at) != 1
	if check.absent {
		k.say("schema.column", column.Name, "", fmt.Sprintf("the column is there %d times", len(at)))
		return
	}
	field := fields.Field(at[0])
	switch {
	case !table.Readable(field.Type, column.Type):
		check.absent = true
		k.say("schema.type", column.Name, conversion(k.r, column), fmt.Sprintf("the column is %s, not %s", field.Type, column.Type))
	case !table.Same(field.Type, column.Type) && !k.t.noted[column.Name]:
		k.t.noted[column.Name] = true
		k.say("schema.equivalent", column.Name, conversion(k.r, column), fmt.Sprintf("the column is %s, which means %s", field.Type, column.Type))
	}
}

// nullable notes the columns of a part that are declared as never NULL.
func (k *columnChecker) nullable(fields *arrow.Schema) {
	var never []string
	for _, f := range fields.Fields() {
		if _, i := k.t.def.Column(f.Name); i >= 0 && !f.Nullable {
			never = append(never, f.Name)
		}
	}
	if list := strings.Join(never, ", "); list != "" && !k.t.noted[list] {
		k.t.noted[list] = true
		k.say("schema.equivalent", "", "write them as columns that may have NULL; for who reads values alone it is the same", "declared as never NULL: "+list)
	}
}

func (k *columnChecker) order(fields *arrow.Schema) {
	last := -1
	for i := range k.t.def.Columns {
		at := fields.FieldIndices(k.t.def.Columns[i].Name)
		if len(at) == 1 && at[0] < last {
			k.say("schema.column", k.t.def.Columns[i].Name, "", "the column stands out of its declared order")
			return
		}
		if len(at) == 1 {
			last = at[0]
		}
	}
}

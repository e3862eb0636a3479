package validate

import (
	"fmt"
	"slices"
	"strings"

	"github.com/apache/arrow-go/v18/arrow"

	"github.com/dsbuild/dsbuild/datasets"
	"github.com/dsbuild/dsbuild/datasets/table"
	"github.com/dsbuild/dsbuild/schema"
)

// contract is the version of the schema that is checked against.
type contract struct{ version, hash string }

func (c *contract) differs(version, hash string) string {
	return fmt.Sprintf("it says schema %q with hash %.12q, checked is %q with %.12q", version, hash, c.version, c.hash)
}

// pin takes the declaration that the options name, or the present one.
func (c *checker) pin() error {
	d := c.opt.Schema
	if d == nil {
		c.contract = contract{schema.Version, schema.Hash()}
		c.declare = schema.Tables
		return nil
	}
	if _, err := d.Declare(nil); err != nil {
		return err
	}
	c.contract = contract{d.Version, d.Hash}
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
	version, hash := k.r.Meta(table.MetaVersion), k.r.Meta(table.MetaHash)
	want := &k.c.contract
	switch {
	case version == want.version && hash == want.hash:
	case version == "" && hash == "" && k.c.manifest == nil:
		if !k.t.noted[""] {
			k.t.noted[""] = true
			k.say("schema.unstated", "", "", "it does not say its schema version; it is checked against "+want.version)
		}
	default:
		remedy := ""
		if version != want.version && slices.Contains(schema.VersionNames(), version) {
			remedy = fmt.Sprintf("check it against its own, `dsbuild validate --schema %s`; `dsbuild schema diff %s %s` says what differs", version, version, want.version)
		}
		k.say("schema.version", "", remedy, want.differs(version, hash))
	}
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

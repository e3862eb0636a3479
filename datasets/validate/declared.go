package validate

import (
	"context"
	"fmt"
	"slices"

	"github.com/dsbuild/dsbuild/datasets"
	"github.com/dsbuild/dsbuild/datasets/table"
	"github.com/dsbuild/dsbuild/schema"
)

// Drift is how a part of a table differs from the table's first part.
type Drift struct {
	File    string          `json:"file"`
	Than    string          `json:"than"` // the first part
	Changes []schema.Change `json:"changes"`
}

// Loose is the name that Declared gives the table of files that are of none of ours.
const Loose = "table"

// Declared reads off a dataset, a file or a pattern which tables and columns it
// has, for comparison with another one or with a version, and where its parts
// differ among each other. What a published version promises comes along where
// all parts state it.
func Declared(ctx context.Context, target string, opt Options) (schema.Side, []Drift, error) {
	// Of files of another kind columns and types are compared all the same.
	c := &checker{ctx: ctx, opt: opt, out: outlet{counts: map[hit]int64{}}, loose: Loose}
	side := schema.Side{Name: target, Document: &schema.Document{Format: schema.DocumentFormat}, Data: true}
	err := c.pin()
	if err == nil {
		err = c.openTargets([]string{target})
	}
	if err != nil {
		return side, nil, fmt.Errorf("read schema of %s: %w", target, err)
	}
	if c.root != nil {
		defer func() { _ = c.root.Close() }() // opened for reading
	}
	side.Partial = c.manifest == nil
	stated := map[contract]bool{}
	var drifts []Drift
	for _, t := range c.tables {
		declared, drift, err := c.declared(t, stated)
		if err != nil {
			return side, nil, fmt.Errorf("read schema of %s: %w", target, err)
		}
		side.Tables = append(side.Tables, declared)
		drifts = append(drifts, drift...)
	}
	if len(side.Tables) == 0 {
		return side, nil, fmt.Errorf("read schema of %s: none of its files can be read; `dsbuild validate` says why", target)
	}
	side.Physical = !promise(&side, stated)
	return side, drifts, nil
}

// declared reads the columns of a table off its first part, and what differs in
// the others; stated collects the versions that parts state.
func (c *checker) declared(t *tableState, stated map[contract]bool) (schema.TableDocument, []Drift, error) {
	first := schema.TableDocument{Name: t.def.Name}
	var drifts []Drift
	for i := range t.parts {
		part, says, err := c.physical(t, &t.parts[i])
		if err != nil {
			return first, nil, fmt.Errorf("%s: %w", t.parts[i].Path, err)
		}
		stated[says] = true
		if i == 0 {
			first = part
			continue
		}
		changes := schema.Diff(physicalSide(first), physicalSide(part))
		if len(changes) > 0 {
			drifts = append(drifts, Drift{t.parts[i].Path, t.parts[0].Path, changes})
		}
	}
	return first, drifts, nil
}

func physicalSide(t schema.TableDocument) schema.Side {
	return schema.Side{Document: &schema.Document{Tables: []schema.TableDocument{t}}, Data: true, Physical: true}
}

// physical reads the columns of a part and the version it states.
func (c *checker) physical(t *tableState, p *datasets.File) (schema.TableDocument, contract, error) {
	d := schema.TableDocument{Name: t.def.Name}
	r, f, err := c.open(p, t.def)
	if err != nil {
		return d, contract{}, err
	}
	defer f.Close()
	for _, field := range r.Schema().Fields() {
		name := field.Type.String()
		if t, ok := table.Meaning(field.Type); ok && table.Same(field.Type, t) {
			name = t.String()
		}
		d.Columns = append(d.Columns, schema.ColumnDocument{Name: field.Name, Type: name})
	}
	return d, contract{r.Meta(table.MetaVersion), r.Meta(table.MetaHash)}, nil
}

// promise adds to columns and tables what the one published version promises
// that all parts state. It reports false where there is none.
func promise(side *schema.Side, stated map[contract]bool) bool {
	var says contract
	for says = range stated {
	}
	if len(stated) != 1 || !schema.IsVersion(says.version) {
		return false
	}
	d, err := schema.VersionDocument(says.version)
	if err != nil || d.Hash != says.hash {
		return false
	}
	side.Version, side.Hash, side.Vocabularies = d.Version, d.Hash, d.Vocabularies
	for i := range side.Tables {
		declared := d.Table(side.Tables[i].Name)
		if declared == nil {
			continue
		}
		merged := *declared
		merged.Columns = slices.Clone(side.Tables[i].Columns)
		for j := range merged.Columns {
			c := &merged.Columns[j]
			at := slices.IndexFunc(declared.Columns, func(o schema.ColumnDocument) bool { return o.Name == c.Name })
			if at >= 0 {
				kind := c.Type
				*c = declared.Columns[at]
				c.Type = kind
			}
		}
		side.Tables[i] = merged
	}
	return true
}

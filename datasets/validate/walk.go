package validate

// checkRows reads every row of every table once and checks it. Tables that hang
// on articles are read in step with them.
func (c *checker) checkRows() error {
	articles := c.table("articles")
	if articles != nil {
		if err := c.readIDs(articles); err != nil {
			return err
		}
	}
	if err := c.people.read(c); err != nil {
		return err
	}
	inStep := articles != nil && c.whole
	if inStep {
		if err := c.checkInStep(articles); err != nil {
			return err
		}
	}
	for _, t := range c.tables {
		if inStep && (t == articles || hangs(t)) {
			continue
		}
		if err := c.checkAlone(t); err != nil {
			return err
		}
	}
	for _, t := range c.copies {
		if err := c.checkFormats(t); err != nil {
			return err
		}
	}
	return c.out.flush()
}

// table returns the state of a table, or nil where it is not there.
func (c *checker) table(name string) *tableState {
	for _, t := range c.tables {
		if t.def.Name == name {
			return t
		}
	}
	return nil
}

// hangs reports whether the rows of a table belong to articles.
func hangs(t *tableState) bool {
	id, _ := t.def.Column("doc_id")
	return id != nil && id.References == "articles.doc_id"
}

// checkAlone reads one table without the others.
func (c *checker) checkAlone(t *tableState) error {
	var group []row   // of one article
	var held []*chunk // with rows of the group, or at hand
	n := int64(0)     // rows before the chunk
	for k := range c.each(t) {
		held = append(held, k)
		switch t.def.Name {
		case "articles":
			c.checkDuplicates(k, n)
		case peopleTable:
			c.people.check(c, k, n)
		}
		n += int64(k.Len)
		if len(t.columns.key) > 0 && t.def.Name != peopleTable { // whose ids are keys, and looked for before
			for i, start := range k.starts {
				r := row{k, start}
				if len(group) > 0 && group[0].docID() != r.docID() {
					c.checkGroup(t, group)
					group = group[:0]
				}
				end := k.Len
				if i+1 < len(k.starts) {
					end = k.starts[i+1]
				}
				for ; r.i < end; r.i++ {
					group = append(group, r)
				}
			}
		}
		held = letGo(held, group)
		if err := c.passOn(); err != nil {
			return err
		}
	}
	c.checkGroup(t, group)
	return c.passOn()
}

// letGo releases the chunks before the first row of the group, and returns the others.
func letGo(held []*chunk, group []row) []*chunk {
	for len(held) > 0 && (len(group) == 0 || held[0] != group[0].chunk) {
		held[0].Release()
		held = held[1:]
	}
	return held
}

// passOn passes on findings and ends where the context does.
func (c *checker) passOn() error {
	if err := c.ctx.Err(); err != nil {
		return err
	}
	if len(c.out.queue) > 0 {
		return c.out.flush()
	}
	return nil
}

// checkInStep reads articles and the tables that hang on them, article by article.
func (c *checker) checkInStep(articles *tableState) error {
	v := c.newView(articles)
	defer v.stop()
	last := int64(-1)
	for k := range c.each(articles) {
		for i := range k.Len {
			r := row{k, i}
			pos, known := c.ids.at.of(r.docID())
			if known && pos > last { // a doc_id that comes twice was reported before
				v.check(r, pos)
				last = pos
			}
			if err := c.passOn(); err != nil {
				return err
			}
		}
		k.Release()
	}
	v.checkAnyCoded()
	const end = 1 << 62 // behind every article
	for _, k := range v.cursors {
		k.take(end)
		if err := c.passOn(); err != nil {
			return err
		}
	}
	return nil
}

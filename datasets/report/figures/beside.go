package figures

import (
	"net/url"
	"slices"
	"strings"

	"github.com/dsbuild/dsbuild/schema"
)

// readRejects counts rejects by reason, outlet and month.
func (c *collector) readRejects() error {
	if !has(c.ds, "rejects", "reason") {
		return nil
	}
	wanted := []string{"reason"}
	for _, name := range []string{"url", "publisher", "published_date"} {
		if has(c.ds, "rejects", name) {
			wanted = append(wanted, name)
		}
	}
	named, err := c.outletsBySite()
	if err != nil {
		return err
	}
	c.rejects = map[string]int64{}
	cells := map[string]schema.Value{}
	for row, err := range c.ds.Rows("rejects", wanted...) {
		if err != nil {
			return err
		}
		for i, name := range wanted {
			cells[name] = row[i]
		}
		c.rejects[row[0].Str]++
		if tellsOfTemplate(schema.RejectReason(row[0].Str)) {
			c.coverage.reject(outletOf(cells["url"].Str, cells["publisher"].Str, named), cells["published_date"])
		}
	}
	return nil
}

// tellsOfTemplate reports whether a reject says something of how the site looks: a
// page that came twice, or that no server sent, does not.
func tellsOfTemplate(r schema.RejectReason) bool {
	switch r {
	case schema.RejectDuplicatePage, schema.RejectDuplicateID, schema.RejectRevisitUnresolved, schema.RejectNeedsFetch, schema.RejectHTTPStatus:
		return false
	default:
		return true
	}
}

func (c *collector) outletsBySite() (map[string]string, error) {
	named := map[string]string{}
	if !has(c.ds, "outlets", "site", "outlet") {
		return named, nil
	}
	for row, err := range c.ds.Rows("outlets", "site", "outlet") {
		if err != nil {
			return nil, err
		}
		named[row[0].Str] = row[1].Str
	}
	return named, nil
}

// outletOf names the outlet of a page by the sites of the articles; else it is the
// publisher, else the host.
func outletOf(address, publisher string, named map[string]string) string {
	host := ""
	if u, err := url.Parse(address); err == nil {
		host = strings.TrimPrefix(strings.ToLower(u.Hostname()), "www.")
	}
	for site := host; site != ""; {
		if name := named[site]; name != "" {
			return name
		}
		_, site, _ = strings.Cut(site, ".")
	}
	if publisher != "" {
		return publisher
	}
	return host
}

// Evidence says where the values of a field come from.
type Evidence struct {
	Field string
	From  []schema.Count // articles by evidence, in the order of the vocabulary
}

// readEvidence counts the chosen values of metadata. Of a field with several values,
// such as authors, the first one counts.
func (c *collector) readEvidence() error {
	if !has(c.ds, "metadata", "doc_id", "field", "evidence", "chosen") {
		return nil
	}
	c.evidence = map[string]*Evidence{}
	tally := map[[2]string]int64{}
	id, seen := "", []string(nil)
	for row, err := range c.ds.Rows("metadata", "doc_id", "field", "evidence", "chosen") {
		if err != nil {
			return err
		}
		if row[0].Str != id {
			id, seen = row[0].Str, seen[:0]
		}
		if field := row[1].Str; row[3].Int != 0 && !slices.Contains(seen, field) {
			seen = append(seen, field)
			tally[[2]string{field, row[2].Str}]++
		}
	}
	for _, term := range schema.VocabularyByName("evidence").Terms {
		for key, n := range tally {
			if key[1] != term.Code {
				continue
			}
			if c.evidence[key[0]] == nil {
				c.evidence[key[0]] = &Evidence{Field: key[0]}
			}
			c.evidence[key[0]].From = append(c.evidence[key[0]].From, schema.Count{Name: term.Code, Count: n})
		}
	}
	return nil
}

// evidences lists the fields in the order of the columns of articles.
func (c *collector) evidences() []Evidence {
	var list []Evidence
	articles := schema.TableByName("articles")
	for i := range articles.Columns {
		if e := c.evidence[articles.Columns[i].Name]; e != nil {
			list = append(list, *e)
		}
	}
	return list
}

// readQuotes counts the confidences of quotes.
func (c *collector) readQuotes() error {
	var wanted []string
	for _, name := range []string{"speech_confidence", "speaker_confidence"} {
		if has(c.ds, "quotes", name) {
			wanted, c.speech = append(wanted, name), append(c.speech, newShares(name))
		}
	}
	if len(wanted) == 0 {
		return nil
	}
	for row, err := range c.ds.Rows("quotes", wanted...) {
		if err != nil {
			return err
		}
		for i, h := range c.speech {
			h.addShare(row[i])
		}
	}
	return nil
}

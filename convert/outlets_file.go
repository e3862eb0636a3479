package convert

import (
	"errors"
	"fmt"
	"slices"
	"strings"

	"github.com/dsbuild/dsbuild/convert/meta/weburl"
	"github.com/dsbuild/dsbuild/convert/source/sheet"
	"github.com/dsbuild/dsbuild/internal/text"
	"github.com/dsbuild/dsbuild/schema"
)

// outletColumns are what people call the columns of such a file, by ours.
var outletColumns = []struct {
	ours  string
	names []string
}{
	{"site", []string{"site", "domain", "host", "hostname", "website", "url"}},
	{"outlet", []string{"outlet", "name", "publisher", "outlet_name", "newspaper", "source"}},
	{"country", []string{"country", "nation"}},
	{"kind", []string{"kind", "type", "category"}},
}

// ReadOutlets reads a spreadsheet that says under which name the articles of a site
// are counted: .csv, .tsv or .jsonl with the columns site and outlet, and country
// and kind where they are known. A site stands once, as the registrable domain that
// articles.site has; an error names the row, the column and what to do.
func ReadOutlets(path string) ([]schema.Outlet, error) {
	s, err := sheet.Read(path)
	if err != nil {
		return nil, fmt.Errorf("outlets %s: %w", path, err)
	}
	list, err := parseOutlets(s)
	if err != nil {
		return nil, fmt.Errorf("outlets %s: %w", path, err)
	}
	return list, nil
}

func parseOutlets(s *sheet.Sheet) ([]schema.Outlet, error) {
	at, err := columnsOfOutlets(s.Columns)
	if err != nil {
		return nil, err
	}
	var list []schema.Outlet
	rows := map[string]int{}
	for i, cells := range s.Rows() {
		get := func(ours string) string {
			if column, ok := at[ours]; ok {
				return text.Clean(cells[column], false)
			}
			return ""
		}
		row := i + 1
		o := schema.Outlet{Site: outletSite(get("site")), Name: get("outlet"), Country: get("country"), Kind: get("kind")}
		if o.Site == "" {
			return nil, fmt.Errorf("row %d: %q in column %s is no site such as example.org; correct it, or remove the row", row, get("site"),
				s.Columns[at["site"]])
		}
		if first, twice := rows[o.Site]; twice {
			if list[first] == o {
				continue
			}
			return nil, fmt.Errorf("row %d: the site %s stands twice, with other values; one row a site decides", row, o.Site)
		}
		rows[o.Site] = len(list)
		list = append(list, o)
	}
	if len(list) == 0 {
		return nil, errors.New("it has no row below its header; write one a site: site,outlet,country,kind")
	}
	return list, nil
}

// columnsOfOutlets finds our columns by the names of the file's.
func columnsOfOutlets(header []string) (map[string]int, error) {
	at := map[string]int{}
	for _, column := range outletColumns {
		for _, name := range column.names {
			i := slices.IndexFunc(header, func(h string) bool { return strings.EqualFold(strings.TrimSpace(h), name) })
			if i < 0 {
				continue
			}
			at[column.ours] = i
			break
		}
	}
	for _, needed := range outletColumns[:2] {
		if _, ok := at[needed.ours]; !ok {
			return nil, fmt.Errorf("it has no column %s among %s; name one %s", needed.ours, strings.Join(header, ", "), needed.ours)
		}
	}
	return at, nil
}

// outletSite makes a site of what people write: a domain, a host or an address.
func outletSite(s string) string {
	s = strings.TrimSpace(s)
	if s != "" && !strings.Contains(s, "://") {
		s = "https://" + s
	}
	return weburl.Site(s)
}

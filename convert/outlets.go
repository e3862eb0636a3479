package convert

import (
	"cmp"
	"maps"
	"slices"
	"strings"

	"github.com/dsbuild/dsbuild/schema"
)

// outlets counts, by site, how many articles print which publisher; "" is none.
// It grows with sites and their publishers, not with articles.
type outlets map[string]map[string]int64

func (o outlets) count(a *schema.Article) {
	if a.Site == "" {
		return
	}
	publishers := o[a.Site]
	if publishers == nil {
		publishers = map[string]int64{}
		o[strings.Clone(a.Site)] = publishers // not the whole page with it
	}
	if _, known := publishers[a.Publisher]; !known {
		publishers[strings.Clone(a.Publisher)] = 0
	}
	publishers[a.Publisher]++
}

// named returns the outlet of every site that was counted or is known, by site.
// What is known wins; else it is the most frequent publisher, of equally frequent
// ones the first by bytes; else the site.
func (o outlets) named(known []schema.Outlet) []schema.Outlet {
	all := map[string]schema.Outlet{}
	for site, publishers := range o {
		all[site] = schema.Outlet{Site: site, Name: mostFrequent(publishers)}
	}
	for _, k := range known {
		if k.Name == "" {
			k.Name = all[k.Site].Name
		}
		all[k.Site] = k
	}
	list := make([]schema.Outlet, 0, len(all))
	for _, site := range slices.Sorted(maps.Keys(all)) {
		entry := all[site]
		entry.Name = cmp.Or(entry.Name, site)
		list = append(list, entry)
	}
	return list
}

func mostFrequent(publishers map[string]int64) (name string) {
	most := int64(0)
	for p, n := range publishers {
		if p != "" && (n > most || n == most && p < name) {
			name, most = p, n
		}
	}
	return name
}

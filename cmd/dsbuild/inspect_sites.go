package main

import (
	"strings"

	"github.com/dsbuild/dsbuild/convert"
	"github.com/dsbuild/dsbuild/convert/lossreport"
	"github.com/dsbuild/dsbuild/convert/sitelines"
	"github.com/dsbuild/dsbuild/schema"
)

// asBuilt are the options under which the page became what the dataset holds. The
// rest of its site is not at hand; which of its lines recur there, the dataset tells.
func (f *pageFinder) asBuilt(p *lossreport.Page) convert.Options {
	o := f.convert
	if strings.Contains(p.Stored.Values["findings"], `"`+string(schema.FindingSiteTemplate)+`"`) {
		o.SiteLines = sitelines.NewTold(p.Stored.Text)
	}
	return o
}

package convert

import (
	"iter"

	"github.com/dsbuild/dsbuild/schema"
)

// quarantined is what the reject of a page says that ends the program. It says nothing of
// how it ends, which the machine may decide.
const quarantined = "the program ended while this page was converted, twice, and again when the page was tried alone; " +
	"its bytes lie beside the dataset in OUT.quarantine: please report it"

// begin is what a worker tells of the pages it takes up.
func (o *Options) begin() func(*schema.Page, uint64) {
	if o.Work == nil {
		return func(*schema.Page, uint64) {}
	}
	return o.Work()
}

// sparePage puts a reject in the place of a page that ends the program.
func (c *Converter) sparePage(one *item) error {
	if one.page == nil || c.opt.Fatal == nil {
		return nil
	}
	fatal, err := c.opt.Fatal(one.page, one.stored.Page)
	if fatal {
		one.reject, one.page = rejectOf(one.page, schema.StageExtract, schema.RejectQuarantined, quarantined), nil
	}
	return err
}

// unharmful leaves out pages that end the program.
func (c *Converter) unharmful(pages iter.Seq2[*schema.Page, error]) iter.Seq2[*schema.Page, error] {
	if c.opt.Fatal == nil {
		return pages
	}
	return func(yield func(*schema.Page, error) bool) {
		for page, err := range pages {
			if err == nil {
				var fatal bool
				if fatal, err = c.opt.Fatal(page, PageNumber(&page.Source, page.ID)); fatal && err == nil {
					continue
				}
			}
			if !yield(page, err) {
				return
			}
		}
	}
}

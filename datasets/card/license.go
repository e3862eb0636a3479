package card

import (
	"strings"

	"github.com/dsbuild/dsbuild/datasets/cite"
)

const licenseName = "LICENSE.txt"

// licenseNote says under what licence the dataset is, and what no licence of it covers.
func (d *Dataset) licenseNote() []byte {
	var b strings.Builder
	b.WriteString(cite.Title(d.Manifest) + "\n\n")
	switch l := cite.LicenseOf(d.Manifest); {
	case l.Stated == "":
		b.WriteString("No licence is stated: whoever wants to use this dataset has to ask its creators. To state one, add\n" +
			"license: to the recipe of the dataset and build it again.\n")
	case l.URL != "" && l.URL != l.Stated:
		b.WriteString("Licence: " + l.Stated + ", " + l.URL + "\n")
	default:
		b.WriteString("Licence: " + l.Stated + "\n")
	}
	b.WriteString("\nThe licence is that of what the creators of the dataset made: the choice of pages, the tables, the labels.\n")
	if d.Manifest.Derived == nil {
		b.WriteString("The texts of the articles are in it, and belong to their authors and publishers, who have to allow that they are\n" +
			"passed on. 'dsbuild export --rights' makes a dataset without them.\n")
	}
	for _, note := range d.Manifest.Notes() {
		b.WriteString(note + "\n")
	}
	return []byte(b.String())
}

package cite

import (
	"strings"

	"github.com/dsbuild/dsbuild/datasets"
	"github.com/dsbuild/dsbuild/internal/inert"
)

// License is the licence of a dataset in the words of those who read cards.
type License struct {
	Stated string // as the recipe has it; "" where it has none
	SPDX   string // "" where it is no identifier that citations and cards may have
	URL    string
	Hub    string // what a card on Hugging Face calls it: "other" where it has no name there
}

// licenses are those of data and texts that the schema of CITATION.cff knows, with the
// names that cards on Hugging Face have for them ("" none).
var licenses = map[string]string{
	"CC0-1.0": "cc0-1.0", "CC-BY-2.0": "cc-by-2.0", "CC-BY-3.0": "cc-by-3.0", "CC-BY-4.0": "cc-by-4.0", "CC-BY-SA-3.0": "cc-by-sa-3.0", "CC-BY-SA-4.0": "cc-by-sa-4.0",
	"CC-BY-NC-2.0": "cc-by-nc-2.0", "CC-BY-NC-3.0": "cc-by-nc-3.0", "CC-BY-NC-4.0": "cc-by-nc-4.0", "CC-BY-ND-4.0": "cc-by-nd-4.0",
	"CC-BY-NC-SA-3.0": "cc-by-nc-sa-3.0", "CC-BY-NC-SA-4.0": "cc-by-nc-sa-4.0", "CC-BY-NC-ND-3.0": "cc-by-nc-nd-3.0", "CC-BY-NC-ND-4.0": "cc-by-nc-nd-4.0",
	"PDDL-1.0": "pddl", "ODC-By-1.0": "odc-by", "ODbL-1.0": "odbl", "CDLA-Permissive-1.0": "", "CDLA-Sharing-1.0": "cdla-sharing-1.0", "OGL-UK-3.0": "", "etalab-2.0": "etalab-2.0",
	"Apache-2.0": "apache-2.0", "MIT": "mit", "BSD-2-Clause": "bsd-2-clause", "BSD-3-Clause": "bsd-3-clause", "GPL-3.0-only": "", "GPL-3.0-or-later": "", "Unlicense": "unlicense",
}

// LicenseOf returns the licence of a dataset.
func LicenseOf(m *datasets.Manifest) License {
	l := License{Stated: inert.Line(m.Dataset.License)}
	if l.Stated == "" {
		return l
	}
	for id, hub := range licenses {
		if strings.EqualFold(id, l.Stated) {
			l.SPDX, l.URL, l.Hub = id, "https://spdx.org/licenses/"+id+".html", hub
		}
	}
	if l.SPDX == "" {
		l.URL = web.FindString(l.Stated)
	}
	if l.Hub == "" {
		l.Hub = "other"
	}
	return l
}

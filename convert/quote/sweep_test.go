package quote

import (
	"cmp"
	"fmt"
	"slices"
	"strings"
	"testing"
)

// person is an invented person: how a text names them in full and later on, and the
// name that a reader would write down.
type person struct{ full, later, name string }

// constructions are sentences in which somebody speaks: F stands for the full name, L for the later one.
var constructions = []string{
	"“The bridge leaks in winter,” said F.",
	"“The bridge leaks in winter,” F said on Monday.",
	"F said the bridge leaks in winter.",
	"F told the council: “The bridge leaks in winter.”",
	"Nobody listened to F at first. “The bridge leaks in winter,” L said.",
	"Nobody listened to F at first. L said that the bridge leaks in winter.",
	"“The bridge leaks in winter,” said F, who mends boats. “It always did,” L added.",
	"The bridge leaks in winter, according to F, and the county knows it.",
}

// sweeps are kinds of names.
var sweeps = []struct {
	kind   string
	wrong  int
	people []person
}{
	{"months and days", 0, []person{
		{"April Ferrand", "Ferrand", ""},
		{"June Hollis", "Ms. Hollis", ""},
		{"August Brandt", "Brandt", ""},
		{"Jan Torvik", "Torvik", ""},
		{"Theo R. May", "May", ""},
		{"Mai Tan", "Tan", ""},
		{"Lim Jun Wei", "Lim", ""},
		{"Sun Mei", "Sun", ""},
		{"March Adeyo", "Adeyo", ""},
		{"May Wetherby", "Wetherby", ""},
		{"Helena March", "March", ""},
		{"Wednesday Orr", "Orr", ""},
		{"Tuesday Blake", "Blake", ""},
		{"Oona Friday", "Friday", ""},
		{"Dr. August Brandt", "Dr. Brandt", "August Brandt"},
		{"Mar Soler", "Soler", ""},
	}},
	{"Arabic particles", 0, []person{
		{"Omar al-Fazari", "al-Fazari", ""},
		{"Layla el-Nadi", "El-Nadi", ""},
		{"Noura bint Hamad al-Sabiq", "al-Sabiq", ""},
		{"Rashid Karim bin Yusof", "Rashid Karim", ""},
		{"Sheikh Hamad bin Tariq al-Nuri", "Sheikh Hamad", "Hamad bin Tariq al-Nuri"},
		{"W. R. al-Haddad", "al-Haddad", ""},
		{"Samir Al Zayani", "Al Zayani", ""},
		{"Sheikha Noura bint Hamad", "Sheikha Noura", "Noura bint Hamad"},
		{"Yusuf ibn Harun", "Ibn Harun", ""},
		{"Ziad Abu Rahma", "Abu Rahma", ""},
	}},
	{"family name first", 0, []person{
		{"Guo Wenbin", "Mr. Guo", ""},
		{"Park Do-yun", "Ms. Park", ""},
		{"Nguyen Thi Hoa", "Ms. Hoa", ""},
		{"Kim Sang-woo", "Mr. Kim", ""},
		{"Xu Lifen", "Xu", ""},
		{"Ooi Beng Huat", "Mr. Ooi", ""},
		{"Daw Khin Thida", "Daw Khin Thida", "Khin Thida"},
	}},
	{"particles", 8, []person{
		{"Greta von der Halde", "Ms. von der Halde", ""},
		{"Greta von der Halde", "Von der Halde", ""},
		{"Paolo De Ferris", "De Ferris", ""},
		{"Ludo van den Eyck", "van den Eyck", ""},
		{"Ludo van den Eyck", "Mr. van den Eyck", ""},
		{"Mireille de la Roche", "De la Roche", ""},
		{"Dario Di Nardo", "Mr. Di Nardo", ""},
		{"Inge ter Horst", "Ter Horst", ""},
		{"Anna D’Aulnay", "D’Aulnay", ""},
		{"Sean O’Carrick", "Mr. O’Carrick", ""},
		{"Klaas van ’t Veer", "Van ’t Veer", ""},
		{"Rui dos Campos", "Dos Campos", ""},
		{"Mayor Greta von der Halde", "Mayor von der Halde", "Greta von der Halde"},
	}},
	{"post-nominals", 0, []person{
		{"Edith Carrow KC", "Carrow", "Edith Carrow"},
		{"Edith Carrow, KC,", "Ms. Carrow", "Edith Carrow"},
		{"Bram Tolley MP", "Tolley", "Bram Tolley"},
		{"Ines Farrow OBE", "Farrow", "Ines Farrow"},
		{"Ines Farrow, PhD,", "Farrow", "Ines Farrow"},
		{"Oscar Lyle, M.D.,", "Dr. Lyle", "Oscar Lyle"},
		{"Dame Ines Farrow DBE", "Dame Ines", "Ines Farrow"},
		{"Bram Tolley MSP", "Tolley", "Bram Tolley"},
		{"Sir Bram Tolley QC", "Sir Bram", "Bram Tolley"},
		{"Lars Wint Jr.", "Wint", "Lars Wint Jr."},
		{"Lars Wint III", "Wint", "Lars Wint III"},
		{"Oscar Lyle MD", "Lyle", "Oscar Lyle"},
	}},
	{"occupation at the head", 0, []person{
		{"Hydrologist Nell Tabor", "Tabor", "Nell Tabor"},
		{"Geologist Wen Okri", "Okri", "Wen Okri"},
		{"Firefighter Xolani Brandt", "Brandt", "Xolani Brandt"},
		{"Beekeeper Tamsin Orr", "Orr", "Tamsin Orr"},
		{"Barrister Dilys Pym", "Pym", "Dilys Pym"},
		{"Campaigner Joss Wetherby", "Wetherby", "Joss Wetherby"},
		{"Ferryman Iwo Salt", "Salt", "Iwo Salt"},
		{"Dentist Quill Harrow", "Harrow", "Quill Harrow"},
		{"Plumber Zeb Larkin", "Larkin", "Zeb Larkin"},
		{"Retired teacher Agnes Foss", "Foss", "Agnes Foss"},
		{"Marine biologist Xenia Pell", "Pell", "Xenia Pell"},
		{"Vet Ottoline Gray", "Gray", "Ottoline Gray"},
		{"Nurse Wanja Keene", "Keene", "Wanja Keene"},
		{"Shopkeeper Ravinder Oakes", "Oakes", "Ravinder Oakes"},
		{"Choreographer Ilka Moss", "Moss", "Ilka Moss"},
	}},
	{"role, name", 0, []person{
		{"his barrister, Dilys Pym,", "Pym", "Dilys Pym"},
		{"the local MP, Bram Tolley,", "Tolley", "Bram Tolley"},
		{"the local MP Bram Tolley", "Tolley", "Bram Tolley"},
		{"her solicitor Wen Okri", "Okri", "Wen Okri"},
		{"the harbormaster, Moss Tarn,", "Tarn", "Moss Tarn"},
		{"the party’s whip, Ines Farrow,", "Farrow", "Ines Farrow"},
		{"a beekeeper, Tamsin Orr,", "Orr", "Tamsin Orr"},
		{"the coroner, Hugh Vane,", "Vane", "Hugh Vane"},
		{"their neighbour Zeb Larkin", "Larkin", "Zeb Larkin"},
		{"his defence barrister Dilys Pym KC", "Pym", "Dilys Pym"},
	}},
	{"patronymics, initials, one word", 0, []person{
		{"Ivan Petrovich Solin", "Solin", ""},
		{"Olga Sergeyevna Marenko", "Marenko", ""},
		{"W. H. Tarrow", "Tarrow", ""},
		{"J.K. Pellam", "Pellam", ""},
		{"Sukarmo", "Sukarmo", ""},
		{"Zephirine", "Zephirine", ""},
		{"T. J. Okonry Jr.", "Okonry", ""},
		{"R.E.M. Castell", "Castell", ""},
		{"Mary-Jane Holt-Avery", "Holt-Avery", ""},
	}},
	{"royal and church titles", 8, []person{
		{"Pope Severin IV", "Severin", "Severin IV"},
		{"King Osric", "King Osric", "Osric"},
		{"Queen Ingrith", "the queen", "Ingrith"},
		{"Crown Princess Maudlin", "the princess", "Maudlin"},
		{"Archbishop Tomas Verrel", "the archbishop", "Tomas Verrel"},
		{"Patriarch Ioan", "the patriarch", "Ioan"},
		{"Prince Aldous", "the prince", "Aldous"},
		{"Cardinal Rocco Belluni", "Cardinal Belluni", "Rocco Belluni"},
		{"Lady Wexcombe", "Lady Wexcombe", "Wexcombe"},
		{"Baroness Thirlby", "Lady Thirlby", "Thirlby"},
		{"Lord Ashcombe of Vale", "Lord Ashcombe", "Ashcombe of Vale"},
		{"Sister Mary Benedicta", "Sister Mary", "Mary Benedicta"},
	}},
	{"and, & in organisations", 4, []person{
		{"the Seed and Soil Administration", "the administration", "Seed and Soil Administration"},
		{"Larkin & Doe", "Larkin & Doe", ""},
		{"Marsh & Tolley Ltd", "Marsh & Tolley", "Marsh & Tolley Ltd"},
		{"the Ministry of Roads and Ferries", "the ministry", "Ministry of Roads and Ferries"},
		{"the Ports and Harbours Authority", "the authority", "Ports and Harbours Authority"},
		{"the Department for Food, Farming and Fisheries", "the department", "Department for Food, Farming and Fisheries"},
		{"the Farmers and Growers Union", "the union", "Farmers and Growers Union"},
		{"the Boats & Piers Trust", "the trust", "Boats & Piers Trust"},
		{"the National Lake and Weather Service", "the service", "National Lake and Weather Service"},
		{"the Centers for River Control and Repair", "the centers", "Centers for River Control and Repair"},
		{"Orrin, Pell & Hart", "Orrin, Pell & Hart", ""},
		{"Lake Bank analyst Tamsin Orr", "Orr", "Tamsin Orr"},
		{"Larkin & Doe’s analyst Tamsin Orr", "Orr", "Tamsin Orr"},
		{"Larkin & Doe analyst Tamsin Orr", "Orr", "Tamsin Orr"},
	}},
}

// spoken puts a person into a construction.
func spoken(c string, p person) string {
	s := strings.NewReplacer("F", p.full, "L", p.later).Replace(c)
	s = strings.NewReplacer(",.", ".", ",,", ",", "..", ".").Replace(s)
	if s[0] >= 'a' && s[0] <= 'z' {
		s = strings.ToUpper(s[:1]) + s[1:]
	}
	return s
}

// TestNamesInConstructions tries every name in every construction. wrong is how many do not come out:
// it may only fall.
func TestNamesInConstructions(t *testing.T) {
	for _, sw := range sweeps {
		t.Run(sw.kind, func(t *testing.T) {
			var wrong []string
			for _, p := range sw.people {
				for _, c := range constructions {
					body := spoken(c, p)
					if got := whoSpeaks(body); len(got) == 0 ||
						slices.ContainsFunc(got, func(name string) bool { return name != cmp.Or(p.name, p.full) }) {
						wrong = append(wrong, fmt.Sprintf("%s -> %q", body, got))
					}
				}
			}
			if len(wrong) != sw.wrong {
				t.Errorf("%d of %d wrong, want %d:\n%s", len(wrong), len(sw.people)*len(constructions), sw.wrong, strings.Join(wrong, "\n"))
			}
		})
	}
}

// TestNoNames: months are dates and "and" joins two names, of whom the first speaks, where nothing says otherwise.
func TestNoNames(t *testing.T) {
	for text, want := range map[string]string{
		"In April Farrow said the bridge leaks in winter.":                   "Farrow",
		"By June Farrow had told aides the bridge leaks.":                    "Farrow",
		"Farrow said in March Congress would vote on the bridge.":            "Farrow",
		"On Jan. 5 Farrow said the bridge leaks.":                            "Farrow",
		"In May the county said the bridge leaks.":                           "the county",
		"The Senate and House Judiciary Committee said the bridge leaks.":    "Senate",
		"The mayor and Hull Port Authority said the bridge leaks.":           "The mayor",
		"Ann Roe and Hull Council said the bridge leaks.":                    "Ann Roe",
		"Doe & Roe Chief Executive Ann Low said that the bridge leaks.":      "Ann Low",
		"The county said nothing had changed on the bridge since the flood.": "The county",
	} {
		if got := whoSpeaks(text); len(got) != 1 || got[0] != want {
			t.Errorf("%s: %q, want %q", text, got, want)
		}
	}
}

// whoSpeaks returns the names of those who speak, quote by quote.
func whoSpeaks(body string) []string {
	var out []string
	for _, q := range annotate(body).Quotes {
		out = append(out, q.SpeakerName)
	}
	return out
}

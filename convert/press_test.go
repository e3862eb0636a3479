package convert

import (
	"strings"
	"testing"

	"github.com/dsbuild/dsbuild/schema"
)

// TestPressReleases: page text of offices, where each link and name is a line, places stand
// where a byline would, and headlines are printed over several lines.
func TestPressReleases(t *testing.T) {
	const body = `"We will not look away," Fenner said. "Whoever sells a boat that leaks will meet us in court before the ice is gone."
The case was brought by the office's harbour unit, which has won nine such cases since the flood of last year, the office said.
The defendant, who sold eleven boats to growers of the east bank, faces four years in prison and will be sentenced in March.
`
	for name, c := range map[string]struct {
		page, title, begins string
	}{
		"a name between its office and the verb": {
			"Boat Dealer Convicted of Fraud - County Newsroom\nYou are here:\nHome\n1\n/\nNews\n2\n/\nBoat Dealer Convicted of Fraud\nAlder County Prosecutor\nIda Fenner\nannounced today that a dealer was convicted of selling boats that leak to eleven growers of the east bank.\n" + body,
			"Boat Dealer Convicted of Fraud", "Alder County Prosecutor Ida Fenner announced today that",
		},
		"a place where a byline would stand": {
			"HOME\nGET HELP\nSkip to content\nHarbour Unit Receives Grant to Inspect Boats\nPosted on March 3, 2025\nBy\nLow Ferry\nLow Ferry County Prosecutor Ida Fenner\nannounced today that her office is to receive a grant of forty thousand crowns to inspect boats for another year.\n" + body,
			"Harbour Unit Receives Grant to Inspect Boats", "Low Ferry County Prosecutor Ida Fenner announced today that her office",
		},
		"a headline over two lines that the page's title has whole": {
			"Dealer Sentenced to Four Years in Prison For Selling Boats That Leak - The Alder Prosecutor's Office\nHOME\nGET HELP\nSkip to content\nFOR IMMEDIATE RELEASE\nWednesday, June 27, 2018\nDealer Sentenced to Four Years in Prison\nFor Selling Boats That Leak\nEleven Growers Lost Their Onions\n" +
				"Alder Prosecutor Jo Park today announced that a dealer has been sentenced to four years in prison for selling boats that leak to growers of the east bank.\n" + body,
			"Dealer Sentenced to Four Years in Prison For Selling Boats That Leak", "Alder Prosecutor Jo Park today announced",
		},
		"a headline that hangs": {
			"HOME\nGET HELP\nSkip to content\nFOR IMMEDIATE RELEASE\nWednesday, June 27, 2018\nDealer of the East Bank Sentenced to Four Years in Prison for\nSelling Boats That Leak\n" +
				"Alder Prosecutor Jo Park today announced that a dealer of the east bank has been sentenced to four years in prison for selling boats that leak to growers.\n" + body,
			"Dealer of the East Bank Sentenced to Four Years in Prison for Selling Boats That Leak", "Alder Prosecutor Jo Park today announced",
		},
	} {
		page := &schema.Page{Source: schema.Source{URI: name, Format: schema.FormatPageText, Size: int64(len(c.page))}, ID: schema.DocID("", []byte(c.page)), Body: []byte(c.page)}
		trace := New(Options{Without: Layers}).Trace(page)
		a := trace.Article
		if a == nil {
			t.Errorf("%s: %v", name, trace.Reject)
			continue
		}
		if a.Title != c.title || !strings.HasPrefix(a.Text, c.begins) || len(a.Authors) != 0 {
			t.Errorf("%s: title %q, authors %+v, text %.90q", name, a.Title, a.Authors, a.Text)
		}
		if !strings.HasSuffix(a.Text, "sentenced in March.") {
			t.Errorf("%s: text ends %q", name, a.Text[max(0, len(a.Text)-80):])
		}
	}
}

// TestPlaceOrPerson: a person of whom the text speaks as of a person stays the author.
func TestPlaceOrPerson(t *testing.T) {
	const page = "Harbour Post\n\nBridge to close for a third winter\n\nBy Mara Ellison\nMarch 3, 2025\n\n" +
		"The county will close the bridge at Low Ferry to lorries for a third winter, its engineer said on Tuesday, because two of the five piers have moved since the flood.\n\n" +
		"Growers on the east bank now drive their onions forty kilometres round by Harrow Sluice, where the toll rises to four crowns in January.\n\n" +
		"Mara Ellison is a reporter of the Harbour Post. There is no better guide to the river than Mara Ellison's book.\n"
	p := &schema.Page{Source: schema.Source{URI: "a", Format: schema.FormatPageText, Size: int64(len(page))}, ID: "a", Body: []byte(page)}
	a := New(Options{Without: Layers}).Trace(p).Article
	if a == nil || len(a.Authors) != 1 || a.Authors[0].Name != "Mara Ellison" {
		t.Errorf("%+v", a)
	}
}

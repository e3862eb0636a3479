package quote

import (
	"testing"

	"github.com/dsbuild/dsbuild/schema"
)

// TestWho asks who says the last quote of a text, and how that was resolved.
func TestWho(t *testing.T) {
	for _, c := range []struct {
		name, text, want string
		how              schema.SpeakerResolution
	}{
		{"name", "“It leaks,” said Ann Roe.", "Ann Roe", schema.ResolvedExplicit},
		{"surname", "Ann Roe came. “It leaks,” Roe said.", "Ann Roe", schema.ResolvedSurname},
		{"nickname", "Peter “Oars” Doe came. “It leaks,” Oars said.", "Peter Doe", schema.ResolvedSurname},
		{"carried", "“It leaks,” Ann Roe said. “It always did, and nobody cared.”", "Ann Roe", schema.ResolvedCarried},
		{"she is no man", "Ann Roe came. Peter Doe laughed. “It leaks,” she said.", "Ann Roe", schema.ResolvedPronoun},
		{"the subject before the last named", "Peter Doe has a boat from Max Low. “It leaks,” he said.", "Peter Doe", schema.ResolvedPronoun},
		{"who spoke before", "“It leaks,” said Peter Doe. “It did before Max Low came.” The boat is red.\n\n“We shall mend it,” he said.", "Peter Doe", schema.ResolvedPronoun},
		{"he goes on", "Peter Doe built it. He painted it with Max Low. He sold it to Jim Lee. “It leaks,” he said.", "Peter Doe", schema.ResolvedPronoun},
		{"not who owns", "Peter Doe rows in Max Low’s boat. “It leaks,” he said.", "Peter Doe", schema.ResolvedPronoun},
		{"the senator", "Sen. Ann Roe came. “It leaks,” the senator said.", "Ann Roe", schema.ResolvedNominal},
		{"the prime minister is no other minister", "Prime Minister Ann Roe met ports minister Max Low. “It leaks,” the prime minister said.", "Ann Roe", schema.ResolvedNominal},
		{"a role that nobody was given", "Ann Roe laughed. “It leaks,” the singer said.", "Ann Roe", schema.ResolvedNominal},
		{"age", "Ann Roe laughed. “It leaks,” the 40-year-old said.", "Ann Roe", schema.ResolvedNominal},
		{"no man is an actress", "Peter Doe laughed. “It leaks,” the actress said.", "the actress", schema.ResolvedNone},
		{"where from", "Ann Roe spoke to the board on Monday. “It leaks,” the Kentuckian said.", "Ann Roe", schema.ResolvedNominal},
		{"capitals are no small words", "An AS senator came in. “It leaks,” the senator said.", "An AS senator", schema.ResolvedNominal},
		{"described before", "A spokesman for the ferry company came with Ann Roe. “It leaks,” the spokesman said.", "A spokesman for the ferry company", schema.ResolvedNominal},
		{"several described", "Two researchers at the Hill Institute came. “It leaks,” the researchers said.", "Two researchers at the Hill Institute", schema.ResolvedNominal},
		{"never described", "Ann Roe came. “It leaks,” officials said.", "officials", schema.ResolvedNone},
		{"the ministry", "The Ministry of Ferries denied it. “It leaks,” the ministry said.", "Ministry of Ferries", schema.ResolvedNominal},
		{"whose ministry", "Norway’s Ferry Ministry denied it. “It leaks,” the ministry said.", "Norway’s Ferry Ministry", schema.ResolvedNominal},
		{"the company", "In May OarWorks sold the boat in Norway. “It leaks,” the company said.", "OarWorks", schema.ResolvedNominal},
		{"an office is no company", "In May OarWorks met the Harbour Office. “It leaks,” the company said.", "OarWorks", schema.ResolvedNominal},
		{"whose letter", "Ann Roe came. “It leaks,” Roe’s letter said.", "Ann Roe", schema.ResolvedNominal},
		{"whose report", "“It leaks,” the Harbour Office report said.", "Harbour Office", schema.ResolvedNominal},
	} {
		t.Run(c.name, func(t *testing.T) {
			quotes := annotate(c.text).Quotes
			if len(quotes) == 0 {
				t.Fatal("no quotes")
			}
			q := quotes[len(quotes)-1]
			if q.SpeakerName != c.want || q.SpeakerResolution != c.how {
				t.Errorf("%q by %s, want %q by %s", q.SpeakerName, q.SpeakerResolution, c.want, c.how)
			}
		})
	}
}

// TestRoles asks what role and kind the last speaker of a text has.
func TestRoles(t *testing.T) {
	for _, c := range []struct {
		text, role string
		kind       schema.SpeakerKind
	}{
		{"“It leaks,” said Ann Roe, senior fellow for river studies at the Hill Institute.", "senior fellow for river studies at the Hill Institute", schema.SpeakerPerson},
		{"“It leaks,” said harbour inspector Ann Roe.", "harbour inspector", schema.SpeakerPerson},
		{"“It leaks,” said US Secretary of State Ann Roe.", "US Secretary of State", schema.SpeakerPerson},
		{"“It leaks,” said Norway’s minister of ports Ann Roe.", "Norway’s minister of ports", schema.SpeakerPerson},
		{"The board’s chair, Ann Roe, said it leaks. “It always did,” Roe said.", "board’s chair", schema.SpeakerPerson},
		{"“It leaks,” said Mr. Roe.", "", schema.SpeakerPerson},
		{"“It leaks,” said the Hill Institute, a body of experts.", "", schema.SpeakerOrganisation},
		{"“It leaks in winter,” said Norway.", "", schema.SpeakerOrganisation},
		{"“It leaks in winter,” Norway’s foreign ministry said.", "", schema.SpeakerOrganisation},
		{"“It leaks in winter,” the UK said.", "", schema.SpeakerOrganisation},
		{"“It leaks in winter,” police said.", "", schema.SpeakerUnnamed},
		{"“It leaks in winter,” many Americans said.", "", schema.SpeakerGroup},
		{"“It leaks in winter,” said two officials.", "", schema.SpeakerUnnamed},
	} {
		quotes := annotate(c.text).Quotes
		if len(quotes) == 0 {
			t.Errorf("%s: no quotes", c.text)
			continue
		}
		if q := quotes[len(quotes)-1]; q.SpeakerRole != c.role || q.SpeakerKind != c.kind {
			t.Errorf("%s: %s %q of %q, want %s %q", c.text, q.SpeakerKind, q.SpeakerRole, q.SpeakerName, c.kind, c.role)
		}
	}
}

package lines

import (
	"regexp"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/dsbuild/dsbuild/internal/text"
)

// Outlet is a name that may be that of the outlet; Score is in hundredths.
type Outlet struct {
	Name  string
	Score int
	key   string
}

// Outlets finds the outlet's name in the lines that are not the article: "About
// X", "© 2024 X", "X content and recommendations are editorially independent".
// A name gains with every kind of line that has it.
func (l *Lines) Outlets() []Outlet {
	var all []Outlet
	add := func(name string, score int) {
		name = strings.Trim(name, " .,:;|-–—•*!’'\"“”()")
		key := text.Key(name)
		if key == "" || len(name) > 40 || text.Words(name) > 5 || generic[key] {
			return
		}
		for i := range all {
			if all[i].key == key {
				all[i].Score = min(all[i].Score+score/2, 50)
				return
			}
		}
		if len(all) >= maxOutlets {
			return
		}
		all = append(all, Outlet{Name: name, key: key, Score: score})
	}
	for i := range l.blocks {
		b := &l.blocks[i]
		if b.Kept || len(b.Text) > 1200 {
			continue
		}
		for s := range strings.SplitSeq(b.Text, "\n") {
			outlet(s, add)
		}
	}
	// A name that begins other lines is confirmed by them.
	for i := range all {
		n := 0
		for j := range l.blocks {
			if b := &l.blocks[j]; !b.Kept && b.Text != all[i].Name && len(b.Text) > len(all[i].Name) &&
				strings.EqualFold(b.Text[:len(all[i].Name)], all[i].Name) {
				n++
			}
		}
		all[i].Score += min(n, 3) * 4
	}
	return all
}

// maxOutlets bounds the names of one page; each is compared with every line.
const maxOutlets = 24

// generic are what menus put where a name would stand.
var generic = map[string]bool{
	"us": true, "me": true, "this": true, "thissite": true, "our": true, "ourads": true, "theauthor": true, "author": true, "theauthors": true, "usprivacy": true, "cookies": true,
	"newsletter": true, "ournewsletter": true, "allrightsreserved": true, "theproject": true, "company": true, "thecompany": true, "contact": true, "thiswebsite": true, "thewriter": true,
}

func outlet(s string, add func(string, int)) {
	s = strings.TrimSpace(strings.TrimLeft(s, "•*-– "))
	if len(s) > 400 {
		return
	}
	switch {
	case cutWord(&s, "About ") && len(s) < 40:
		add(s, 30)
	case cutWord(&s, "Subscribe to ", "Advertise with ", "Advertise on ", "Follow ", "Support ", "Join ") && len(s) < 40:
		add(s, 14)
	case claims(s) || strings.Contains(s, "ights ") &&
		(strings.Contains(s, "All rights reserved") || strings.Contains(s, "All Rights Reserved")):
		add(copyright(s), 22)
	default:
		for _, mark := range []string{
			" content and product recommendations", " may earn ", " is editorially independent",
			" may receive a commission", " participates in ", " uses cookies", " is part of ", " is a registered trademark",
		} {
			if i := strings.Index(s[:min(len(s), 39+len(mark))], mark); i > 0 {
				add(s[:i], 26)
				return
			}
		}
	}
}

// claims is claim.MatchString behind a quick check of the first letter.
func claims(s string) bool {
	if s == "" {
		return false
	}
	switch s[0] {
	case "©"[0], '&', '(', 'c', 'C':
		return claim.MatchString(s)
	}
	return false
}

func cutWord(s *string, prefixes ...string) bool {
	for _, p := range prefixes {
		if rest, ok := strings.CutPrefix(*s, p); ok {
			*s = rest
			return true
		}
	}
	return false
}

var (
	// claim begins a line on who holds the rights. In texts of law "(c)" counts items:
	// a year must follow.
	claim = regexp.MustCompile(`(?i)^(?:©|&copy;|copyright\b|\(c\) *(?:19|20)[0-9]{2})`)
	// beforeHolder is what stands there before the name: signs, years and what parts
	// them, as wholes, since names begin with a C, and with numbers, too ("© 2024 24 Hours").
	beforeHolder = regexp.MustCompile(`(?i)^(?:[\s,.:|–-]|©|&copy;|\(c\)|copyright\b|(?:19|20)[0-9]{2}(?:[-–][0-9]{2}\b)?(?: *[-–] *(?:present|today|heute)\b)?|by\s)+`)
)

// copyright reads the holder from "© 2012-2024 Harbor Post Ltd. All rights reserved.".
func copyright(s string) string {
	if i := strings.Index(s, "©"); i >= 0 {
		s = s[i:]
	}
	s = s[len(beforeHolder.FindString(s)):]
	for _, end := range []string{". ", " All ", " all ", " | ", " – ", " - ", ", Inc", " Inc", " Ltd", " LLC", " GmbH", ", a "} {
		if i := strings.Index(s, end); i > 0 {
			s = s[:i]
		}
	}
	return s
}

// startsInWord reports whether s goes on with the word that was cut off: "s" of
// "Homes".
func startsInWord(s string) bool {
	r, _ := utf8.DecodeRuneInString(s)
	return unicode.IsLetter(r)
}

// Kicker returns the line that stands directly above the title and is a link
// and little else: the name of the section in most layouts. A line among its
// like is an entry of a menu.
func (l *Lines) Kicker() string {
	i := l.title - 1
	if i < 0 {
		return ""
	}
	b := &l.blocks[i]
	s := strings.Trim(oneLine(b.Text), " >›»/|•·→-:")
	if len(b.Links) != 1 || b.Kept || len(s) < 3 || len(s) > 40 || text.Words(s) > 4 || strings.ContainsAny(s, "0123456789") ||
		notKickers[text.Key(s)] {
		return ""
	}
	if i > 0 && b.Path != "" && l.blocks[i-1].Path == b.Path {
		return ""
	}
	link := b.Links[0]
	if (link.End-link.Start)*10 < len(b.Text)*8 || len(strings.Trim(link.URL, "/")) < 2 || link.URL[0] == '#' {
		return ""
	}
	return s
}

// notKickers are what menus put above a headline.
var notKickers = map[string]bool{
	"home": true, "share": true, "signin": true, "login": true, "subscribe": true, "menu": true, "search": true, "skiptocontent": true, "skiptomaincontent": true, "register": true,
	"donate": true, "join": true, "print": true, "back": true, "contact": true, "contactus": true, "about": true, "aboutus": true, "newsletter": true, "advertisement": true,
	"anmelden": true, "abo": true, "abonnieren": true, "viewall": true, "seeall": true, "more": true, "shop": true, "signup": true, "next": true, "previous": true, "comments": true,
	"readmore": true, "zurück": true, "facebook": true, "twitter": true, "email": true, "whatsapp": true, "linkedin": true, "close": true, "getourapp": true, "myaccount": true, "logout": true,
}

// Printed returns a line of the page that is s but for its capitals.
func (l *Lines) Printed(s string) string {
	key := text.Key(s)
	for i := range l.blocks {
		if b := &l.blocks[i]; !b.Kept && len(b.Text) <= len(s)+8 && text.Key(b.Text) == key {
			return oneLine(b.Text)
		}
	}
	return ""
}

// Section reads the section from breadcrumbs above the title: "Home Cybersecurity", "Home >
// World > Asia", or "Home" on a line of its own with the section below it.
func (l *Lines) Section() string {
	above := l.Above
	for i, s := range above {
		s = strings.TrimSpace(s)
		if len(s) > 120 {
			continue
		}
		rest := s
		if !cutWord(&rest, "Home page", "Homepage", "Home", "HOME", "Front page", "Front Page", "Startseite", "Accueil", "Inicio", "Início") ||
			startsInWord(rest) {
			continue
		}
		rest = strings.Trim(rest, " >›»/|•·→-")
		if rest == "" && i > 0 && len(above[i-1]) < 40 && text.Words(above[i-1]) <= 4 {
			return strings.Trim(above[i-1], " >›»/|•·→-")
		}
		if j := strings.IndexAny(rest, ">›»/|•→"); j > 0 {
			rest = strings.TrimSpace(rest[:j])
		}
		if r := rest; r != "" && text.Words(r) <= 4 {
			return r
		}
	}
	return ""
}

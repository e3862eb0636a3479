package meta

import (
	"strings"
	"time"
	"unicode"

	"github.com/dsbuild/dsbuild/convert/meta/dates"
	"github.com/dsbuild/dsbuild/convert/meta/labels"
	"github.com/dsbuild/dsbuild/convert/meta/lines"
	"github.com/dsbuild/dsbuild/convert/meta/weburl"
	"github.com/dsbuild/dsbuild/schema"
)

// Scores of dates before agreement is added.
const (
	dateLinked    = 64
	dateOG        = 62
	dateParsely   = 60
	dateCitation  = 58
	dateMeta      = 54
	dateItemprop  = 56
	dateTime      = 46
	dateClass     = 40
	dateShown     = 50 // a block typed date or byline
	datePublished = 10 // more where a word says "published"
	dateURL       = 44
	dateURLMonth  = 4
	dateText      = 24
	dateMonthOnly = 28 // taken from "May 2021": archives and issues are named so
	farDate       = 10 // taken from a line outside of the article's head
	dateOwn       = 40 // below, a date may be another story's
	// dateChangedHead is for one that the head prints: better than another line.
	dateChangedHead = 27
	dateChanged     = 8 // any that says "updated": better than nothing
)

// day is a candidate for the publication date.
type day struct {
	dates.Match
	evidence schema.Evidence
	score    int
	changed  bool // it says when the page was changed
	shown    bool // a reader sees it
}

func (f *finder) dates() {
	opt := dates.Options{Language: f.m.Language, Order: f.order, Guess: f.guessOrder()}
	var all []day
	unread := f.givenDates(&all)
	f.pageDates(&all, opt)
	f.shownDates(&all, opt)
	for _, u := range []string{f.m.URL, f.m.CanonicalURL} {
		if m, ok := weburl.Date(u); ok {
			score := dateURL
			if m.Precision == schema.PrecisionMonth {
				score = dateURLMonth
			}
			all = append(all, day{Match: m, evidence: schema.EvidenceURL, score: score})
			break
		}
	}
	f.modified(all)
	f.published(onlyChanged(all), unread)
}

// onlyChanged marks the dates that repeat the day on which the page says it was
// changed, where only OpenGraph states another day of publication: themes of
// blogs print the day of the change there. Outlets that state their articles in
// JSON-LD print the day they mean.
func onlyChanged(all []day) []day {
	var changed, published schema.Date
	for i := range all {
		switch d := &all[i]; {
		case d.evidence == schema.EvidenceJSONLD && !d.changed:
			return all
		case d.evidence == schema.EvidenceOpenGraph && d.changed:
			changed = d.Date
		case d.evidence == schema.EvidenceOpenGraph:
			published = d.Date
		}
	}
	if changed == (schema.Date{}) || published == (schema.Date{}) || changed.Days()-published.Days() < 2 {
		return all
	}
	for i := range all {
		d := &all[i]
		if d.Date == changed && (d.evidence == schema.EvidenceTime || d.evidence == schema.EvidenceByline || d.evidence == schema.EvidenceText) {
			d.changed, d.score = true, min(d.score, dateChanged)
		}
	}
	return all
}

// givenDates reads what index and record state; numeric ones in the declared order.
func (f *finder) givenDates(all *[]day) (unread string) {
	index, record := f.stated()
	read := func(x *schema.Fields, evidence schema.Evidence, score int) {
		if x.Published == "" {
			return
		}
		opt := dates.Options{Language: f.m.Language, Order: x.PublishedOrder}
		m, ok := dates.Parse(x.Published, opt)
		if !ok {
			unread = x.Published
			return
		}
		if epoch(&m) && evidence == schema.EvidenceRecord {
			return
		}
		if own, ok := dates.Parse(x.PublishedDay, opt); ok && !m.At.IsZero() && near(own.Date, m.Date) {
			m.Date = own.Date // the instant may be written in another zone than the outlet's
		}
		*all = append(*all, day{Match: m, evidence: evidence, score: score})
	}
	if index != nil {
		read(index, schema.EvidenceIndex, f.indexScore())
	}
	read(record, schema.EvidenceRecord, scoreRecord)
	return unread
}

// near reports whether the two are days on which one instant can fall.
func near(a, b schema.Date) bool {
	d := a.Days() - b.Days()
	return d >= -1 && d <= 1
}

func (f *finder) pageDates(all *[]day, opt dates.Options) {
	add := func(raw string, evidence schema.Evidence, score int, changed bool) {
		if m, ok := dates.Parse(raw, opt); ok && raw != "" && !epoch(&m) {
			*all = append(*all, day{Match: m, evidence: evidence, score: score, changed: changed})
		}
	}
	add(f.ld.Published, schema.EvidenceJSONLD, dateLinked, false)
	add(f.ld.Modified, schema.EvidenceJSONLD, dateChanged, true)
	t := &f.tags
	add(t.First("article:published_time"), schema.EvidenceOpenGraph, dateOG, false)
	add(t.First("article:modified_time"), schema.EvidenceOpenGraph, dateChanged, true)
	add(t.First("parsely-pub-date"), schema.EvidenceMeta, dateParsely, false)
	add(t.First("citation_publication_date"), schema.EvidenceMeta, dateCitation, false)
	for _, s := range t.Every("date") {
		add(s, schema.EvidenceMeta, dateMeta, false)
	}
	add(t.First("datemodified"), schema.EvidenceMeta, dateChanged, true)
	f.timeDates(all, opt)
}

// timeDates reads <time> and elements with a role; those without one count
// less the further below the headline they stand.
func (f *finder) timeDates(all *[]day, opt dates.Options) {
	head := int32(0)
	if h := f.tags.Heads; len(h) > 0 {
		head = h[0]
	}
	plain := 0
	for i := range f.tags.Times {
		x := &f.tags.Times[i]
		m, ok := dates.Parse(x.At, opt)
		if !ok {
			m, ok = dates.Parse(x.Text, opt)
		}
		if !ok || epoch(&m) {
			continue
		}
		d := day{Match: m, evidence: schema.EvidenceTime, score: dateTime, changed: x.Modified || labels.Of(untilDigit(x.Text)) == labels.Changed}
		switch {
		case d.changed && !x.Published:
			d.score = dateChanged
		case x.Published:
			d.score = dateItemprop
		case x.At == "":
			d.score = dateClass - min(plain*6, 30)
		default:
			d.score -= min(plain*8, 40)
		}
		if x.Node < head && !x.Published {
			d.score -= 4
		}
		if !x.Published {
			plain++
		}
		*all = append(*all, d)
	}
}

// untilDigit is what stands before the first date of a text.
func untilDigit(s string) string {
	if i := strings.IndexFunc(s, unicode.IsDigit); i >= 0 {
		return s[:i]
	}
	return s
}

// shownDates reads the lines of the article's head.
func (f *finder) shownDates(all *[]day, opt dates.Options) {
	for i := range f.lines.Dates {
		l := &f.lines.Dates[i]
		start := 0
		for j, m := range dates.All(l.Text, opt) {
			d := shownDay(l, m, j, l.Text[start:m.Start])
			start = m.End
			switch {
			case d.changed || !l.Far:
			case l.Entry:
				d.score = max(d.score, dateClass)
			case j > 0 || len(l.Text) > 2*(m.End-m.Start)+20:
				continue
			default:
				d.score -= farDate
			}
			*all = append(*all, d)
		}
	}
}

// shownDay scores the date that stands at place j of a line, behind a label.
func shownDay(l *lines.Date, m dates.Match, j int, label string) day {
	d := day{Match: m, evidence: schema.EvidenceText, score: dateText - j, shown: true}
	if l.Strong {
		d.score, d.evidence = dateShown-j, schema.EvidenceByline
	}
	if !l.Below {
		d.score -= 6
	}
	switch says := labels.Of(label); {
	case says == labels.Changed:
		d.score, d.changed = dateChanged, true
		if l.Strong {
			d.score = dateChangedHead
		}
	case says == labels.Published:
		d.score += datePublished
	case !l.Strong && len(l.Text) > m.End-m.Start+40:
		d.score -= 14 // a date in a sentence
	}
	return d
}

func (f *finder) modified(all []day) {
	for _, x := range []*schema.Fields{f.indexFields(), &f.in.Page.Fields} {
		if x != nil && x.Modified != "" {
			if m, ok := dates.Parse(x.Modified, dates.Options{Language: f.m.Language, Order: x.ModifiedOrder}); ok && !m.At.IsZero() && !epoch(&m) {
				f.m.Modified = m.At
				return
			}
		}
	}
	for i := range all {
		if all[i].changed && !all[i].At.IsZero() {
			f.m.Modified = all[i].At
			return
		}
	}
}

// epoch reports whether a date is the zero of computers' clocks, which programs
// write where they know no date.
func epoch(m *dates.Match) bool {
	if !m.At.IsZero() {
		return m.At.Unix() == 0
	}
	return m.Date == schema.Date{Year: 1970, Month: 1, Day: 1}
}

// guessOrder guesses the order of numeric dates where the page declares none:
// prices in pounds or euros are printed where the day comes first.
func (f *finder) guessOrder() string {
	pounds, dollars := 0, 0
	size := 0
	for i := range f.in.Blocks {
		if x := &f.in.Blocks[i]; x.Kept && size < sample*4 {
			size += len(x.Text)
			pounds += strings.Count(x.Text, "£") + strings.Count(x.Text, "€")
			dollars += strings.Count(x.Text, "$")
		}
	}
	if pounds > dollars {
		return "dmy"
	}
	return ""
}

// settle reads an ambiguous date the way another statement of the page or the
// index dates it. What only the index settles is noted: the page's own reading
// remains a guess.
func (f *finder) settle(all []day) {
	for i := range all {
		d := &all[i]
		if !d.Ambiguous || d.Date.Day > 12 {
			continue
		}
		other := schema.Date{Year: d.Date.Year, Month: d.Date.Day, Day: d.Date.Month}
		for j := range all {
			o := &all[j]
			if o.Ambiguous || o.Date != other && o.Date != d.Date {
				continue
			}
			if o.evidence == schema.EvidenceIndex {
				f.pool.note(schema.FindingDateAmbiguous, "published_date", "%q may be day/month or month/day; the index says %s", d.Raw, o.Date)
			}
			if o.Date == other {
				if !d.At.IsZero() {
					d.At = d.At.AddDate(0, 0, int(other.Days()-d.Date.Days()))
				}
				d.Date = other
			}
			d.Ambiguous = false
			break
		}
	}
}

func (f *finder) indexFields() *schema.Fields {
	index, _ := f.stated()
	return index
}

// published weighs the candidates and chooses the day; the instant comes from
// the best candidate that states one for that day.
func (f *finder) published(all []day, unread string) {
	kept := all[:0]
	for _, d := range all {
		if d.Precision == schema.PrecisionYear && d.score < scoreRecord || d.Date.Year < 1990 && d.score < scoreRecord && d.score > scoreLast && d.evidence != schema.EvidenceURL && d.score < dateMeta {
			continue
		}
		kept = append(kept, d)
	}
	for i := range kept {
		if d := &kept[i]; d.Precision == schema.PrecisionMonth && d.score < scoreRecord && d.score > scoreLast && d.evidence != schema.EvidenceURL {
			d.score -= dateMonthOnly
		}
	}
	all = kept
	if unread != "" {
		f.pool.note(schema.FindingDateUnreadable, "published_date", "%q is no date that can be read", unread)
	}
	if len(all) == 0 {
		return
	}
	f.settle(all)
	list := make([]candidate, len(all))
	for i := range all {
		list[i] = candidate{value: all[i].Date.String(), key: all[i].Date.String(), evidence: all[i].evidence, score: all[i].score}
	}
	best, ok := f.pool.choose("published_date", list)
	if !ok {
		return
	}
	var chosen *day
	for i := range all {
		d := &all[i]
		if d.evidence == best.evidence && d.Date.String() == best.key && (chosen == nil || d.score > chosen.score) {
			chosen = d
		}
	}
	f.m.Published = f.local(chosen, all)
	f.dateFindings(chosen, all)
}

// local gives the day as printed. A machine-readable instant in UTC may fall on
// the day before or after the one that the outlet prints for its readers.
func (f *finder) local(chosen *day, all []day) schema.Published {
	p := chosen.Published
	p.Evidence = chosen.evidence
	if p.At.IsZero() || !utc(p.Zone) || chosen.evidence == schema.EvidenceIndex || chosen.evidence == schema.EvidenceRecord {
		return f.withInstant(p, all)
	}
	var other *day
	for i := range all {
		d := &all[i]
		if d.changed || d.score < dateOwn || d.Precision == schema.PrecisionMonth || !d.At.IsZero() && utc(d.Zone) {
			continue
		}
		if d.Date == p.Date {
			return p // some zone prints the same day
		}
		if other == nil && sameInstant(p.At, d) {
			other = d
		}
	}
	if other != nil {
		p.Date = other.Date
	}
	return p
}

func utc(zone string) bool {
	switch zone {
	case "Z", "z", "+00:00", "+0000", "-00:00", "GMT", "UTC", "+00":
		return true
	}
	return false
}

// sameInstant reports whether the instant falls on the candidate's day in some
// zone of the world: 12 hours behind UTC to 14 ahead of it.
func sameInstant(at time.Time, d *day) bool {
	start := d.Date.Time()
	return at.After(start.Add(-14*time.Hour)) && at.Before(start.Add(36*time.Hour))
}

// withInstant adds time and zone from another candidate of the same day.
func (f *finder) withInstant(p schema.Published, all []day) schema.Published {
	if !p.At.IsZero() || p.Precision != schema.PrecisionDay {
		return p
	}
	for i := range all {
		if d := &all[i]; d.Date == p.Date && !d.At.IsZero() && !d.changed {
			p.At, p.Zone, p.Precision, p.Raw, p.Evidence = d.At, d.Zone, d.Precision, d.Raw, d.evidence
			return p
		}
	}
	return p
}

func (f *finder) dateFindings(chosen *day, all []day) {
	const field = "published_date"
	p := &f.m.Published
	if chosen.Ambiguous {
		f.pool.note(schema.FindingDateAmbiguous, field, "%q may be day/month or month/day; declare the order to settle it", p.Raw)
	}
	if chosen.evidence == schema.EvidenceURL {
		f.pool.note(schema.FindingDateURLOnly, field, "only the URL states a date: %s", p.Raw)
	}
	if r := f.m.Retrieved; !r.IsZero() && (p.At.After(r) || p.At.IsZero() && p.Date.Time().After(r.Add(14*time.Hour))) {
		f.pool.note(schema.FindingDateFuture, field, "%q lies after the page was fetched, %s", p.Raw, r.UTC().Format(time.RFC3339))
	}
	for i := range all {
		d := &all[i]
		far := d.Date.Days() - p.Date.Days()
		if !d.changed && d.evidence != schema.EvidenceIndex && d.score >= dateURL && (far > 1 || far < -1) && d.Precision != schema.PrecisionMonth {
			f.pool.note(schema.FindingDateConflict, field, "%s says %s, %s says %s", chosen.evidence, chosen.Date, d.evidence, d.Date)
			return
		}
	}
}

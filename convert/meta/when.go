package meta

import (
	"strings"
	"unicode"

	"github.com/dsbuild/dsbuild/convert/meta/dates"
	"github.com/dsbuild/dsbuild/convert/meta/labels"
	"github.com/dsbuild/dsbuild/convert/meta/lines"
	"github.com/dsbuild/dsbuild/convert/meta/tags"
	"github.com/dsbuild/dsbuild/convert/meta/weburl"
	"github.com/dsbuild/dsbuild/schema"
)

// day is a candidate for the publication date.
type day struct {
	dates.Match
	evidence schema.Evidence
	sign     daySign
	score    int // of what a person states beside the page; 0 for what the page says
}

// changed reports whether the candidate says when the page was changed.
func (d *day) changed() bool { return d.sign.is(changedSigns) }

// stated reports whether a person states the day beside the page.
func (d *day) stated() bool { return d.score != 0 }

func (f *finder) dates() {
	opt := dates.Options{Language: f.m.Language, Order: f.order, Guess: f.guessOrder()}
	var all []day
	unread := f.givenDates(&all)
	f.pageDates(&all, opt)
	f.shownDates(&all, opt)
	for _, u := range []string{f.m.URL, f.m.CanonicalURL} {
		if m, ok := weburl.Date(u); ok {
			sign := daysURL
			if m.Precision == schema.PrecisionMonth {
				sign = daysURLMonth
			}
			all = append(all, day{Match: m, evidence: schema.EvidenceURL, sign: sign})
			break
		}
	}
	f.modified(all)
	onlyChanged(all)
	repeated(all)
	overwritten(all)
	all = mastheads(all)
	f.published(all, unread)
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
	add := func(raw string, evidence schema.Evidence, sign daySign) {
		if m, ok := dates.Parse(raw, opt); ok && raw != "" && !epoch(&m) {
			*all = append(*all, day{Match: m, evidence: evidence, sign: sign})
		}
	}
	add(f.ld.Published, schema.EvidenceJSONLD, daysLinked)
	add(f.ld.Modified, schema.EvidenceJSONLD, daysLinkedChanged)
	t := &f.tags
	add(t.First("article:published_time"), schema.EvidenceOpenGraph, daysOG)
	add(t.First("article:modified_time"), schema.EvidenceOpenGraph, daysOGChanged)
	add(t.First("parsely-pub-date"), schema.EvidenceMeta, daysParsely)
	add(t.First("citation_publication_date"), schema.EvidenceMeta, daysCitation)
	for _, s := range t.Every(tags.ItemDate) {
		add(s, schema.EvidenceMeta, daysItem)
	}
	for i, s := range t.Every("date") {
		if i == 0 {
			add(s, schema.EvidenceMeta, daysMeta)
		} else {
			add(s, schema.EvidenceMeta, daysMetaMore)
		}
	}
	add(t.First("datemodified"), schema.EvidenceMeta, daysMetaChanged)
	f.timeDates(all, opt)
}

// timeDates reads <time> and elements whose attributes say that they hold a date.
func (f *finder) timeDates(all *[]day, opt dates.Options) {
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
		says := labels.Of(untilDigit(x.Text))
		if says == labels.None {
			says = labels.Of(x.Label)
		}
		if says == labels.Other {
			continue
		}
		d := day{Match: m, evidence: schema.EvidenceTime}
		near, before := x.Away <= headBytes, x.Away == tags.NoHead && f.tags.Headed()
		switch {
		case x.Published:
			d.sign = either(near, daysRole, daysRoleFar)
		case x.Modified || says == labels.Changed:
			d.sign = daysTimeChanged
		case says == labels.Published && near:
			d.sign = daysTimeLabelled
		case x.At != "" && before:
			d.sign = daysTimeBefore
		case x.At != "":
			d.sign = either(near && plain == 0, daysTime, either(near, daysTimeMore, daysTimeFar))
		case before:
			d.sign = daysClassBefore
		default:
			d.sign = either(near && plain == 0, daysClass, either(near, daysClassMore, daysClassFar))
		}
		if !x.Published {
			plain++
		}
		*all = append(*all, d)
	}
}

// headBytes is how much text stands between a headline and the date of its article.
const headBytes = 600

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
		found := dates.All(l.Text, opt)
		for j, m := range found {
			label := l.Text[start:m.Start]
			if j == 0 {
				label = l.Label + " " + label
			}
			start = m.End
			says := labels.Of(label)
			if behind := l.Text[m.End:]; says == labels.None && m.Start == 0 && len(behind) <= maxBehind &&
				strings.IndexFunc(behind, unicode.IsDigit) < 0 {
				says = labels.Of(behind) // "3 May 2021 | First published"
			}
			if says == labels.Other {
				continue
			}
			d := day{Match: m, evidence: schema.EvidenceText, sign: shownSign(l, m, j, says)}
			if l.Strong {
				d.evidence = schema.EvidenceByline
			}
			if l.Far && !d.changed() && !l.Entry && (j > 0 || len(l.Text) > 2*(m.End-m.Start)+20) {
				continue
			}
			*all = append(*all, d)
		}
	}
}

// maxBehind is the longest label, in bytes, behind a date.
const maxBehind = 40

// shownSign is the sign of the date that stands at place j of a line, and what its
// label says.
func shownSign(l *lines.Date, m dates.Match, j int, says labels.Kind) daySign {
	sentence := len(l.Text) > m.End-m.Start+40
	switch {
	case says == labels.Changed:
		return either(l.Strong, daysShownChanged, daysLineChanged)
	case l.Entry:
		return daysEntry
	case l.Far:
		return either(l.Below, daysFarBelow, daysFarAbove)
	case says == labels.Published && l.Strong:
		return daysShownLabelled
	case l.Strong && !l.Below:
		return daysShownAbove
	case l.Strong:
		return either(j > 0, daysShownMore, either(len(l.Text) > m.End-m.Start+alone, daysShown, daysShownAlone))
	case l.Inside && !sentence:
		return daysLineInside
	case says == labels.Published && !l.Inside:
		return daysLineLabelled
	case j > 0 || sentence:
		return either(l.Below, daysSentence, daysSentenceAbove)
	}
	return either(l.Below, daysLine, daysLineAbove)
}

// alone is how many bytes stand beside a date that has its line for itself.
const alone = 8

func either[T any](first bool, a, b T) T {
	if first {
		return a
	}
	return b
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
		if all[i].changed() && !all[i].At.IsZero() {
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

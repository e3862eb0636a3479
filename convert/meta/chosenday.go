package meta

import (
	"slices"
	"time"

	"github.com/dsbuild/dsbuild/schema"
)

// published weighs the candidates and chooses the day; the instant comes from
// the best candidate that states one for that day.
func (f *finder) published(all []day, unread string) {
	all = slices.DeleteFunc(all, func(d day) bool {
		return !d.stated() && (d.Precision == schema.PrecisionYear || d.Date.Year < 1990 && !d.sign.is(ownSigns))
	})
	if unread != "" {
		f.pool.note(schema.FindingDateUnreadable, "published_date", "%q is no date that can be read", unread)
	}
	if len(all) == 0 {
		return
	}
	f.settle(all)
	points := weighDays(all)
	list := make([]candidate, len(all))
	for i := range all {
		d := &all[i]
		list[i] = candidate{value: d.Date.String(), key: d.Date.String(), evidence: d.evidence, score: points[i]}
	}
	best := f.pool.pick("published_date", list)
	var chosen *day
	for i := range all {
		d := &all[i]
		if d.evidence == best.evidence && d.Date.String() == best.key && (chosen == nil || !d.At.IsZero() && chosen.At.IsZero()) {
			chosen = d
		}
	}
	f.m.Published = f.local(chosen, all)
	f.dateFindings(chosen, all)
}

// local gives the day as printed. A time that machines are told in UTC, or without its
// zone, may fall on the day before or after the one that the outlet prints for its readers.
func (f *finder) local(chosen *day, all []day) schema.Published {
	p := chosen.Published
	p.Evidence = chosen.evidence
	bare := p.At.IsZero() && chosen.sign.is(machineSigns) && (p.Precision == schema.PrecisionMinute || p.Precision == schema.PrecisionSecond)
	if !bare && (p.At.IsZero() || !utc(p.Zone)) || chosen.stated() {
		return f.withInstant(p, all)
	}
	var other *day
	for i := range all {
		d := &all[i]
		if d.changed() || !d.sign.is(ownSigns) || d.Precision == schema.PrecisionMonth || !d.At.IsZero() && utc(d.Zone) ||
			bare && !d.sign.is(headSigns) {
			continue
		}
		if d.Date == p.Date {
			return p // some zone prints the same day
		}
		if other == nil && (bare && near(d.Date, p.Date) || !bare && sameInstant(p.At, d)) {
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
		if d := &all[i]; d.Date == p.Date && !d.At.IsZero() && !d.changed() {
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
		if !d.changed() && d.evidence != schema.EvidenceIndex && d.sign.is(ownSigns) && (far > 1 || far < -1) &&
			d.Precision != schema.PrecisionMonth {
			f.pool.note(schema.FindingDateConflict, field, "%s says %s, %s says %s", chosen.evidence, chosen.Date, d.evidence, d.Date)
			return
		}
	}
}

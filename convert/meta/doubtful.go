package meta

import (
	"slices"

	"github.com/dsbuild/dsbuild/schema"
)

// onlyChanged marks the dates that repeat the day on which the page says it was
// changed, where only OpenGraph states another day of publication: themes of
// blogs print the day of the change there. Outlets that state their articles in
// JSON-LD print the day they mean.
func onlyChanged(all []day) {
	var changed, published schema.Date
	for i := range all {
		switch d := &all[i]; d.sign {
		case daysLinked:
			return
		case daysOGChanged:
			changed = d.Date
		case daysOG:
			published = d.Date
		default: // of others it is not asked
		}
	}
	if changed == (schema.Date{}) || published == (schema.Date{}) || changed.Days()-published.Days() < 2 {
		return
	}
	for i := range all {
		if d := &all[i]; d.Date == changed && d.sign.is(seenSigns) {
			d.sign = daysLineChanged
		}
	}
}

// repeated takes the days of publication that a <meta> states for days of a change where the page says
// that it was changed then, and states another, earlier day elsewhere: mailing services
// and the like are told of each change.
func repeated(all []day) {
	for i := range all {
		d := &all[i]
		if !d.sign.is(metaSigns) && d.sign != daysOG {
			continue
		}
		again := slices.ContainsFunc(all, func(o day) bool { return o.changed() && o.Date == d.Date })
		first := slices.ContainsFunc(all, func(o day) bool {
			return o.sign.is(machineSigns) && o.Date.Days() < d.Date.Days() && (d.sign != daysOG || o.sign == daysLinked)
		})
		if again && first {
			d.sign = daysMetaChanged
		}
	}
}

// overwritten takes the days of publication that only machines are told for days of a
// change, where the head of the article prints one other day, an earlier one: systems
// that are told no date state when they made or saved the page.
func overwritten(all []day) {
	var shown schema.Date
	for i := range all {
		if d := &all[i]; d.Precision != schema.PrecisionMonth && (d.sign == daysShownAlone || d.sign == daysShownLabelled) {
			if shown != (schema.Date{}) && shown != d.Date {
				return
			}
			shown = d.Date
		}
	}
	if shown == (schema.Date{}) {
		return
	}
	for i := range all {
		d := &all[i]
		if later := d.Date.Days() - shown.Days(); d.sign == daysURL ||
			(d.sign.is(machineSigns) || d.sign.is(seenSigns) && d.sign.is(ownSigns) && d.Date != shown) && later < 2 {
			return
		}
	}
	for i := range all {
		if all[i].sign.is(machineSigns) {
			all[i].sign = daysLinkedChanged
		}
	}
}

// mastheads leaves out the dates above the headline, where outlets print the day on which
// a page is read, if another stands below it.
func mastheads(all []day) []day {
	if !slices.ContainsFunc(all, func(d day) bool { return d.sign.is(headSigns) && d.Precision != schema.PrecisionMonth }) {
		return all
	}
	below := func(on schema.Date) bool {
		return slices.ContainsFunc(all, func(d day) bool { return d.Date == on && !d.sign.is(aboveSigns) })
	}
	return slices.DeleteFunc(all, func(d day) bool { return d.sign.is(aboveSigns) && !below(d.Date) })
}

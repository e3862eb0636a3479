package validate

import (
	"fmt"
	"time"

	"github.com/dsbuild/dsbuild/schema"
)

const (
	microsPerHour = int64(time.Hour / time.Microsecond)
	microsPerDay  = 24 * microsPerHour
)

// dayOf returns the day of an instant, in UTC, in days since 1970.
func dayOf(micros int64) int64 {
	day := micros / microsPerDay
	if micros%microsPerDay < 0 {
		day--
	}
	return day
}

func dayString(days int64) string {
	return schema.DateOf(schema.Date{Year: 1970, Month: 1, Day: 1}.Time().AddDate(0, 0, int(days))).String()
}

func instantString(micros int64) string { return time.UnixMicro(micros).UTC().Format(time.RFC3339) }

// dates are the columns of a table that say when.
type dates struct {
	day, at, modified, retrieved int
	evidence, site, publisher    int
}

// checkTimes checks what the dates of a row say against each other, today, and
// what is known of the outlet. A day is that of the outlet's own zone, which may
// be a day ahead of UTC or behind it.
func (r row) checkTimes() {
	d := &r.t.columns.dates
	value := func(i int) (int64, bool) {
		if !r.has(i) || !r.whole(i) {
			return 0, false
		}
		return r.int(i), true
	}
	day, dated := value(d.day)
	at, timed := value(d.at)
	modified, changed := value(d.modified)
	retrieved, fetched := value(d.retrieved)

	r.checkFuture(d, value)
	if dated {
		r.checkOutlet(day)
		if evidence := d.evidence; r.has(evidence) && r.str(evidence) == string(schema.EvidenceURL) {
			r.say("time.url_only", "published_evidence", r.str(evidence), "the page itself shows no date; "+dayString(day)+" stands in its address")
		}
	}
	if dated && timed && (dayOf(at) < day-1 || dayOf(at) > day+1) {
		r.say("laws.instant", "published_at", instantString(at), "published_date is "+dayString(day))
	}
	if timed && changed && modified < at-microsPerDay {
		r.say("time.modified", "modified_at", instantString(modified), "published_at is "+instantString(at))
	}
	if !fetched {
		return
	}
	if dated && day > dayOf(retrieved)+1 {
		r.say("time.after_retrieval", "published_date", dayString(day), "the page was fetched at "+instantString(retrieved))
	}
	// Clocks of servers differ.
	if timed && at > retrieved+microsPerHour {
		r.say("time.after_retrieval", "published_at", instantString(at), "the page was fetched at "+instantString(retrieved))
	}
	if changed && modified > retrieved+microsPerHour {
		r.say("time.after_retrieval", "modified_at", instantString(modified), "the page was fetched at "+instantString(retrieved))
	}
}

// checkFuture looks at the calendar. Somewhere it is tomorrow already.
func (r row) checkFuture(d *dates, value func(int) (int64, bool)) {
	if r.opt.Today.IsZero() {
		return
	}
	last := int64(r.opt.Today.Days()) + 1
	if day, ok := value(d.day); ok && day > last {
		r.say("time.future", r.t.def.Columns[d.day].Name, dayString(day), "the day has not come yet")
	}
	for _, i := range []int{d.at, d.modified, d.retrieved} {
		if at, ok := value(i); ok && dayOf(at) > last {
			r.say("time.future", r.t.def.Columns[i].Name, instantString(at), "the day has not come yet")
		}
	}
}

func (r row) checkOutlet(day int64) {
	d := &r.t.columns.dates
	if r.opt.Config == nil || !r.has(d.site, d.publisher) {
		return
	}
	since := r.opt.Config.Since(r.str(d.site), r.str(d.publisher))
	if !since.IsZero() && day < int64(since.Days()) {
		r.say("time.before_outlet", "published_date", dayString(day), fmt.Sprintf("the outlet exists since %s", since))
	}
}

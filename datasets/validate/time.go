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

// calendarLaws compare dates with today, and with what is known of the outlet. A day is
// that of the outlet's own zone, which may be a day ahead of UTC or behind it.
var calendarLaws = []rowLaw{
	{"time.future", []string{"published_date"}, func(r row, b *lawAt) {
		if day := r.int(b.at[0]); r.whole(b.at[0]) && r.comes(day) {
			r.note(b.rule, r.t.def.Columns[b.at[0]].Name, dayString(day), "the day has not come yet")
		}
	}},
	{"time.future", []string{"published_at"}, row.checkInstantComes},
	{"time.future", []string{"modified_at"}, row.checkInstantComes},
	{"time.future", []string{"retrieved_at"}, row.checkInstantComes},
	{"time.before_outlet", []string{"published_date", "site", "publisher"}, row.checkOutlet},
	{"time.url_only", []string{"published_date", "published_evidence"}, func(r row, b *lawAt) {
		if evidence := r.str(b.at[1]); r.whole(b.at[0]) && evidence == string(schema.EvidenceURL) {
			r.note(b.rule, "published_evidence", evidence, "the page itself shows no date; "+dayString(r.int(b.at[0]))+" stands in its address")
		}
	}},
}

// orderLaws compare dates with each other. Clocks of servers differ by an hour.
var orderLaws = []rowLaw{
	{"time.modified", []string{"modified_at", "published_at"}, func(r row, b *lawAt) {
		if modified, at := r.int(b.at[0]), r.int(b.at[1]); r.whole(b.at[0]) && r.whole(b.at[1]) && modified < at-microsPerDay {
			r.note(b.rule, "modified_at", instantString(modified), "published_at is "+instantString(at))
		}
	}},
	{"time.after_retrieval", []string{"published_date", "retrieved_at"}, func(r row, b *lawAt) {
		if day, retrieved := r.int(b.at[0]), r.int(b.at[1]); r.whole(b.at[0]) && r.whole(b.at[1]) && day > dayOf(retrieved)+1 {
			r.note(b.rule, "published_date", dayString(day), "the page was fetched at "+instantString(retrieved))
		}
	}},
	{"time.after_retrieval", []string{"published_at", "retrieved_at"}, row.checkFetchedLater},
	{"time.after_retrieval", []string{"modified_at", "retrieved_at"}, row.checkFetchedLater},
}

func (r row) checkFetchedLater(b *lawAt) {
	if at, retrieved := r.int(b.at[0]), r.int(b.at[1]); r.whole(b.at[0]) && r.whole(b.at[1]) && at > retrieved+microsPerHour {
		r.note(b.rule, r.t.def.Columns[b.at[0]].Name, instantString(at), "the page was fetched at "+instantString(retrieved))
	}
}

func (r row) checkInstantComes(b *lawAt) {
	if at := r.int(b.at[0]); r.whole(b.at[0]) && r.comes(dayOf(at)) {
		r.note(b.rule, r.t.def.Columns[b.at[0]].Name, instantString(at), "the day has not come yet")
	}
}

// comes reports whether a day is yet to come. Somewhere it is tomorrow already.
func (r row) comes(day int64) bool {
	return !r.opt.Today.IsZero() && day > int64(r.opt.Today.Days())+1
}

func (r row) checkOutlet(b *lawAt) {
	day, site, publisher := b.at[0], b.at[1], b.at[2]
	if r.opt.Config == nil || !r.whole(day) {
		return
	}
	since := r.opt.Config.Since(r.str(site), r.str(publisher))
	if !since.IsZero() && r.int(day) < int64(since.Days()) {
		r.note(b.rule, "published_date", dayString(r.int(day)), fmt.Sprintf("the outlet exists since %s", since))
	}
}

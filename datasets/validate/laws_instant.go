package validate

// instantLaws are on dates that say the same twice.
var instantLaws = []rowLaw{
	{"laws.instant", []string{"published_date", "published_at"}, func(r row, b *lawAt) {
		day, at := r.int(b.at[0]), r.int(b.at[1])
		if r.whole(b.at[0]) && r.whole(b.at[1]) && (dayOf(at) < day-1 || dayOf(at) > day+1) {
			r.note(b.rule, "published_at", instantString(at), "published_date is "+dayString(day))
		}
	}},
}

package dates

import "strings"

// compact reads "20120814", "20120814103000" and "20120814T103000Z".
func compact(s string) (Match, bool) {
	if len(s) < 8 || len(s) > 20 {
		return Match{}, false
	}
	ymd, ok := digits(s[:8])
	f := fields{year: ymd / 10000, month: ymd / 100 % 100, day: ymd % 100, end: len(s)}
	if !ok || f.year < 1990 || f.year > 2100 || f.month == 0 || f.day == 0 {
		return Match{}, false
	}
	rest := strings.TrimPrefix(s[8:], "T")
	if rest == "" {
		return f.match(s)
	}
	if len(rest) < 6 {
		return Match{}, false
	}
	hms, ok := digits(rest[:6])
	if !ok {
		return Match{}, false
	}
	f.hour, f.minute, f.second, f.hasTime, f.hasSecond = hms/10000, hms/100%100, hms%100, true, true
	if zone := rest[6:]; zone != "" {
		if f.zone, f.hasZone = numericZone(zone); !f.hasZone {
			return Match{}, false
		}
		f.zoneText = zone
	}
	return f.match(s)
}

// other reads the forms of machines that are not ISO 8601, and a lone year.
func other(s string) (Match, bool) {
	if m, ok := compact(s); ok {
		return m, true
	}
	if y, ok := digits(s); ok && len(s) == 4 && y >= 1900 && y <= 2100 {
		return (&fields{year: y, end: 4}).match(s)
	}
	return Match{}, false
}

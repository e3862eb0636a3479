package rule

import (
	"testing"
)

// TestTimeAt: what begins a line is a time, or is none.
func TestTimeAt(t *testing.T) {
	for line, want := range map[string]string{
		"10:45": "10:45", "10:45 The gates open": "10:45 ", "10.45am The gates open": "10.45am ", "9pm The gates": "9pm ", "14h30 Les portes": "14h30 ",
		"12.05 BST": "12.05 BST", "12.05 Uhr: Die Tore": "12.05 Uhr: ", "10:45:30 – The gates": "10:45:30 – ", "5 min ago": "5 min ago", "1h ago The gates": "1h ago ",
		"il y a 2 heures": "il y a 2 heures", "há 5 minutos": "há 5 minutos", "2 ore fa": "2 ore fa", "Just now": "Just now", "3 February 2026 14:40": "3 February 2026 14:40",
		"12.05 million tonnes": "", "2026 was a good year": "", "10 ships wait": "", "3:1 for Lowmouth": "", "25:10 is no time": "", "5 minutes later the gates": "", "10:99": "",
		"9 am Main quay": "9 am ", "10:4": "", "": "", "1": "", "5 amber lights": "",
	} {
		cut := timeAt([]byte(line))
		if got := line[:cut]; got != want {
			t.Errorf("%q begins with the time %q, want %q", line, got, want)
		}
	}
}

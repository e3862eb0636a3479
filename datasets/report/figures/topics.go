package figures

import (
	"cmp"
	"maps"
	"slices"
	"strings"

	"github.com/dsbuild/dsbuild/schema"
)

// Topics counts articles by topic over time.
type Topics struct {
	*Calendar
	// Lines are topics, those with the most articles first. Apart are the outcomes
	// that are no topic: abstained (nothing was decided), no_policy, and others.
	Lines, Apart []TopicLine
	Left         int // topics that are not listed
	// Coded counts the articles that have a topic by codebook, those of topics that are not listed too: a column of
	// the calendar each.
	Coded map[string][]int64
}

// TopicLine is the articles of a topic.
type TopicLine struct {
	Name    string
	Counts  []int64 // a column of the calendar each
	Undated int64
	Total   int64
}

func topicsOf(counts map[string]map[string]int64) *Topics {
	if len(counts) == 0 {
		return nil
	}
	all := map[string]bool{}
	for _, months := range counts {
		for m := range months {
			all[m] = true
		}
	}
	t := &Topics{Calendar: newCalendar(slices.Collect(maps.Keys(all))), Coded: map[string][]int64{}}
	for name, months := range counts {
		l := TopicLine{Name: name, Counts: make([]int64, len(t.Columns))}
		for m, n := range months {
			l.Total += n
			if at, ok := t.Column(m); ok {
				l.Counts[at] += n
			} else {
				l.Undated += n
			}
		}
		if IsOutcome(name) {
			t.Apart = append(t.Apart, l)
		} else {
			t.Lines = append(t.Lines, l)
			t.addCoded(l)
		}
	}
	order := func(a, b TopicLine) int {
		return cmp.Or(cmp.Compare(b.Total, a.Total), strings.Compare(a.Name, b.Name))
	}
	slices.SortFunc(t.Lines, order)
	slices.SortFunc(t.Apart, order)
	if left := len(t.Lines) - mostLines; left > 0 {
		t.Lines, t.Left = t.Lines[:mostLines], left
	}
	return t
}

func (t *Topics) addCoded(l TopicLine) {
	scheme, _, _ := strings.Cut(l.Name, ":")
	if t.Coded[scheme] == nil {
		t.Coded[scheme] = make([]int64, len(t.Columns))
	}
	for i, n := range l.Counts {
		t.Coded[scheme][i] += n
	}
}

// IsOutcome reports whether the name of a group by topic is none of a topic:
// "cap:abstained".
func IsOutcome(topic string) bool {
	_, outcome, _ := strings.Cut(topic, ":")
	switch schema.TopicOutcome(outcome) {
	case schema.OutcomeAbstained, schema.OutcomeNoPolicy, schema.OutcomeUnsupportedLanguage:
		return true
	default:
		return false
	}
}

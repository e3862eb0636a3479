package stats

import (
	"cmp"
	"maps"
	"slices"
	"strings"

	"github.com/dsbuild/dsbuild/internal/interval"
	"github.com/dsbuild/dsbuild/schema"
)

// An agenda has at most so many rows, so that the statistics of a million articles stay small.
const (
	agendaCodes   = 25
	agendaPeriods = 120
	agendaOutlets = 40
)

// Agenda says what share of the articles that a codebook coded each code has, over time and by outlet.
type Agenda struct {
	Codebook string `json:"codebook"`
	Note     string `json:"note"`
	Articles int64  `json:"articles"` // with a row of the codebook
	Coded    int64  `json:"coded"`    // of them have a code: shares are of these
	// Outcomes count the others by why they have no code: abstained, no_policy and others.
	Outcomes map[string]int64 `json:"outcomes"`
	// Codes are the most frequent ones. CodesLeft are not listed, and neither in Codes nor in the groups; the
	// articles that have them are in Coded.
	Codes     []CodeShare `json:"codes"`
	CodesLeft int         `json:"codes_left"`
	// ByPeriod has a group for each month with articles (Period "month"), or each year where these are too many
	// ("year"), in the order of time; ByOutlet one for each outlet, those with the most coded articles first. The key
	// NULL is not known. PeriodsLeft, the earliest, and OutletsLeft are not listed.
	Period      string        `json:"period"`
	ByPeriod    []AgendaGroup `json:"by_period"`
	PeriodsLeft int           `json:"periods_left"`
	ByOutlet    []AgendaGroup `json:"by_outlet"`
	OutletsLeft int           `json:"outlets_left"`
}

// AgendaGroup is the agenda of a period or an outlet.
type AgendaGroup struct {
	Key      *string          `json:"key"`
	Articles int64            `json:"articles"`
	Coded    int64            `json:"coded"`
	Outcomes map[string]int64 `json:"outcomes"`
	// Codes are those of the agenda that articles of the group have; of the others the share is 0 of Coded.
	Codes []CodeShare `json:"codes"`
}

// CodeShare is how many of the coded articles have a code, with the 95 % interval of Wilson, all to 4 decimals.
type CodeShare struct {
	Code     string  `json:"code"`
	Label    string  `json:"label,omitempty"` // not in groups
	Articles int64   `json:"articles"`
	Share    float64 `json:"share"`
	Low      float64 `json:"low"`
	High     float64 `json:"high"`
}

const agendaNote = "shares of the articles that have a code, each with its best one; the interval is Wilson's at 95 %: it covers which " +
	"articles were published or drawn, not what the coder gets wrong, and takes articles to be independent of each other; " +
	"copies count each (--stories leaves them out); dsbuild topics prevalence corrects shares"

// bestTopic is the topic of an article by one codebook.
type bestTopic struct{ scheme, code, label, outcome string }

// agendas count by codebook. A nil one counts nothing.
type agendas struct {
	outlet, month func(*articleRow) *string
	by            map[string]*agenda
}

type agenda struct {
	labels           map[string]string
	all              agendaCount
	months, outlets  map[string]*agendaCount
	undated, nowhere agendaCount // the month, the outlet is not known
}

// agendaCount counts articles by code, and by outcome where they have none.
type agendaCount struct{ codes, outcomes map[string]int64 }

func (c *agendaCount) add(t *bestTopic) {
	of, key := &c.codes, t.code
	if t.code == "" {
		of, key = &c.outcomes, t.outcome
	}
	if *of == nil {
		*of = map[string]int64{}
	}
	(*of)[key]++
}

func (c *agendaCount) coded() int64 { return total(c.codes) }

func total(counts map[string]int64) int64 {
	n := int64(0)
	for _, of := range counts {
		n += of
	}
	return n
}

// newAgendas counts over time and by outlet as far as the articles have these.
func (c *collector) newAgendas() {
	none := func(*articleRow) *string { return nil }
	a := &agendas{outlet: none, month: none, by: map[string]*agenda{}}
	for key, read := range map[string]*func(*articleRow) *string{byOutlet: &a.outlet, byMonth: &a.month} {
		if of, err := c.reader(key); err == nil {
			*read = of
		}
	}
	c.agendas = a
}

// add counts an article for its best topic of each codebook.
func (a *agendas) add(row *articleRow) {
	if a == nil || len(row.best) == 0 {
		return
	}
	month, outlet := a.month(row), a.outlet(row)
	for i := range row.best {
		t := &row.best[i]
		of := a.by[t.scheme]
		if of == nil {
			of = &agenda{labels: map[string]string{}, months: map[string]*agendaCount{}, outlets: map[string]*agendaCount{}}
			a.by[t.scheme] = of
		}
		if _, known := of.labels[t.code]; !known {
			of.labels[t.code] = t.label
		}
		of.all.add(t)
		countOf(of.months, &of.undated, month).add(t)
		countOf(of.outlets, &of.nowhere, outlet).add(t)
	}
}

func countOf(counts map[string]*agendaCount, unknown *agendaCount, key *string) *agendaCount {
	if key == nil {
		return unknown
	}
	if counts[*key] == nil {
		counts[*key] = &agendaCount{}
	}
	return counts[*key]
}

// report returns the agendas in the order of the codebooks' names.
func (a *agendas) report() []Agenda {
	if a == nil {
		return nil
	}
	var list []Agenda
	for _, scheme := range slices.Sorted(maps.Keys(a.by)) {
		list = append(list, a.by[scheme].report(scheme))
	}
	return list
}

func (a *agenda) report(scheme string) Agenda {
	r := Agenda{Codebook: scheme, Note: agendaNote, Period: byMonth}
	codes := slices.SortedFunc(maps.Keys(a.all.codes), func(x, y string) int {
		return cmp.Or(cmp.Compare(a.all.codes[y], a.all.codes[x]), strings.Compare(x, y))
	})
	if r.CodesLeft = max(0, len(codes)-agendaCodes); r.CodesLeft > 0 {
		codes = codes[:agendaCodes]
	}
	all := a.all.group(nil, codes)
	r.Articles, r.Coded, r.Outcomes, r.Codes = all.Articles, all.Coded, all.Outcomes, all.Codes
	for i := range r.Codes {
		r.Codes[i].Label = a.labels[r.Codes[i].Code]
	}
	periods := a.months
	if len(periods) > agendaPeriods {
		r.Period, periods = byYear, years(periods)
	}
	r.ByPeriod = groupsOf(periods, &a.undated, codes)
	if dated := len(periods); dated > agendaPeriods {
		r.PeriodsLeft = dated - agendaPeriods
		r.ByPeriod = r.ByPeriod[r.PeriodsLeft:]
	}
	r.ByOutlet = groupsOf(a.outlets, &a.nowhere, codes)
	slices.SortStableFunc(r.ByOutlet, func(x, y AgendaGroup) int { return cmp.Compare(y.Coded, x.Coded) })
	if left := len(r.ByOutlet) - agendaOutlets; left > 0 {
		r.OutletsLeft, r.ByOutlet = left, r.ByOutlet[:agendaOutlets]
	}
	return r
}

// years adds months up.
func years(months map[string]*agendaCount) map[string]*agendaCount {
	all := map[string]*agendaCount{}
	for month, of := range months {
		year, _, _ := strings.Cut(month, "-")
		c := countOf(all, nil, &year)
		c.codes, c.outcomes = added(c.codes, of.codes), added(c.outcomes, of.outcomes)
	}
	return all
}

func added(a, b map[string]int64) map[string]int64 {
	if a == nil {
		return maps.Clone(b)
	}
	for key, n := range b {
		a[key] += n
	}
	return a
}

// groupsOf returns the groups in the order of their keys, that of which the key is not known last.
func groupsOf(counts map[string]*agendaCount, unknown *agendaCount, codes []string) []AgendaGroup {
	list := []AgendaGroup{}
	for _, key := range slices.Sorted(maps.Keys(counts)) {
		list = append(list, counts[key].group(&key, codes))
	}
	if g := unknown.group(nil, codes); g.Articles > 0 {
		list = append(list, g)
	}
	return list
}

func (c *agendaCount) group(key *string, codes []string) AgendaGroup {
	coded := c.coded()
	g := AgendaGroup{Key: key, Coded: coded, Articles: coded + total(c.outcomes), Outcomes: map[string]int64{}, Codes: []CodeShare{}}
	maps.Copy(g.Outcomes, c.outcomes)
	for _, code := range codes {
		n := c.codes[code]
		if n == 0 {
			continue
		}
		low, high := interval.Wilson(n, coded)
		g.Codes = append(g.Codes, CodeShare{Code: code, Articles: n, Share: schema.Round4(float64(n) / float64(coded)), Low: low, High: high})
	}
	return g
}

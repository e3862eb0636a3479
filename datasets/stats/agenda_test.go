package stats

import (
	"fmt"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/dsbuild/dsbuild/schema"
)

// agendaLines prints the groups of an agenda: key, articles, coded, outcomes and codes with share and interval.
func agendaLines(groups []AgendaGroup) (list []string) {
	for _, g := range groups {
		s := fmt.Sprintf("%s %d %d %v", keyCell(g.Key), g.Articles, g.Coded, g.Outcomes)
		for _, c := range g.Codes {
			s += fmt.Sprintf(" %s:%d=%g[%g,%g]", c.Code, c.Articles, c.Share, c.Low, c.High)
		}
		list = append(list, s)
	}
	return list
}

// Each codebook has its own agenda: shares of the articles that have a code, with what has none counted beside them.
func TestAgenda(t *testing.T) {
	outcome := func(scheme string, o schema.TopicOutcome) schema.Topic {
		return schema.Topic{Scheme: scheme, Rank: 1, Method: "keywords", Outcome: o}
	}
	day := func(month uint8) schema.Date { return schema.Date{Year: 2024, Month: month, Day: 3} }
	m := &memory{tables: without("people", "duplicates"), outcomes: []schema.Outcome{
		article("a1", "Post", day(1), []schema.Topic{coded("cap", "7", "Environment", 1), coded("cap", "8", "Energy", 2), coded("mine", "x", "", 1)}),
		article("a2", "Post", day(1), []schema.Topic{outcome("cap", schema.OutcomeAbstained), coded("mine", "x", "", 1)}),
		article("a3", "Post", day(3), []schema.Topic{coded("cap", "8", "Energy", 1), outcome("mine", schema.OutcomeNoPolicy)}),
		article("a4", "Herald", schema.Date{}, []schema.Topic{coded("cap", "8", "Energy", 1)}),
		article("a5", "", day(3), []schema.Topic{coded("cap", "7", "Environment", 1)}),
		article("a6", "Herald", day(3), []schema.Topic{coded("cap", "8", "Energy", 1)}),
		article("a7", "Herald", day(4), nil),
	}}
	r := mustCollect(t, m, Options{})
	if len(r.Agendas) != 2 || r.Agendas[0].Codebook != "cap" || r.Agendas[1].Codebook != "mine" {
		t.Fatalf("got %+v", r.Agendas)
	}
	a := &r.Agendas[0]
	all := agendaLines([]AgendaGroup{{Articles: a.Articles, Coded: a.Coded, Outcomes: a.Outcomes, Codes: a.Codes}})
	if diff := cmp.Diff([]string{"NULL 6 5 map[abstained:1] 8:3=0.6[0.2307,0.8824] 7:2=0.4[0.1176,0.7693]"}, all); diff != "" {
		t.Error(diff)
	}
	if a.Codes[0].Label != "Energy" || a.Period != "month" {
		t.Errorf("got %+v", a)
	}
	if diff := cmp.Diff([]string{
		"2024-01 2 1 map[abstained:1] 7:1=1[0.2065,1]",
		"2024-03 3 3 map[] 8:2=0.6667[0.2077,0.9385] 7:1=0.3333[0.0615,0.7923]",
		"NULL 1 1 map[] 8:1=1[0.2065,1]",
	}, agendaLines(a.ByPeriod)); diff != "" {
		t.Error(diff)
	}
	if diff := cmp.Diff([]string{
		"Herald 2 2 map[] 8:2=1[0.3424,1]",
		"Post 3 2 map[abstained:1] 8:1=0.5[0.0945,0.9055] 7:1=0.5[0.0945,0.9055]",
		"NULL 1 1 map[] 7:1=1[0.2065,1]",
	}, agendaLines(a.ByOutlet)); diff != "" {
		t.Error(diff)
	}
	if mine := r.Agendas[1]; mine.Articles != 3 || mine.Coded != 2 || mine.Outcomes["no_policy"] != 1 {
		t.Errorf("got %+v", mine)
	}
	if by := mustCollect(t, m, Options{By: []string{"outlet"}}); by.Agendas != nil {
		t.Error("an agenda where the groups were named")
	}
	var text strings.Builder
	if err := r.Text(&text, 1); err != nil {
		t.Fatal(err)
	}
	for _, want := range []string{
		"5 of 6 articles have a code; abstained: 1 (16.67 %)", "8 Energy", "60.00 %  23.07 % to 88.24 %",
		"and 2 more of 3 months", "Agenda by mine, by outlet",
	} {
		if !strings.Contains(text.String(), want) {
			t.Errorf("the text lacks %q:\n%s", want, text.String())
		}
	}
}

// Of many codes, months and outlets the rest is counted, and not listed; many months become years.
func TestAgendaIsBounded(t *testing.T) {
	m := &memory{tables: without("people", "duplicates")}
	for i := range 400 {
		code := fmt.Sprint(i % 30)
		date := schema.Date{Year: int16(1600 + i), Month: uint8(1 + i%12), Day: 1}
		m.outcomes = append(m.outcomes, article(fmt.Sprintf("a%03d", i), fmt.Sprintf("Outlet %02d", i%50), date, []schema.Topic{coded("own", code, "", 1)}))
	}
	a := mustCollect(t, m, Options{}).Agendas[0]
	if a.Period != "year" || len(a.ByPeriod) != agendaPeriods || a.PeriodsLeft != 400-agendaPeriods || *a.ByPeriod[agendaPeriods-1].Key != "1999" {
		t.Errorf("%s: %d, left %d", a.Period, len(a.ByPeriod), a.PeriodsLeft)
	}
	if len(a.Codes) != agendaCodes || a.CodesLeft != 30-agendaCodes || a.Coded != 400 {
		t.Errorf("%d codes, left %d, of %d", len(a.Codes), a.CodesLeft, a.Coded)
	}
	if len(a.ByOutlet) != agendaOutlets || a.OutletsLeft != 50-agendaOutlets {
		t.Errorf("%d outlets, left %d", len(a.ByOutlet), a.OutletsLeft)
	}
	short := &memory{tables: m.tables, outcomes: m.outcomes[:agendaPeriods]}
	if a := mustCollect(t, short, Options{}).Agendas[0]; a.Period != "month" || a.PeriodsLeft != 0 {
		t.Errorf("%d months are listed by %s", agendaPeriods, a.Period)
	}
}

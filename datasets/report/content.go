package report

import (
	"cmp"
	"math"
	"slices"
	"strings"

	"github.com/dsbuild/dsbuild/datasets/report/figures"
	"github.com/dsbuild/dsbuild/datasets/stats"
	"github.com/dsbuild/dsbuild/internal/text"
	"github.com/dsbuild/dsbuild/schema"
)

// Lengths is a chart of articles by length; nil where their words were not counted.
func (v *view) Lengths() *histogram {
	if v.Figures == nil || v.Figures.Words == nil {
		return nil
	}
	h := v.Figures.Words
	d := v.draw(h, wordClass, func(figures.Bin) string { return "high" })
	for i, b := range h.Bins {
		x, _ := place(i, len(h.Bins))
		d.Labels = append(d.Labels, label{X: x, Text: number(int64(b.From)), Anchor: "start"})
	}
	return &d
}

func wordClass(b figures.Bin) string {
	switch {
	case b.Below == 0:
		return number(int64(b.From)) + " words and more"
	case b.Below-b.From == 1:
		return "no words"
	}
	return number(int64(b.From)) + " to " + number(int64(b.Below)-1) + " words"
}

// LengthTable has the numbers of Lengths.
func (v *view) LengthTable() *grid {
	g := &grid{Name: "words", Caption: "Articles by length", Head: []string{"length", "articles"}, Text: 1}
	for _, b := range v.Figures.Words.Bins {
		g.Rows = append(g.Rows, []string{wordClass(b), number(b.Count)})
	}
	return g
}

// LengthText says how long articles are.
func (v *view) LengthText() string {
	c := v.Stats.Column("articles", "word_count")
	if c == nil || len(c.Quantiles) != len(quantilePlaces) || c.Mean == nil {
		return ""
	}
	q := func(i int) string { return rounded(c.Quantiles[i].Value) }
	return "Half of the articles have " + q(2) + " words or fewer; nine in ten have between " + q(0) + " and " + q(4) + "; the mean is " +
		rounded(*c.Mean) + "."
}

// quantilePlaces are the quantiles that statistics have: the first and the last hold
// nine in ten between them.
var quantilePlaces = [...]int{5, 25, 50, 75, 95}

// rounded writes a number of words without decimals.
func rounded(v any) string {
	if f, ok := v.(float64); ok {
		return number(int64(math.Round(f)))
	}
	return stats.Plain(v)
}

// Edges are the paragraphs that recur at the beginnings and ends of an outlet's texts.
func (v *view) Edges() *grid {
	if v.Figures == nil || len(v.Figures.Edges) == 0 {
		return nil
	}
	g := &grid{
		Name: "edges", Caption: "Most frequent first and last paragraphs",
		Head: []string{"outlet", "where", "paragraph", "articles", "of"}, Text: 3,
	}
	for _, e := range v.Figures.Edges {
		where := "first"
		if e.Last {
			where = "last"
		}
		g.Rows = append(g.Rows, []string{outletName(e.Outlet), where, text.Terminal(e.Text), number(e.Articles), number(e.Of)})
	}
	if !v.Figures.EdgesExact {
		g.More = "counts are at least what they say: there are too many paragraphs to keep each"
	}
	return g
}

// Speakers are the most quoted with a name.
func (v *view) Speakers() *grid {
	q := v.Stats.Quoting
	if q == nil || len(q.Speakers) == 0 {
		return nil
	}
	g := &grid{
		Name: "speakers", Caption: "Most quoted speakers with a name",
		Head: []string{"speaker", "kind", "articles", "unique", "quotes", "words"}, Text: 2,
	}
	shown := v.shown(len(q.Speakers))
	for _, s := range q.Speakers[:shown] {
		name := cell(s.Name)
		if slices.Contains(s.Findings, string(schema.PossibleHomonym)) {
			name += " (possible homonym)"
		}
		g.Rows = append(g.Rows, []string{name, cell(s.Kind), number(s.Articles), number(s.Unique), number(s.Quotes), number(s.Words)})
	}
	g.More = more(len(q.Speakers)-shown, len(q.Speakers), "speakers")
	return g
}

func more(left, n int, of string) string {
	if left == 0 {
		return ""
	}
	return "and " + number(int64(left)) + " more of " + number(int64(n)) + " " + of + ": dsbuild stats --format json has them"
}

func (v *view) shown(n int) int {
	if v.Rows > 0 {
		return min(n, v.Rows)
	}
	return n
}

// bar is a row of a bar chart.
type bar struct {
	Name, Note string
	N          int64
	Parts      []segment
}

// SpeakerBars draw the first speakers.
func (v *view) SpeakerBars() []bar {
	const drawn = 15
	q := v.Stats.Quoting
	if q == nil {
		return nil
	}
	var list []bar
	for _, s := range q.Speakers[:min(len(q.Speakers), drawn)] {
		list = append(list, bar{Name: cell(s.Name), N: s.Quotes, Parts: []segment{
			{"0", share(s.Quotes, q.Speakers[0].Quotes), "k-" + kindClass(s.Kind), ""},
		}})
	}
	return list
}

func kindClass(kind string) string {
	switch schema.SpeakerKind(kind) {
	case schema.SpeakerPerson, schema.SpeakerOrganisation, schema.SpeakerGroup, schema.SpeakerUnnamed:
		return kind
	}
	return "none"
}

// KindTable are the shares of the kinds of speakers.
func (v *view) KindTable() *grid {
	q := v.Stats.Quoting
	if q == nil || len(q.Kinds) == 0 {
		return nil
	}
	g := &grid{Name: "kinds", Caption: "Quotes by kind of speaker", Head: []string{"kind", "quotes", "words", "quotes in live blogs"}, Text: 1}
	for _, k := range q.Kinds {
		g.Rows = append(g.Rows, []string{kindName(k.Kind), number(k.Quotes), number(k.Words), number(k.LiveBlogs)})
	}
	return g
}

func kindName(kind *string) string {
	if kind == nil || *kind == "" {
		return "no speaker found"
	}
	return cell(*kind)
}

// VoicesByTopic and VoicesByOutlet draw who speaks on what and where.
func (v *view) VoicesByTopic() []bar { return v.voices(true) }

// VoicesByOutlet draws who speaks where.
func (v *view) VoicesByOutlet() []bar { return v.voices(false) }

func (v *view) voices(byTopic bool) []bar {
	if v.Figures == nil || v.Figures.Voices == nil {
		return nil
	}
	lines, name := v.Figures.Voices.ByOutlet, outletName
	if byTopic {
		lines, name = v.Figures.Voices.ByTopic, v.topicName
	}
	const drawn = 25
	var list []bar
	for _, l := range lines[:min(len(lines), drawn)] {
		counts := make([]int64, len(l.Kinds))
		for i, k := range l.Kinds {
			counts[i] = k.Count
		}
		b := bar{Name: name(l.Name), N: l.Quotes}
		var names []string
		for _, n := range l.Names[:min(len(l.Names), 3)] {
			names = append(names, cell(n.Name)+" ("+number(n.Count)+")")
		}
		b.Note = strings.Join(names, ", ")
		b.Parts = segmentsOf(counts, l.Quotes, func(i int) string { return "k-" + kindClass(l.Kinds[i].Name) }, func(i int) string {
			return kindName(&l.Kinds[i].Name) + ": " + number(counts[i])
		})
		list = append(list, b)
	}
	return list
}

// VoiceTable has the numbers of VoicesByTopic or VoicesByOutlet.
func (v *view) VoiceTable(byTopic bool) *grid {
	voices := v.Figures.Voices
	g := &grid{Name: "voices-outlet", Caption: "Quotes by outlet and kind of speaker", Text: 1}
	lines, name, left := voices.ByOutlet, outletName, voices.OutletsLeft
	if byTopic {
		g.Name, g.Caption = "voices-topic", "Quotes by topic and kind of speaker"
		lines, name, left = voices.ByTopic, v.topicName, voices.TopicsLeft
	}
	g.Head = []string{"of"}
	for _, k := range figures.SpeakerKinds {
		g.Head = append(g.Head, kindName(&k))
	}
	g.Head = append(g.Head, "all")
	for _, l := range lines {
		row := []string{name(l.Name)}
		for _, k := range figures.SpeakerKinds {
			n := int64(0)
			for _, c := range l.Kinds {
				if c.Name == k {
					n = c.Count
				}
			}
			row = append(row, number(n))
		}
		g.Rows = append(g.Rows, append(row, number(l.Quotes)))
	}
	if left > 0 {
		g.More = "and " + number(int64(left)) + " more with fewer quotes"
	}
	if !voices.Exact {
		g.More = strings.TrimPrefix(g.More+"; the counts beside names are at least what they say", "; ")
	}
	return g
}

// topicsView is a chart of topics over time.
type topicsView struct {
	*figures.Topics
	Labels []label
	Rows   []topicRow
}

type topicRow struct {
	Name, Doc string
	Apart     bool
	Columns   []column
	Bar       segment
	N         int64
}

// TopicChart draws topics over time; nil where there are none.
func (v *view) TopicChart() *topicsView {
	t := v.topics()
	if t == nil {
		return nil
	}
	c := &topicsView{Topics: t, Labels: labels(t.Calendar)}
	most, widest := int64(1), int64(1)
	for _, l := range slices.Concat(t.Lines, t.Apart) {
		widest = max(widest, l.Total)
	}
	for _, l := range t.Lines {
		most = max(most, slices.Max(append(l.Counts, 0)))
	}
	row := func(l figures.TopicLine, most int64, apart bool) {
		class := "topic"
		if apart {
			class = "apart"
		}
		r := topicRow{Name: v.topicName(l.Name), Apart: apart, N: l.Total, Bar: segment{"0", share(l.Total, widest), class, ""}}
		r.Columns = columnsOf(l.Counts, most, func(int) string { return class }, func(i int) string {
			return c.Calendar.Columns[i].Name + ": " + number(l.Counts[i])
		})
		if apart {
			_, outcome, _ := strings.Cut(l.Name, ":")
			r.Doc = meaning("topic_outcome", outcome)
		}
		c.Rows = append(c.Rows, r)
	}
	for _, l := range t.Lines {
		row(l, most, false)
	}
	for _, l := range t.Apart {
		row(l, max(most, slices.Max(append(l.Counts, 0))), true)
	}
	return c
}

// Table has the numbers of the chart.
func (t *topicsView) Table() *grid {
	g := &grid{Name: "topics", Caption: "Articles by topic and " + t.Unit, Head: []string{"topic"}, Text: 1}
	for _, p := range t.Calendar.Columns {
		g.Head = append(g.Head, p.Name)
	}
	g.Head = append(g.Head, "no "+t.Unit, "total")
	for _, l := range slices.Concat(t.Lines, t.Apart) {
		row := []string{cell(l.Name)}
		for _, n := range l.Counts {
			row = append(row, number(n))
		}
		g.Rows = append(g.Rows, append(row, number(l.Undated), number(l.Total)))
	}
	if t.Left > 0 {
		g.More = "and " + number(int64(t.Left)) + " more topics"
	}
	return g
}

// drawnArticle is one of the twenty.
type drawnArticle struct {
	ID, Title, About, Begins string
}

// Drawn are articles drawn by a fixed rule.
func (v *view) Drawn() []drawnArticle {
	if v.Figures == nil {
		return nil
	}
	var list []drawnArticle
	for i := range v.Figures.Sample {
		a := &v.Figures.Sample[i]
		parts := []string{outletName(a.Outlet)}
		if a.Month != "" {
			parts = append(parts, monthName(a.Month))
		}
		if a.Type != "" {
			parts = append(parts, cell(a.Type))
		}
		if a.Status != "" && a.Status != string(schema.TextFull) {
			parts = append(parts, cell(a.Status))
		}
		parts = append(parts, count(a.Words, "word"))
		if a.Confidence.OK {
			parts = append(parts, "confidence "+decimal(a.Confidence.V))
		}
		parts = append(parts, a.Findings...)
		list = append(list, drawnArticle{
			cell(a.ID), cmp.Or(text.Terminal(a.Title), "(no title)"), strings.Join(parts, " · "),
			text.Terminal(a.Begins),
		})
	}
	return list
}

// Grouped are groups that were asked for by key.
func (v *view) Grouped(g stats.Group) *grid {
	t := &grid{
		Name: "by-" + strings.Join(g.By, "-"), Caption: "By " + strings.Join(g.By, ", "), Head: append([]string{}, g.By...),
		Text: len(g.By),
	}
	for _, u := range g.Units {
		t.Head = append(t.Head, string(u))
	}
	shown := v.shown(len(g.Rows))
	for i := range g.Rows[:shown] {
		row := []string{}
		for _, k := range g.Rows[i].Keys {
			if k == nil {
				row = append(row, "NULL")
			} else {
				row = append(row, cell(*k))
			}
		}
		for _, u := range g.Units {
			n, _ := g.Rows[i].Counts.Of(u)
			row = append(row, number(n))
		}
		t.Rows = append(t.Rows, row)
	}
	t.More = more(len(g.Rows)-shown, len(g.Rows), "groups")
	return t
}

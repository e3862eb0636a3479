package rule

import (
	"bytes"

	"github.com/dsbuild/dsbuild/convert/block/lexicon"
	"github.com/dsbuild/dsbuild/convert/block/unit"
	"github.com/dsbuild/dsbuild/schema"
)

// maxTitleGap is how many lines may stand between headline and text.
const maxTitleGap = 45

func (v *LineView) findTitle() {
	best := int32(20)
	for i := max(0, v.Start-maxTitleGap); i < min(v.Start+1, len(v.Units)); i++ {
		u := &v.Units[i]
		if v.Good[i] && u.Closed {
			continue
		}
		points := v.titlePoints(u) + v.placePoints(i) - int32(v.Start-i)/2
		if points > best {
			best, v.TitleAt = points, i
		}
	}
	if v.TitleAt >= v.Start {
		v.Start = v.TitleAt + 1
	}
}

func (v *LineView) titlePoints(u *unit.Unit) int32 {
	points := int32(0)
	switch {
	case u.Size < 8 || u.Size > 220:
		return -100
	case u.Size >= 25 && u.Size <= 140:
		points += 40
	case u.Size >= 12:
		points += 20
	}
	if u.Alone() {
		points += 35
	}
	if u.Words >= 4 {
		points += 15
	}
	if u.Again || u.Earlier >= 0 {
		points += 10
	}
	if u.Closed && u.Ends > 0 && !question(v.Bytes(u)) {
		points -= 30
	}
	if u.Bullet {
		points -= 45
	}
	if u.Digits*3 > u.Size || u.Reason != "" || u.Colon {
		points -= 40
	}
	if u.Size < 60 && u.Phrases.Has(lexicon.Dated, lexicon.By, lexicon.Agency) {
		points -= 50
	}
	return points
}

// placePoints is what the lines around line i say for it as the headline: labels
// stand above headlines, bylines and dates below, and the first of several long
// lines is the headline, the others are deck and captions.
func (v *LineView) placePoints(i int) (points int32) {
	u := &v.Units[i]
	if i == 0 || v.Units[i-1].Size < 30 || v.Units[i-1].Reason != "" {
		points += 15
	} else if above := &v.Units[i-1]; above.Size <= 160 && above.Words >= 4 && !above.Colon {
		points -= 20
	}
	for j := i + 1; j < len(v.Units) && j <= i+6; j++ {
		if b := &v.Units[j]; isMeta(b) || b.Size <= 100 && b.Phrases.Has(lexicon.By, lexicon.Dated) {
			points += 20
			break
		}
	}
	switch t := v.Bytes(u); {
	case numbered(t) || i+1 < len(v.Units) && v.ends(u, &v.Units[i+1]):
		points -= 40
	case u.Phrases.Has(lexicon.Share, lexicon.Login, lexicon.App, lexicon.Newsletter, lexicon.Credit):
		points -= 40
	case t[0] == '(' || yearEnd(t) && u.Words <= 8:
		points -= 50
	case u.Words > 20 && u.Closed:
		points -= 30
	case i+1 < len(v.Units) && v.Units[i+1].Hash == u.Hash: // a picture's alternative text and its caption
		points -= 15
	case i > 0 && v.Heads.Has(u.Hash):
		points += 40
	}
	return points
}

// ends reports whether line a ends with line b, as trails and share buttons do
// with the headline.
func (v *LineView) ends(a, b *unit.Unit) bool {
	return b.Size >= 20 && a.Size > b.Size && bytes.HasSuffix(v.Bytes(a), v.Bytes(b))
}

// numbered reports whether t begins as the items of numbered lists do.
func numbered(t []byte) bool {
	i := 0
	for i < len(t) && t[i] >= '0' && t[i] <= '9' {
		i++
	}
	return i > 0 && i < 3 && i+1 < len(t) && t[i] == '.' && t[i+1] == ' '
}

// yearEnd reports whether t ends as written dates do, with a comma and a year.
func yearEnd(t []byte) bool {
	if len(t) < 8 {
		return false
	}
	t = t[len(t)-6:]
	return t[0] == ',' && t[1] == ' ' && (t[2] == '1' && t[3] == '9' || t[2] == '2' && t[3] == '0')
}

// question reports whether t ends as a headline may: with ? or !.
func question(t []byte) bool {
	c := t[len(t)-1]
	return c == '?' || c == '!'
}

// head types the lines between the headline and the text, and takes the deck
// off the beginning of the window: a sentence below the headline behind which a
// byline or a date comes.
func (v *LineView) head() {
	if v.TitleAt < 0 {
		return
	}
	t := &v.Units[v.TitleAt]
	t.Drop(schema.KindTitle, schema.ReasonMetadata)
	meta, prose := -1, 0
	for i := v.TitleAt + 1; i < min(v.Start+6, v.End) && prose < 2; i++ {
		if isMeta(&v.Units[i]) {
			meta = i
		}
		if v.Good[i] {
			prose++
		}
	}
	end := min(max(meta, v.Start), v.End)
	deck, named := v.deck(end), false // named: the line before was a bare "by"
	for i := v.TitleAt + 1; i < end; i++ {
		u := &v.Units[i]
		switch {
		case isDate(u):
			u.Drop(schema.KindDate, schema.ReasonMetadata)
		case isMeta(u), named && u.Reason == "" && u.Size < 50 && u.Words <= 5 && u.Capped >= u.Words:
			u.Drop(schema.KindByline, schema.ReasonMetadata)
			named = u.Words <= 2 && u.Size < 12
		case u.Reason != "":
		case i == deck:
			u.Drop(schema.KindDeck, schema.ReasonMetadata)
		default:
			u.Drop(schema.KindOther, schema.ReasonBeforeBody)
		}
	}
	v.Start = max(v.Start, meta+1)
}

// deck chooses among the lines between the headline and end the first that is a
// sentence, or else the first long one; -1 where there is none.
func (v *LineView) deck(end int) int {
	first := -1
	for i := v.TitleAt + 1; i < end; i++ {
		u := &v.Units[i]
		if u.Reason != "" || u.Size < 30 || u.Size > 400 || i > v.TitleAt+2 && i >= v.Start || !u.Alone() && !u.Closed || u.Bullet ||
			u.Hash == v.Units[v.TitleAt].Hash || u.Phrases.Has(lexicon.Credit) || isDate(u) || isMeta(u) {
			continue
		}
		if u.Closed {
			return i
		}
		if first < 0 {
			first = i
		}
	}
	return first
}

package validate

import (
	"fmt"
	"slices"
	"strings"

	"github.com/dsbuild/dsbuild/internal/compact"
	"github.com/dsbuild/dsbuild/schema"
)

const (
	peopleTable   = "people"
	speakersTable = "speakers"
)

// people knows in which row of the table people a key stands, and what the articles say of
// the people there: 20 to 25 bytes for each key, and 32 for each row.
type people struct {
	at         positions           // twice the row, and 1 where an article has the key
	sums       compact.List[heard] // by row
	articles   int                 // whose speakers were heard
	incomplete bool                // some keys could not be read
}

// heard is what articles quote of somebody.
type heard struct {
	articles, quotes, words int64
	last                    int64 // position of the last article, plus one
}

// personLaws are on a row of people by itself.
var personLaws = []rowLaw{
	{"laws.person", []string{"person_id", "keys"}, row.checkPersonID},
	{"laws.person", []string{"first_date", "last_date", "keys"}, row.checkPersonDays},
}

// peopleLaws are on the speakers of an article and who they are over all articles.
var peopleLaws = []viewLaw{
	{"laws.speaker_key", []string{"quotes.speaker_id", "quotes.speaker_key", "speakers.speaker_id", "speakers.kind", "speakers.speaker_key"}, (*view).checkSpeakerKeys},
	// behind laws.speaker, which counts the quotes of each speaker, and needs what that needs
	{"laws.people", []string{"speakers.speaker_id", "speakers.speaker_key", "speakers.quote_count", "speakers.quoted_words", "quotes.speaker_id", "quotes.text"}, (*view).hear},
}

func (r row) list(column int) []string { return r.Columns[column].Value(r.i).List }

func (r row) checkPersonID(b *lawAt) {
	if id := r.str(b.at[0]); r.valid(b.at[0]) && r.valid(b.at[1]) && !slices.Contains(r.list(b.at[1]), id) {
		r.noteCell(b.rule, b.at[0], "it is none of the row's keys")
	}
}

func (r row) checkPersonDays(b *lawAt) {
	first, last := b.at[0], b.at[1]
	if r.valid(first) != r.valid(last) || r.valid(first) && r.int(first) > r.int(last) {
		r.noteCell(b.rule, first, "last_date is "+r.shown(last))
	}
}

// read notes in which row every key stands, and reports those that come twice.
func (p *people) read(c *checker) error {
	t := c.table(peopleTable)
	if t == nil {
		return nil
	}
	_, at := t.def.Column("keys")
	if at < 0 {
		p.incomplete = true
		return nil
	}
	for i := range t.parts {
		part := &t.parts[i]
		r, f, err := c.open(part, t.def)
		if err != nil {
			p.incomplete = true
			continue
		}
		for g := range r.Groups() {
			for b, err := range r.Batches(c.ctx, g, []int{at}) {
				p.incomplete = p.incomplete || err != nil
				for j := range b.Len {
					p.note(c, row{&chunk{Batch: b, t: t, file: part.Path}, j}, at)
				}
				b.Release()
			}
		}
		f.Close()
		if err := c.passOn(); err != nil {
			return err
		}
	}
	return nil
}

// note notes the keys of the next row.
func (p *people) note(c *checker, r row, keys int) {
	at := int64(p.sums.Len())
	p.sums.Add(heard{})
	if !r.valid(keys) {
		p.incomplete = true // of which the values tell, or the columns
		return
	}
	list := r.list(keys)
	if len(list) == 0 {
		c.noteCell(r, "laws.person", keys, "a person has a key at least")
	}
	for _, key := range list {
		if !p.at.add(key, at<<1) {
			c.note(r, "laws.person", "keys", key, "a row before it, or this one, has the key already")
		}
	}
}

// checkSpeakerKeys compares the keys of quotes with those of their speakers.
func (v *view) checkSpeakerKeys(b *lawAt) {
	id, key, of, kind, stated := b.at[0], b.at[1], b.at[2], b.at[3], b.at[4]
	clear(v.keys)
	for _, r := range v.group(speakersTable) {
		v.keys[r.str(of)] = r.str(stated)
		if r.valid(stated) && r.str(kind) == string(schema.SpeakerUnnamed) {
			v.c.noteCell(r, b.rule, stated, "the speaker has no name")
		}
	}
	for _, r := range v.group(saidTable) {
		if want, known := v.keys[r.str(id)]; known && r.valid(id) && r.str(key) != want {
			v.c.noteCell(r, b.rule, key, fmt.Sprintf("its speaker has the key %q", want))
		}
	}
}

// hear counts what the article quotes for the people who say it.
func (v *view) hear(b *lawAt) {
	p := &v.c.people
	if v.c.table(peopleTable) == nil || p.incomplete {
		return
	}
	id, key := b.at[0], b.at[1]
	p.articles++
	for _, r := range v.group(speakersTable) {
		if !r.valid(key) {
			continue
		}
		at := p.at.find(r.str(key))
		if at == nil {
			v.noPerson(r, key)
			continue
		}
		sum := p.sums.At(int(*at >> 1))
		*at |= 1
		if sum.last != v.position+1 {
			sum.articles, sum.last = sum.articles+1, v.position+1
		}
		said := v.sums[r.str(id)]
		sum.quotes += said.quotes
		sum.words += said.words
	}
}

// check compares the people of a chunk, before which n stand, with what articles say
// of them.
func (p *people) check(c *checker, k *chunk, n int64) {
	if !c.whole || c.articlesIncomplete() || p.incomplete || p.articles != c.ids.at.keys.Len() {
		return
	}
	at := func(name string) int {
		_, i := k.t.def.Column(name)
		return i
	}
	keys, counts := at("keys"), []int{at("article_count"), at("quote_count"), at("quoted_words")}
	if !k.has(keys) || !k.has(counts...) {
		return
	}
	for i := range min(int64(k.Len), int64(p.sums.Len())-n) {
		r, sum := row{k, int(i)}, p.sums.At(int(n+i))
		for j, is := range []int64{sum.articles, sum.quotes, sum.words} {
			if r.whole(counts[j]) && r.int(counts[j]) != is {
				c.noteCell(r, "laws.people", counts[j], fmt.Sprintf("quotes with these keys come to %d", is))
			}
		}
		var unheard []string
		for _, key := range r.list(keys) {
			if at := p.at.find(key); at != nil && *at&1 == 0 {
				unheard = append(unheard, key)
			}
		}
		if len(unheard) > 0 {
			c.noteCell(r, "laws.people", keys, "no speaker has the key "+strings.Join(unheard, ", "))
		}
	}
}

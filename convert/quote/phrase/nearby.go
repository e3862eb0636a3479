package phrase

import (
	"github.com/dsbuild/dsbuild/convert/quote/words"
)

// Dashed reads "“…” — Jane Roe", in one paragraph or with the dash in the next.
func (r *Reader) Dashed(i int) Phrase {
	t := r.t.Tokens
	if i+2 >= len(t) || t[i+1].Kind != words.Dash {
		return None
	}
	end := r.t.Sentences[r.t.SentenceOf(i+1)].Last
	p := r.StartingAt(i+2, end)
	if p.Kind != Name || p.Last < end && t[p.Last].Kind == words.Word && !t[p.Last].Is(words.Preposition) {
		return None
	}
	return p
}

// Meant finds what a "who" stands for.
func (r *Reader) Meant(p Phrase, s words.Sentence) Phrase {
	if p.Kind != Who || p.ForKind != Nothing {
		return p
	}
	q := r.whoSubject(p.First, max(s.First, p.First-Reach), s)
	if q.Kind != Who || q.ForKind == Nothing {
		q = Phrase{First: p.First, Last: p.Last, Head: p.Head, Entity: -1, Kind: Pronoun}
	}
	return q
}

// Beside returns a noun phrase right before a cue that the rules have gone past:
// "Lamenting their luck, boatmen often say".
func (r *Reader) Beside(c *Cue, s words.Sentence) Phrase {
	if c.First == s.First {
		return None
	}
	p := r.endingAt(c.First-1, s.First)
	if p.Kind != Noun || c.Subject.OK() && p.First < c.Subject.Last && p.Last > c.Subject.First {
		return None
	}
	return p
}

// SpeakerAt returns the noun phrase at token i, or its owner where the cue is its head: "Roe's claim".
func (r *Reader) SpeakerAt(i int, c *Cue, to int) Phrase {
	p := r.phraseAt(i, to)
	if p.OK() && p.First < c.First && p.Last > c.First {
		return r.ownerAt(i)
	}
	return p
}

// PastApposition returns the end of a name together with what describes it: "Jane Roe, head of the board".
func (r *Reader) PastApposition(p Phrase, to int) int {
	if p.Kind != Name || p.Last >= to || r.t.Tokens[p.Last].Kind != words.Comma {
		return p.Last
	}
	if q := r.Extended(r.StartingAt(p.Last+1, to), to); q.Kind == Noun && r.t.Tokens[q.Head].Is(words.Role) {
		return q.Last
	}
	return p.Last
}

// phraseAt returns the noun phrase that begins at token i.
func (r *Reader) phraseAt(i, to int) Phrase {
	t := &r.t.Tokens[i]
	if t.Is(words.Who) {
		return Phrase{First: i, Last: i + 1, Head: i, Entity: -1, Kind: Who}
	}
	if m := r.names.At(i); m != nil && m.First == i && (m.Last >= to || r.t.Tokens[m.Last].Kind != words.Possessive) {
		return r.namedRole(naming(i, m), to)
	}
	if p := r.StartingAt(i, to); p.OK() {
		return r.Extended(p, to)
	}
	return r.ownerAt(i)
}

// ownerAt returns who owns what is named behind token i: "his", "Roe's".
func (r *Reader) ownerAt(i int) Phrase {
	if m := r.names.At(i); m != nil && m.First == i {
		return naming(i, m)
	}
	switch r.t.String(i) {
	case "his", "her", "their", "its", "our", "my", "His", "Her", "Their", "Its", "Our", "My", "some", "many", "others", "another", "each":
		return Phrase{First: i, Last: i + 1, Head: i, Entity: -1, Kind: Pronoun}
	}
	return None
}

package words

// Months and days are names as well: "April Roe", "Lim Jun Wei", "Ms. May". What stands beside such a
// word tells, and where it was found to be a name once, it is one when it comes again without a date.

// callsDays settles for the tokens from first on which months and days are names: such a token
// keeps no class but FirstName, where it is one.
func (t *Text) callsDays(first int) {
	for i := first; i < len(t.Tokens); i++ {
		tok := &t.Tokens[i]
		if tok.Upper && tok.IsWord(Weekday) {
			t.callsWeekday(first, i)
			continue
		}
		if !tok.Upper || !tok.IsWord(DayOrName) {
			continue
		}
		given, name := t.dayCalls(first, i)
		if !name {
			continue
		}
		if tok.Class = 0; given {
			tok.Class = FirstName
		}
		if t.days == nil {
			t.days = map[uint32]Class{}
		}
		t.days[tok.Hash] = tok.Class
	}
}

// dayCalls reports whether the month or day at token i is a name, and whether that is a first name.
func (t *Text) dayCalls(first, i int) (given, name bool) {
	tok := &t.Tokens[i]
	next, prev := t.beside(first, i+1), t.beside(first, i-1)
	if next != nil && next.Kind == Number || t.Body[tok.End-1] == '.' {
		return false, false // "March 5", "Jan. 5"
	}
	goesOn := next != nil && next.nameLike()
	dated := prev != nil && prev.Is(Preposition|Determiner|Day) && !t.leads(i-1)
	switch {
	case prev != nil && prev.Kind == Number:
		return false, false // "5 March"
	case prev != nil && prev.Upper && prev.IsWord(Title) && !prev.Is(Determiner):
		return goesOn, true // "Ms. May"
	case prev != nil && prev.IsWord(FirstName) && prev.Upper, prev != nil && prev.initial(t.Body):
		return false, !prev.Is(Preposition | Day | Thing | Body) // "Theo R. May"
	case prev != nil && prev.Upper && prev.nameLike() && goesOn:
		const short = 4 // "Lim Jun Wei"
		return false, tok.End-tok.Start < short
	case prev != nil && prev.Kind == Word && prev.Upper && i-1 > first && !prev.Is(Role|Cue|Conjunction):
		return false, false // "Congress April …"
	case goesOn:
		return true, !dated && (prev == nil || prev.Kind != Word || prev.Is(Function|Cue|Role|Binds))
	}
	class, known := t.days[tok.Hash]
	return class != 0, known && !dated
}

// callsWeekday settles whether the day of the week at token i is a first name or a surname.
func (t *Text) callsWeekday(first, i int) {
	tok := &t.Tokens[i]
	class, pair := FirstName, [2]uint32{tok.Hash}
	switch {
	case t.weekdayCalls(first, i):
		pair[1] = t.Tokens[i+1].Hash
	case t.weekdayEnds(first, i):
		class = 0
	default:
		return
	}
	if t.weekdays == nil {
		t.weekdays = map[[2]uint32]bool{}
	}
	t.weekdays[pair] = true
	tok.Class = class
}

// weekdayEnds reports whether the day of the week at token i is a surname: behind a first name that
// is no surname itself and that nothing is told to, "Oona Friday said"; or one that was found to be so and acts, "Friday said".
func (t *Text) weekdayEnds(first, i int) bool {
	next, prev := t.beside(first, i+1), t.beside(first, i-1)
	acts := next != nil && !next.Upper && next.Is(Cue|Be|Auxiliary|Cliche)
	if prev == nil {
		return acts && t.weekdays[[2]uint32{t.Tokens[i].Hash}]
	}
	before := t.beside(first, i-2)
	told := before != nil && (before.nameLike() && before.Upper && !before.Is(Title) || before.Is(Tell|Object))
	return prev.Upper && prev.IsWord(FirstName) && !prev.Is(Preposition|Day|Thing|Body) && !told &&
		(next == nil || !next.Is(Pronoun|Determiner))
}

// weekdayCalls reports whether the day of the week at token i is a first name. Since "he said Sunday
// Congress would vote" is a date, it takes a place where no date stands: the start of a clause that
// goes on with what somebody does, "…,” said Sunday Okafor", "met Sunday Okafor".
func (t *Text) weekdayCalls(first, i int) bool {
	next, prev := t.beside(first, i+1), t.beside(first, i-1)
	if next == nil || !next.nameLike() || next.Is(FirstName) || next.Caps {
		return false
	}
	if t.weekdays[[2]uint32{t.Tokens[i].Hash, next.Hash}] {
		return true
	}
	after := t.beside(first, i+2)
	ends := after == nil || after.Is(Preposition|Conjunction|Who)
	acts := after != nil && !after.Upper && after.Is(Cue|Be|Auxiliary|Cliche|Past|Present)
	switch {
	case prev == nil:
		return acts || after == nil
	case prev.Upper && prev.IsWord(Title) && !prev.Is(Determiner):
		return true
	case prev.Is(Cue) && i-2 >= first && t.beside(first, i-2) == nil: // behind a mark or comma
		return ends
	case prev.Upper || prev.Is(Cue|Day|Determiner|Adverb|Auxiliary|Be):
		return false
	case prev.Is(Preposition):
		return t.leads(i-1) && ends
	}
	return ends
}

// beside returns the word or number at token i, nil where none stands there.
func (t *Text) beside(first, i int) *Token {
	if i < first || i >= len(t.Tokens) || !t.Tokens[i].Plain() {
		return nil
	}
	return &t.Tokens[i]
}

// leads reports whether token i is a preposition before whoever acts, as before no date.
func (t *Text) leads(i int) bool {
	switch t.String(i) {
	case "to", "with", "of", "for", "like", "against":
		return true
	case "by":
		return i > 0 && t.Tokens[i-1].Kind == Word
	}
	return false
}

// nameLike reports whether a word with a capital may be part of a person's name.
func (t *Token) nameLike() bool {
	const none = Title | Role | Starter | Body | Demonym | Place | Thing | Paper | Determiner | Pronoun | Preposition | Conjunction |
		Auxiliary | Subordinate
	return t.Upper && t.Kind == Word && (!t.Is(none) || t.Is(FirstName) && !t.Is(Body|Place)) && !t.Is(Day&^DayOrName)
}

// initial reports "R.".
func (t *Token) initial(body string) bool {
	return t.Upper && t.End-t.Start == int32(len("R.")) && body[t.End-1] == '.'
}

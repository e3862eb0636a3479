package scorer

import (
	"crypto/sha256"
	"fmt"
	"slices"
	"strings"
	"sync"

	"github.com/dsbuild/dsbuild/convert/quote/linear"
	"github.com/dsbuild/dsbuild/convert/quote/words"
)

// field is one thing that is known where a question is asked. Words are hashes, distances small
// numbers, and 0 is also what is not there.
type field uint8

const (
	nothing field = iota

	// The words about the token at hand, and what kinds of words they are.
	word
	next
	next2
	next3
	prev
	prev2
	wordKind
	nextKind
	next2Kind
	prevKind
	prev2Kind
	suffix

	// The word that reports, and its sentence.
	cue
	cueKind
	cuePrior
	cueFirst // the first word of its group, or the word before it
	cueLast  // what stands behind its group
	cueStart // how far it is from the start of the sentence
	inverted
	passive
	ing
	verdict // what the rules made of it
	subject // what kind of phrase its subject is
	subjectHead
	subjectFar
	holder // the attribution whose content the token stands in
	isCue

	// The likely cues on both sides of it.
	leftCue
	leftPrior
	leftFar
	leftComma
	leftVerdict
	leftTaken
	rightCue
	rightPrior
	rightFar
	rightComma
	rightVerdict

	// How far to what comes later in the sentence, and how it ends.
	toQuoted
	toThat
	toTo
	toEnd
	toCue // with its prior
	endKind

	// What is said: its words, length and neighbours.
	first
	firstKind
	last
	size
	verb
	quoted
	shape
	tail // the first word behind "X said"
	tailKind
	before
	before2
	beforeKind
	after
	after2
	afterKind
	after2Kind
	after3Kind
	atStart
	atEnd
	upper
	self // somebody speaks of himself
	term
	ruled
	alone
	prevFound
	nextFound

	// A phrase that may speak.
	kind
	head
	side
	near
	between
	comma
	relation
	start

	// An attribution, and the one whose speaker it shares.
	rule
	score
	shared
	far
	steps
	fromRule
	sure
	sureRough
	how

	fields
)

var fieldNames = [fields]string{
	nothing: "nothing", word: "word", next: "next", next2: "next2", next3: "next3", prev: "prev", prev2: "prev2", wordKind: "wordKind",
	nextKind: "nextKind", next2Kind: "next2Kind", prevKind: "prevKind", prev2Kind: "prev2Kind", suffix: "suffix",
	cue: "cue", cueKind: "cueKind", cuePrior: "cuePrior", cueFirst: "cueFirst", cueLast: "cueLast", cueStart: "cueStart", inverted: "inverted",
	passive: "passive", ing: "ing", verdict: "verdict", subject: "subject", subjectHead: "subjectHead", subjectFar: "subjectFar", holder: "holder",
	isCue: "isCue", leftCue: "leftCue", leftPrior: "leftPrior", leftFar: "leftFar", leftComma: "leftComma", leftVerdict: "leftVerdict",
	leftTaken: "leftTaken", rightCue: "rightCue", rightPrior: "rightPrior", rightFar: "rightFar", rightComma: "rightComma",
	rightVerdict: "rightVerdict", toQuoted: "toQuoted", toThat: "toThat", toTo: "toTo", toEnd: "toEnd", toCue: "toCue", endKind: "endKind",
	first: "first", firstKind: "firstKind", last: "last", size: "size", verb: "verb", quoted: "quoted", shape: "shape", tail: "tail", tailKind: "tailKind", before: "before",
	before2: "before2", beforeKind: "beforeKind", after: "after", after2: "after2", afterKind: "afterKind", after2Kind: "after2Kind", after3Kind: "after3Kind", atStart: "atStart",
	atEnd: "atEnd", upper: "upper", self: "self", term: "term", ruled: "ruled", alone: "alone", prevFound: "prevFound", nextFound: "nextFound",
	kind: "kind", head: "head", side: "side", near: "near", between: "between", comma: "comma", relation: "relation", start: "start", rule: "rule",
	score: "score", shared: "shared", far: "far", steps: "steps", fromRule: "fromRule", sure: "sure", sureRough: "sureRough", how: "how",
}

// template is a feature of a task: the fields whose values it joins.
type template [3]field

// leftTemplates are the features of TaskLeft, and the first of TaskOn.
var leftTemplates = []template{
	{},
	{word},
	{wordKind, nextKind},
	{word, size, verb},
	{wordKind, size, verb},
	{word, next},
	{word, tailKind, verb},
	{wordKind, tailKind, verb},
	{tail},
	{tailKind, inverted, subject},
	{tailKind, verb, size},
	{cue, verb},
	{cue, tail},
	{shape, verb, quoted},
	{shape, tailKind, subject},
	{shape, cuePrior, verb},
	{last},
	{subject, inverted, verb},
	{quoted, size, tailKind},
}

// templates are the features of each task. The name of a template is its fields.
var templates = [Tasks][]template{
	TaskCue: {
		{},
		{word},
		{word, next},
		{word, prev},
		{word, nextKind},
		{word, prevKind},
		{wordKind, prevKind, nextKind},
		{prev},
		{next},
		{next2},
		{prev2},
		{next3},
		{next, next2},
		{suffix},
		{suffix, next},
		{suffix, prevKind},
		{suffix, prev},
		{word, prevKind, prev2Kind},
		{wordKind, nextKind, next2Kind},
		{verdict},
		{verdict, word},
		{verdict, nextKind},
		{cuePrior},
		{cuePrior, verdict, nextKind},
		{subject, subjectFar},
		{subjectHead},
		{subject, subjectFar, cuePrior},
		{subjectHead, subjectFar, cuePrior},
		{cueFirst, word},
		{cueStart, cuePrior, subject},
		{leftPrior, leftFar, leftComma},
		{leftCue, leftComma},
		{leftCue, word, leftComma},
		{leftVerdict, leftComma, cuePrior},
		{leftVerdict, leftComma, leftTaken},
		{rightPrior, rightFar, rightComma},
		{rightCue, rightComma},
		{rightVerdict, rightComma, cuePrior},
		{holder},
		{holder, cuePrior},
		{toQuoted, word},
		{toQuoted, cuePrior, verdict},
		{toThat, cuePrior},
		{toTo, word},
		{toEnd, cuePrior},
		{endKind, cuePrior},
	},
	TaskStop: {
		{},
		{word},
		{word, next},
		{word, prev},
		{word, nextKind},
		{word, nextKind, next2Kind},
		{word, prevKind, nextKind},
		{word, cue},
		{word, far},
		{word, toCue},
		{word, next, toCue},
		{word, firstKind},
		{word, next, next2},
		{word, toEnd},
		{word, isCue, far},
		{word, next, far},
		{word, next2, nextKind},
		{word, subject, far},
		{word, atStart, nextKind},
	},
	TaskLeft: leftTemplates,
	TaskOn: slices.Concat(leftTemplates, []template{
		{after},
		{afterKind},
		{after, after2},
		{afterKind, after2Kind},
		{after, after2Kind, after3Kind},
		{after, inverted},
		{afterKind, inverted, subject},
		{toEnd, afterKind},
	}),
	TaskSpeaker: {
		{},
		{ruled},
		{ruled, kind},
		{ruled, relation},
		{ruled, cue},
		{relation, kind},
		{relation, cue},
		{side, near, comma},
		{side, between, comma},
		{kind, side, cue},
		{head},
		{head, side, near},
		{before, side},
		{after, side},
		{beforeKind, relation},
		{afterKind, relation},
		{beforeKind, afterKind, side},
		{cue},
		{cueKind, ing, relation},
		{cueFirst, side, near},
		{ing, ruled, cueFirst},
		{start, side, kind},
		{atStart, side, comma},
		{shape, ruled, relation},
		{shape, kind, ruled},
		{beforeKind, kind, ruled},
		{afterKind, kind, ruled},
		{cueLast, side, near},
		{cueFirst, ruled, kind},
		{cueStart, side, ruled},
		{cueKind, kind, side},
		{cueKind, head, side},
		{passive, side, kind},
		{passive, side, before},
	},
	TaskMarked: {
		{},
		{ruled, size, alone},
		{size, upper, last},
		{size, before},
		{size, beforeKind},
		{size, after},
		{size, afterKind},
		{beforeKind, afterKind, upper},
		{alone, last, size},
		{prevFound, nextFound, alone},
		{prevFound, size, alone},
		{self, size},
		{first},
		{first, upper, alone},
		{term},
		{term, size, alone},
		{before, before2},
		{before, upper},
		{after, last},
		{afterKind, after2Kind, last},
		{atStart, atEnd, upper},
		{ruled, prevFound, nextFound},
		{self, alone, prevFound},
	},
	TaskJoin: {
		{},
		{shape},
		{shape, far},
		{far, rule},
		{shape, rule, far},
		{before, alone, far},
		{after, alone, far},
		{first, shape},
		{size, last, shape},
		{size, far, alone},
		{before, shape},
		{nextFound, shape, far},
		{rule, before, far},
		{cue, far, alone},
	},
	TaskSaid: {
		{kind},
		{kind, rule},
		{kind, score},
		{kind, rule, score},
		{kind, cue},
		{kind, size},
		{kind, size, score},
		{kind, subject, shared},
		{cue, score},
	},
	TaskSure: {
		{kind},
		{kind, rule},
		{sure},
		{kind, sure, steps},
		{rule, sure},
		{subject, how},
		{subject, sure},
		{rule, steps, far},
		{fromRule, steps},
		{cue, sureRough},
		{how, rule},
		{score, kind},
	},
}

// feature is a template as it is computed.
type feature struct {
	name uint32
	of   template
}

// features are the templates of each task under their names, so that their order means nothing.
// They are made when a text is first asked about.
var features = sync.OnceValue(func() *[Tasks][]feature {
	var out [Tasks][]feature
	for task, list := range templates {
		for _, t := range list {
			out[task] = append(out[task], feature{code(t.String()), t})
		}
	}
	return &out
})

// String returns the name of a template: its fields.
func (t template) String() string {
	var names []string
	for _, f := range t {
		if f != nothing {
			names = append(names, fieldNames[f])
		}
	}
	return strings.Join(names, " ")
}

// describe appends the features of a task, from the fields that were set for it.
func (sc *Scorer) describe(task Task) {
	list := features()[task]
	for i := range list {
		f := &list[i]
		sc.feats = append(sc.feats, linear.Key(f.name, sc.is[f.of[0]], sc.is[f.of[1]], sc.is[f.of[2]]))
	}
}

// Fingerprint is the hash of what a model's weights belong to: the names of the features, and what
// is known of the words of the language that the coded articles are in.
var Fingerprint = sync.OnceValue(func() [sha256.Size]byte {
	h := sha256.New()
	fmt.Fprintf(h, "%s %x\n", words.HashOf("en"), uint64(classes))
	for task, list := range templates {
		for _, t := range list {
			fmt.Fprintf(h, "%d: %s\n", task, t)
		}
	}
	return [sha256.Size]byte(h.Sum(nil))
})

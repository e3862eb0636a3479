package scorer

import (
	"github.com/dsbuild/dsbuild/schema"
)

// Task is a kind of question that is decided by weights.
type Task uint8

// The tasks.
const (
	TaskCue     Task = iota // does this word report what stands behind it?
	TaskStop                // does the content end before this token?
	TaskLeft                // does this word report what stands before it?
	TaskOn                  // if so, does what it reports go on behind it?
	TaskSpeaker             // which of these noun phrases speaks?
	TaskMarked              // is this marked span, which no cue claims, speech?
	TaskJoin                // does it go on with the statement of the attribution whose speaker it shares?
	TaskSaid                // is this attribution speech?
	TaskSure                // is its speaker right?
	Tasks
)

// Question is one decision: which of its options holds, if any.
type Question struct {
	Task    Task
	Cue     schema.Span      // of the cue at hand
	Kind    schema.QuoteKind // of the attribution at hand
	Mention schema.Span      // of its speaker
	Name    string           // of its speaker
	// Described: its speaker is described, not named.
	Described bool
	Other     schema.Span   // of the attribution it may go on with
	Options   [][]uint32    // their features
	Spans     []schema.Span // what each option stands for
}

// Teacher answers questions in place of a model.
type Teacher interface {
	// Choose returns the right option, -1 for none of them, or AskModel.
	Choose(q *Question) int
}

// AskModel is the answer of a teacher who leaves a question to the model.
const AskModel = -2

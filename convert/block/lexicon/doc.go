// Package lexicon measures blocks of text and looks their words up in closed
// lists.
//
// In: the clean text of a block, or the class and id of an element. Out: counts
// (Measure) and sets of word groups (PhrasesOf, TokensOf). Laws: linear in the
// input; no allocation; the same result on every CPU.
package lexicon

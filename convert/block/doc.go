// Package block turns a page into typed blocks.
//
// In: an HTML page (markup.Doc), a page-text dump or clean text. Out: every
// block of the page in order, with its kind, whether it is kept as text of the
// article, the reason, and a score. Laws: every visible word outside of controls
// stands in a block, but for remarks on links and names of icons; a block is kept
// exactly where its reason is body, all_kept or script_data; links lie inside the
// text of their block; decisions are integer arithmetic, so the same page gives the
// same blocks on every CPU; time is linear in the page.
//
// A page is cut into units (package unit), which rules decide first (rule). Their verdict
// is one of the features (feature) by which a learned model decides again (learned.go,
// tree). The rules alone decide on pages of fewer than 24 or more than 20,000 units, and
// where they or the model find no text. Where names of classes and tags took much of what
// the page plainly has, it is judged again without these names (plain.go).
// docs/models/block.md says what was learned from what. block imports feature, feature
// rule, and rule unit; lexicon has the lists of words.
package block

package validate

// Severity says how bad a finding is.
type Severity string

// The severities, the worst first.
const (
	Error   Severity = "error"   // the dataset breaks a rule it promises
	Warning Severity = "warning" // worth a look
)

// Reaches reports whether s is at least as bad as limit. Nothing reaches "".
func (s Severity) Reaches(limit Severity) bool {
	return limit == Warning || limit == Error && s == Error
}

// Rule is one thing that must hold.
type Rule struct {
	ID       string
	Severity Severity
	Doc      string // what must hold
	Remedy   string // what to do where it does not
}

const (
	rebuild = "build the dataset again from its pages"
	copyIt  = "copy the dataset again, or " + rebuild
	report  = rebuild + "; where it comes back, report it"
)

// Rules lists every rule, in the order in which they are checked.
var Rules = []Rule{
	{"file.manifest", Error, "manifest.json is there and dsbuild wrote it", copyIt},
	{"file.missing", Error, "every file the manifest lists is there", copyIt},
	{"file.hash", Error, "every part has the size and the SHA-256 the manifest states", "somebody changed it: " + copyIt},
	{"file.beside", Warning, "files beside the tables are as they were written", "nothing to do where you changed them yourself"},
	{"file.stray", Error, "no part stands in the folder of a table that the manifest does not list", "remove it: who loads the whole folder would read its rows as well"},
	{"file.extra", Warning, "no file stands in the dataset that the manifest does not list", "move it elsewhere"},
	{"file.unreadable", Error, "every part can be read to its end", copyIt},
	{"file.rows", Error, "every part has the rows the manifest states", copyIt},
	{"schema.version", Error, "every part has the schema of this dsbuild, by version and hash", "validate with the dsbuild that built it, or " + rebuild},
	{"schema.column", Error, "every declared column is there, and no other", rebuild},
	{"schema.type", Error, "every column has its declared type", "write the column with the type that `dsbuild schema show` names"},
	{"values.required", Error, "a required column has no NULL", report},
	{"values.vocabulary", Error, "a word is one of the column's vocabulary", "`dsbuild schema show` lists the words"},
	{"values.range", Error, "a number is in the column's range", report},
	{"values.pattern", Error, "a value matches the column's pattern", report},
	{"values.decimals", Error, "a float is finite and has at most 4 decimals", report},
	{"values.future", Warning, "nothing was published after today", "look at the page: its date may be misread"},
	{"text.utf8", Error, "text is valid UTF-8", report},
	{"text.nfc", Error, "text is in Unicode form NFC", report},
	{"text.control", Error, "text has no control or invisible characters but line feeds", report},
	{"text.empty", Error, "a missing text is NULL, never empty", report},
	{"keys.unique", Error, "no two rows have the same key", "remove one of them, or " + rebuild},
	{"keys.order", Error, "the rows of every table stand in the order of the articles", "sort them, or " + rebuild},
	{"keys.reference", Error, "what a row refers to is there", report},
	{"laws.position", Error, "the rows of an article are numbered from 0 without gaps", report},
	{"laws.text_join", Error, `articles.text is the paragraphs' text joined by "\n\n"`, report},
	{"laws.span", Error, "text[start:end] of articles.text, in code points, is the row's text", report},
	{"laws.paragraph", Error, "a span lies within the paragraph its row names", report},
	{"laws.char_count", Error, "char_count is the number of code points of text", report},
	{"laws.word_count", Error, "word_count is the number of whitespace-separated tokens of text", report},
	{"laws.text_sha256", Error, "text_sha256 is the SHA-256 of text in UTF-8", report},
	{"laws.count", Error, "a count of rows is the number of those rows", report},
	{"laws.statement", Error, "statement_index is NULL exactly where kind is not_speech, and in range", report},
	{"laws.speaker", Error, "a speaker's counts are those of the quotes that name it", report},
	{"laws.outcome", Error, "a topic has a code exactly where outcome is coded", report},
	{"laws.duplicate", Error, "duplicate_of names an earlier article that is no duplicate itself", report},
	{"laws.pages", Error, "pages == articles + rejects", report},
	{"laws.rows", Error, "a table has the rows the manifest states", copyIt},
}

// RuleByID returns the rule of that id, or nil.
func RuleByID(id string) *Rule {
	for i := range Rules {
		if Rules[i].ID == id {
			return &Rules[i]
		}
	}
	return nil
}

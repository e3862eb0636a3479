package rules

const (
	rebuild = "build the dataset again from its pages"
	copyIt  = "copy the dataset again, or " + rebuild
	report  = rebuild + "; where it comes back, report it"
	page    = "look at the page; where the page is right, nothing"
)

// families says what the rules of a family are about.
var families = map[string]string{
	"file":   "The files are those that were written, whole and readable.",
	"schema": "Columns and types are those of the published schema.",
	"keys":   "Rows can be told apart and joined.",
	"values": "Every cell holds what its column may hold.",
	"laws":   "Cells, rows and tables agree with each other.",
	"text":   "Text is clean, and it is the article's.",
	"time":   "Dates can be true.",
	"own":    "What a group wants of its own data, in the file of `--config` ([ci.md](ci.md)).",
}

// Table lists every rule, family by family.
var Table = []Rule{
	{"file.manifest", Error, "manifest.json is there, dsbuild wrote it, and it agrees with itself", "without it nobody can tell a damaged file from a sound one", copyIt},
	{"file.unlisted", Note, "a manifest states the size and digest of every file", "a file that changed cannot be told from the one that was written", "nothing, where another tool wrote the files"},
	{"file.missing", Error, "every file the manifest lists is there", "rows are missing, and counts made without them are wrong", copyIt},
	{"file.hash", Error, "every part has the size and the SHA-256 the manifest states", "a file that changed is no longer the one that was cited", "somebody changed it: " + copyIt},
	{"file.beside", Warning, "files beside the tables are as they were written", "a loader or a description may no longer fit the tables", "nothing to do where you changed them yourself"},
	{"file.codebook", Error, "every codebook stands in codebooks/, with the SHA-256 that the manifest states of it", "nobody can look up what a code means, or looks it up in another version", copyIt},
	{"file.stray", Error, "no part stands in the folder of a table that the manifest does not list", "who loads the whole folder reads its rows as well", "remove it"},
	{"file.extra", Warning, "no file stands in the dataset that the manifest does not list", "it is deposited and cited with the rest, and no digest covers it", "move it elsewhere"},
	{"file.unreadable", Error, "every part can be read to its end", "rows are missing, and some readers do not say so", copyIt},
	{"file.not_read", Error, "every part may be read by this user, and is of a kind that dsbuild reads", "its rows are not checked, though nothing need be wrong with them", "write it again as Parquet, with compression zstd"},
	{"file.cross_check", Error, "a second, independent reader sees the same values, NULLs and list shapes (--cross-check)", "what one library reads, others may read otherwise or not at all", report},
	{"file.cross_skipped", Note, "every part can be read a second time where --cross-check asks for it", "what was read once has one witness", "nothing; only Parquet parts whose digest is that of a manifest are read by the second reader"},
	{"file.rows", Error, "every part has the rows the manifest states", "rows were lost or added", copyIt},
	{"file.statistics", Error, "every value lies between the smallest and the largest that the footer states of its column, and as many are NULL", "readers pass over row groups by them, and lose rows without an error", "write the file again, or " + copyIt},
	{"file.encoding", Note, "columns are compressed with zstd, snappy, gzip or not at all, and encoded plainly or by dictionary", "not every reader of Parquet knows the others", "write the file with compression zstd and the encodings of Parquet 1, where a reader refuses it"},

	{"schema.version", Error, "manifest and parts state the schema version that is checked, by version and hash", "the same column may mean something else in another version", "check it against its own version with --schema, validate with the dsbuild that built it, or " + rebuild},
	{"schema.compatible", Note, "manifest and parts state the very version that is checked, not one that differs from it by a minor change or less", "the newer version may have columns, words and promises that the older one has not", "check it against its own version with --schema"},
	{"schema.unstated", Note, "every part states the schema version it was written under", "who reads it later has to guess what its columns mean", "nothing, where another tool wrote the files; --schema VERSION checks against another version"},
	{"schema.column", Error, "every declared column is there in its place, and no other", "a script that names it fails, or shards of one table differ", rebuild},
	{"schema.type", Error, "every column has its declared type, and every value is one of it", "joins and sums fail or go wrong silently", "write the column with the type that `dsbuild schema show` names"},
	{"schema.drift", Error, "the types of a column in the parts of a table go together, so that pandas, pyarrow or polars load the folder", "no loader reads all parts at once, or one drops a part's values", "write every part with the type that `dsbuild schema show` names, not with one inferred from its rows"},
	{"schema.mixed", Warning, "a column has one type in all parts of a table, or types that every loader takes for the same", "polars or DuckDB refuses the folder that pandas reads, or the other way round", "write every part with the type that `dsbuild schema show` names"},
	{"schema.equivalent", Note, "every column has its declared type, not one that means the same", "values are read alike, but shards of different types do not concatenate and typed readers fail", "write the column with the type that `dsbuild schema show` names"},

	{"keys.unique", Error, "no two rows have the same key", "a join doubles rows", "remove one of them, or " + rebuild},
	{"keys.order", Error, "the rows of every table stand in the order of the articles", "tables are read side by side, article by article", "sort them, or " + rebuild},
	{"keys.reference", Error, "what a row refers to is there", "a join loses rows", report},

	{"values.required", Error, "a required column has no NULL", "a row that nothing identifies or describes is of no use", report},
	{"values.vocabulary", Error, "a word is one of the column's vocabulary", "who filters by the published words loses the row", "`dsbuild schema show` lists the words"},
	{"values.range", Error, "a number is in the column's range", "no count is negative, no probability above 1", report},
	{"values.pattern", Error, "a value matches the column's pattern", "it is not what the column promises", report},
	{"values.decimals", Error, "a float is finite and has at most 4 decimals", "NaN and infinity spoil means; more decimals differ between machines", report},
	{"values.empty", Error, "a missing text is NULL, never empty and never white space alone", "two ways to say \"missing\" make every count of NULLs wrong", report},
	{"values.missing_word", Warning, "a name is no word for a missing value, such as NaN, None or null", "some library wrote its own word for NULL, and every count of names has it", "write NULL, or look at the page"},

	{"laws.position", Error, "the rows of an article are numbered from 0 without gaps", "a gap is a lost row", report},
	{"laws.text_join", Error, `articles.text is the paragraphs' text joined by "\n\n"`, "a study of paragraphs and one of articles must read the same text", report},
	{"laws.span", Error, "text[start:end] of articles.text, in code points, is the row's text", "a quote must be findable where it stands", report},
	{"laws.paragraph", Error, "a span lies within the paragraph its row names", "counts by paragraph would be wrong", report},
	{"laws.char_count", Error, "char_count is there, and the number of code points of text", "text was cut or changed", report},
	{"laws.word_count", Error, "word_count is there, and the number of whitespace-separated tokens of text", "text was cut or changed", report},
	{"laws.text_sha256", Error, "text_sha256 is the SHA-256 of text in UTF-8, NULL where there is no text", "text was cut or changed", report},
	{"laws.text_status", Error, "text is NULL exactly where text_status is headline_only", "who takes articles with text would lose some, or count some that have none", report},
	{"laws.heading", Error, "heading_level is there exactly where kind is heading", "headings would be read as text, or text as headings", report},
	{"laws.section_heading", Error, "section_heading is the text of the nearest heading above", "paragraphs are counted by it", report},
	{"laws.entries", Error, "the entries of a live blog are ranges of its paragraphs that ascend and share none, and no statement has rows in two", "counts by entry would be wrong", report},
	{"laws.authors", Error, "articles.authors are the names in authors, in order", "counts of authors differ between the tables", report},
	{"laws.marked_words", Error, "marked_words is there, and at most the number of words of text", "shares of quoted words would be above 1", report},
	{"laws.instant", Error, "published_at lies within a day of published_date", "an article would stand in two days, months or years", report},
	{"laws.count", Error, "a count of rows is there, and the number of those rows; NULL only where the table was left out", "rows were lost or doubled", report},
	{"laws.statement", Error, "statement_index is NULL exactly where kind is not_speech, and in range", "statements are counted by it", report},
	{"laws.statement_whole", Error, "no statement has rows in both quotes and quote_candidates", "half of what was said would be in no count", report},
	{"laws.threshold", Error, "the surest row of each statement of quotes has at least the speech_confidence that the files state as the threshold, and that of each one of quote_candidates less", "what counts as said would be another thing from article to article", rebuild},
	{"laws.speaker", Error, "a speaker's counts are there, and those of the quotes that name it", "shares of speech are computed from them", report},
	{"laws.speaker_key", Error, "a quote has the speaker_key of its speaker, and a speaker without a name has none", "counts by person differ between the tables", report},
	{"laws.person", Error, "a key stands in one row of people, person_id is one of the row's keys, and first_date is not behind last_date", "somebody would be counted as two, or two as one", report},
	{"laws.people", Error, "the counts of people are there, and those of the quotes whose speakers have the row's keys; every one of these keys is some speaker's", "shares of speech are computed from them", report},
	{"laws.outcome", Error, "a topic has a code exactly where outcome is coded, and a row without one stands alone in its scheme", "an abstention would count as a topic, or a topic be lost", report},
	{"laws.topics", Error, "every article has at least one row in topics for every codebook, which says why there is no code where there is none", "an article without a row would count as one without a topic", report},
	{"laws.code", Error, "a code is one of its codebook's, and label is that code's", "counts by code and by label would differ", report},
	{"laws.rank", Error, "the ranks of a codebook's rows for an article or a paragraph are 1, 2, 3 …, without gaps", "a gap is a lost row", report},
	{"laws.duplicate", Error, "duplicate_of names an earlier article with the same normalised text that is no duplicate itself, and is there where the text came before", "who leaves duplicates out would lose articles, or count some twice", report},
	{"laws.rights", Error, "a derivative holds no more of texts and names than its manifest says", "what its owner may not give away has been given away", "do not pass it on; make it again from the dataset that it was made of"},
	{"laws.stories", Error, "an article has one row of duplicates at most, which names an earlier article and the first one of the story that this one tells; it is identical exactly where duplicate_of is there, and names the same", "who counts stories would lose some, or count some twice", report},
	{"laws.formats", Error, "Arrow parts that stand beside Parquet parts have the same rows", "who reads one sees other data than who reads the other", copyIt},
	{"laws.pages", Error, "pages == articles + rejects", "a page was lost or counted twice", report},
	{"laws.rows", Error, "a table has the rows the manifest states", "rows were lost or added", copyIt},

	{"text.utf8", Error, "text is valid UTF-8", "many readers refuse the whole file", report},
	{"text.nfc", Error, "text is in Unicode form NFC", "words that look the same are counted apart", report},
	{"text.control", Error, "text has no control or invisible characters but line feeds: no fillers, separators of lines, or tags outside the flag of a region", "searches miss words, and terminals obey them", report},

	{"text.replacement", Warning, "text has no U+FFFD, which stands for bytes that could not be decoded", "characters were lost; the page's charset may have been wrong", "look at the page and at `charset`"},
	{"text.mojibake", Warning, "text has no UTF-8 that was read as Windows-1252, such as \"Ã©\" for \"é\"", "words cannot be searched; the page itself may be wrong", page},
	{"text.doubled_paragraph", Warning, "no paragraph, list item or block quote of 60 bytes or more stands twice in an article", "words are counted twice", page},
	{"text.recurring_paragraph", Warning, "no paragraph of 30 bytes or more stands in ten articles of a site and one in fifty of them", "it is the site's and not the article's", "look at the page: a line of the site may be left out of your counts"},
	{"text.quote_marks", Note, "the double quotation marks of a paragraph have partners, or the speech goes on in the next", "a quote may begin or end too late", page},
	{"text.language", Warning, "at least a quarter of the letters are of a script that the language is written in", "the language is wrong, or the text is garbled", page},

	{"time.future", Warning, "nothing is dated later than tomorrow", "the date may be misread, or is an embargo's", page},
	{"time.before_outlet", Warning, "nothing was published before the first day that the configuration states for its outlet", "the date may be misread: a day that the text speaks of, or one with day and month exchanged", "look at the page, or correct the configuration"},
	{"time.after_retrieval", Warning, "nothing is dated later than the page was fetched", "the date is misread, or the clock of one side was wrong", page},
	{"time.modified", Note, "modified_at is at most a day before published_at", "one of the two may be misread", page},
	{"time.url_only", Note, "a publication date stands on the page, and not in its address alone", "an address may hold the day of something else", page},

	{"own.column", Error, "a column that the configuration speaks of is there, and of a type that suits", "what is not there is not checked", "correct the configuration, or bring the column along"},
	{"own.required", Error, "a column with `required` has no NULL", "you said so", "look at the rows, or the configuration"},
	{"own.unique", Error, "no two rows have the same value in a column with `unique`", "you said so", "look at the rows, or the configuration"},
	{"own.range", Error, "a value lies between `min` and `max`", "you said so", "look at the rows, or the configuration"},
	{"own.pattern", Error, "a value matches `pattern`", "you said so", "look at the rows, or the configuration"},
	{"own.values", Error, "a value is one of `values`", "you said so", "look at the rows, or the configuration"},
	{"own.null_share", Error, "the share of NULLs is at most `max_null_share`", "you said so", "look at the rows, or the configuration"},
}

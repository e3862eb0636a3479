package schema

import "slices"

// Vocabularies lists every closed vocabulary, in the order schema show prints them.
var Vocabularies = []*Vocabulary{
	sourceFormats, precisions, evidences, pageTypes, textStatuses, textForms, findingCodes, paragraphKinds, authorKinds,
	quoteKinds, candidateKinds, quoteRules, speakerKinds, speakerResolutions, personFindings, topicMethods, topicOutcomes,
	stages, rejectReasons, relations, blockKinds, blockReasons,
}

var (
	sourceFormats = &Vocabulary{"source_format", "what the record was recognised as", []Term{
		{"html", "a saved web page"},
		{"mhtml", "a web page saved as one file with all it shows (.mht, .mhtml); its HTML part is the page"},
		{"page_text", "a page-text dump: the visible text of a page, menus and all"},
		{"text", "clean text: kept whole, only typed"},
		{"csv", "a row of a table whose cells a comma, semicolon or bar parts"},
		{"tsv", "a row of a table whose cells a tab parts"},
		{"xlsx", "a row of a sheet of an Excel workbook"},
		{"parquet", "a row of a Parquet file"},
		{"arrow", "a row of an Arrow file or stream"},
		{"sqlite", "a row of a table of an SQLite database"},
		{"json", "an element of a JSON array"},
		{"warc", "a record of a WARC file: what a server sent, or a file of the crawler"},
		{"wet", "a record of a WET file: the text that a crawler made of a page, read as page_text"},
		{"arc", "a record of an ARC file, the form before WARC"},
		{"nexis", "a document of an export of LexisNexis or Nexis Uni; its text is clean"},
		{"factiva", "a document of an export of Factiva; its text is clean"},
		{"proquest", "a document of an export of ProQuest; its text is clean"},
		{"docx", "a Word document (.docx): the clean text of one article"},
		{"rtf", "an RTF document: the clean text of one article"},
		{"tei", "a document of a TEI or trafilatura XML file; its text is clean"},
		{"unknown", "not recognised (rejects only)"},
	}}
	blockKinds = &Vocabulary{"block_kind", "what a block of a page is", []Term{
		{"title", "the headline"},
		{"deck", "the line below the headline (the subtitle)"},
		{"byline", "who wrote it"},
		{"date", "when it was published or changed"},
		{"heading", "a heading inside the text"},
		{"paragraph", "running text"},
		{"list_item", "an item of a list in the text"},
		{"block_quote", "a quotation set apart"},
		{"table_row", "a row of a table"},
		{"preformatted", "text whose line breaks count"},
		{"caption", "words below or about a picture, video or chart"},
		{"embed", "a post or card of another site"},
		{"bio", "about the author"},
		{"promo", "newsletter boxes, advertisements, links to other stories"},
		{"navigation", "menus, breadcrumbs, buttons, legal lines"},
		{"comment", "what readers wrote below the article"},
		{"other", "none of these"},
	}}
	blockReasons = &Vocabulary{"block_reason", "why a block was kept or dropped", []Term{
		{"body", "kept: text of the article"},
		{"all_kept", "kept: the record was given as clean text"},
		{"script_data", "kept: stands only in the data that the page holds for its scripts"},
		{"metadata", "dropped from the text: it stands in a metadata column (title, deck, byline, date)"},
		{"hidden", "dropped: not shown to readers"},
		{"boilerplate", "dropped: words of the site, not of the article"},
		{"links", "dropped: mostly links"},
		{"form", "dropped: part of a form or a control"},
		{"before_body", "dropped: before the text begins"},
		{"after_body", "dropped: after the text has ended"},
		{"related", "dropped: about other stories"},
		{"comments", "dropped: readers' comments"},
		{"caption", "dropped: a caption"},
		{"embed", "dropped: content of another site"},
		{"bio", "dropped: about the author"},
		{"repeated", "dropped: the same words were kept before"},
		{"low_score", "dropped: scored too low"},
		{"site_template", "dropped: recurs on other pages of the site"},
		{"rendering", "dropped: put there by the tool that made text of the page: numbered addresses, page numbers and running heads, fields, words for pictures, scripts"},
	}}
	paragraphKinds = &Vocabulary{"paragraph_kind", "what a paragraph is", []Term{
		{"paragraph", "running text"},
		{"heading", "a heading inside the text"},
		{"list_item", "an item of a list"},
		{"block_quote", "a quotation set apart"},
		{"table_row", "a row of a table, cells joined by \" | \""},
		{"preformatted", "a line whose spacing counts"},
	}}
	evidences = &Vocabulary{"evidence", "where a value was found", []Term{
		{"index", "the spreadsheet beside the pages"},
		{"record", "a field of the record itself (JSONL, HTTP header)"},
		{"saver", "a mark left by the program that saved the page"},
		{"json_ld", "JSON-LD in the page"},
		{"opengraph", "an og: or article: property"},
		{"meta", "another meta element, <title>, <html lang> or <link rel=canonical>"},
		{"time", "a <time> element"},
		{"byline", "the byline or its neighbourhood"},
		{"h1", "the top heading"},
		{"url", "the URL"},
		{"text", "the text of the page"},
	}}
	authorKinds = &Vocabulary{"author_kind", "what an author is", []Term{
		{"person", "a person"},
		{"organisation", "a body, a desk, a staff"},
		{"agency", "a news agency"},
	}}
	precisions = &Vocabulary{"precision", "how exact a date is", []Term{
		{"year", "only the year; month and day are set to 1"},
		{"month", "year and month; the day is set to 1"},
		{"day", "a calendar day"},
		{"minute", "a time of day without seconds"},
		{"second", "a time of day with seconds"},
	}}
	pageTypes = &Vocabulary{"page_type", "what kind of page it is", []Term{
		{"article", "a report, a feature, a blog post"},
		{"opinion", "a column, an editorial, a letter"},
		{"live_blog", "many dated posts on one event"},
		{"press_release", "published by the body it speaks of"},
		{"transcript", "speech set down in turns"},
		{"listing", "an index of other pages (reject)"},
		{"forum", "a discussion (reject)"},
		{"product", "a thing for sale (reject)"},
		{"media", "a gallery, a video or a podcast without an article (reject)"},
		{"error", "an error page (reject)"},
		{"consent", "a cookie or bot wall (reject)"},
	}}
	textStatuses = &Vocabulary{"text_status", "how much of the text is there", []Term{
		{"full", "all of it, as far as can be seen"},
		{"stub", "a teaser before a paywall"},
		{"headline_only", "a title but no body text"},
		{"truncated", "it breaks off in mid-sentence"},
	}}
	textForms = &Vocabulary{"text_form", "how the tool that wrote a text laid it out; it is undone before the text is read", []Term{
		{"flow", "a paragraph a line, as a browser shows it"},
		{"wrapped", "lines broken at a width, as lynx, w3m, pdftotext, mail and press archives write them"},
		{"node_lines", "a text node of the page a line: a link within a sentence stands on a line of its own"},
		{"runs", "text nodes one behind the other: menus and paragraphs run together"},
		{"markdown", "Markdown, its lines broken at a width or not"},
	}}
	findingCodes = &Vocabulary{"finding", "a remark on a usable article", []Term{
		{"title_conflict", "sources of the title disagree; both are in metadata"},
		{"author_conflict", "sources of the authors disagree; both are in metadata"},
		{"date_conflict", "sources of the publication date name different days; both are in metadata"},
		{"index_conflict", "the index disagrees with the page; both are in metadata"},
		{"index_duplicate_row", "two rows of the index fit the page; the first counted"},
		{"no_index_row", "an index was given and has no row for the page"},
		{"date_future", "published after it was retrieved"},
		{"date_url_only", "the date stands in the URL only"},
		{"date_ambiguous", "day and month of the printed date can be exchanged"},
		{"date_unreadable", "a date was stated and could not be read"},
		{"no_title", "no title was found"},
		{"charset_guessed", "no charset was stated; it was guessed from the bytes"},
		{"broken_text", "the text holds U+FFFD or bytes that were no text"},
		{"double_encoded", "the page had been read in a wrong charset and saved again (â€™ for ’); the characters were restored"},
		{"text_may_be_missing", "less than half of the words that the page plainly has as running text were kept, or it holds more where no browser shows text; the message has both numbers"},
		{"text_from_script_data", "the text, or all but its beginning, stands only in the data that the page holds for its scripts"},
		{"nesting_flattened", "elements nested deeper than the limit were flattened"},
		{"limit_reached", "a limit cut the page; see --help of build"},
		{"odd_quote_marks", "a paragraph has a quote mark without a partner"},
		{"quotes_marks_only", "the verbs of speech of its language are not known: its quotes are what stands in marks, without speakers"},
		{"field_invalid", "a field of the record or index could not be used"},
		{"page_type_unsure", "kept as an article, but the page type is unsure"},
		{"site_template", "lines that recur on other pages of the site were left out of the text; `--site-lines keep` keeps them"},
		{"recapture", "the same page (canonical_url, and the path of its url) came before with another text; the view articles_latest has the last capture of each"},
		{"several_documents", "the file holds several HTML documents one behind the other; the first that has text was read"},
		{"export_incomplete", "the export that the document stands in has fewer documents than it says, or is cut off: what is missing is named; export it again"},
		{"export_abstract", "the export holds an abstract of the article, not its text"},
		{"cell_cut", "the text has as many characters as a spreadsheet holds in a cell (32,767): its end was cut off before it was read"},
	}}
	stages = &Vocabulary{"stage", "where a page was rejected", []Term{
		{"read", "reading the record"},
		{"decode", "turning its bytes into text"},
		{"extract", "finding text and metadata"},
		{"classify", "deciding what kind of page it is"},
		{"store", "adding it to the dataset"},
	}}
	rejectReasons = &Vocabulary{"reject_reason", "why a page did not become an article", []Term{
		{"unreadable", "the file could not be read"},
		{"empty_file", "there are no bytes"},
		{"unsupported_type", "it is not text; the message names a converter where one is known"},
		{"too_large", "over the limit for one record"},
		{"bad_record", "the record is damaged or lacks its page"},
		{"bad_archive", "the compressed data are damaged or expand beyond the limit"},
		{"no_text", "there is no text and nothing says it is an article"},
		{"not_an_article", "a listing, forum, product, media or error page"},
		{"consent_wall", "a cookie or bot wall stands in its place"},
		{"duplicate_page", "the same record was read before, or a web archive says that the page had not changed; the message names the first"},
		{"duplicate_id", "the same own id stands over another record"},
		{"http_status", "the server sent no page: a redirect or an error (status 3xx, 4xx, 5xx)"},
		{"needs_fetch", "an address, or a table of addresses, without the pages: fetch them"},
		{"revisit_unresolved", "a web archive says that the page was stored before, in a file that is not among the inputs"},
		{"panic", "a fault of dsbuild; please report it"},
		{"quarantined", "it ended the program while it was converted, twice and when tried alone: a fault of dsbuild; its bytes lie in OUT.quarantine"},
	}}
	quoteKinds = &Vocabulary{"quote_kind", "how a quote reports speech", []Term{
		{"direct", "all of it stands in quote marks"},
		{"mixed", "one reported statement, part of it in quote marks; the row is the whole of it"},
		{"indirect", "reported without marks, or with marks that are no speech"},
	}}
	candidateKinds = &Vocabulary{"candidate_kind", "how a candidate would report speech", slices.Concat(quoteKinds.Terms, []Term{
		{"not_speech", "marked text that nobody says: a title, a term, irony"},
	})}
	quoteRules = &Vocabulary{"quote_rule", "what attributed the quote", []Term{
		{"cue_after", "\"...,\" said X or \"...,\" X said"},
		{"cue_before", "X said, \"...\""},
		{"cue_between", "\"...,\" X said, \"...\""},
		{"carried", "no cue of its own; the speaker before goes on"},
		{"reopened", "a statement that goes on in the next paragraph with a reopened mark"},
		{"according_to", "according to X"},
		{"that", "X said that ..."},
		{"trailing", "..., X said, without marks"},
		{"dash", "\"...\" - X"},
		{"turn", "X: \"...\""},
		{"transcript", "X: ... in a transcript, whose turns are all speech"},
		{"block_quote", "a quotation set apart below its cue"},
		{"marks_only", "quote marks without a speaker"},
		{"term", "marked, but no speech"},
	}}
	speakerKinds = &Vocabulary{"speaker_kind", "who speaks", []Term{
		{"person", "a named person"},
		{"organisation", "a body, a company, a document standing for its author"},
		{"group", "a named group of people"},
		{"unnamed", "a person or group that is described, not named"},
	}}
	speakerResolutions = &Vocabulary{"speaker_resolution", "how the mention was resolved to a name", []Term{
		{"explicit", "the mention is the name"},
		{"surname", "the mention is part of a fuller name in the article: a surname, a first name, initials"},
		{"pronoun", "a pronoun (\"she\", \"who\")"},
		{"nominal", "a noun phrase (\"the senator\")"},
		{"carry_over", "no mention of its own; the speaker of a statement beside it"},
		{"none", "no name: the speaker is described only, or not known"},
	}}
	personFindings = &Vocabulary{"person_finding", "a remark on a row of people", []Term{
		{"possible_homonym", "the name may be that of several people: it fits several rows, or two speakers of one article have it"},
		{"corrected", "the row is as --people says, and not as the rules would have it"},
	}}
	topicMethods = &Vocabulary{"topic_method", "what gave the label", []Term{
		{"keywords", "keywords of the codebook; of cap in English weighed with what the words around them sound like"},
		{"model", "a trained model"},
		{"human", "a person who coded a sheet of topics sample; the rows of the machine stand behind"},
	}}
	topicOutcomes = &Vocabulary{"topic_outcome", "what coding came to", []Term{
		{"coded", "a code was given"},
		{"no_policy", "no policy topic"},
		{"abstained", "evidence too weak or too mixed; code is NULL"},
		{"unsupported_language", "the codebook has no keywords in the language; code is NULL"},
	}}
	relations = &Vocabulary{"relation", "how two articles are alike", []Term{
		{"identical", "the same normalised text"},
		{"near", "almost the same text"},
		{"syndicated", "one text at two outlets"},
		{"revision", "an earlier or later state of the same page"},
		{"excerpt", "one is a part of the other"},
	}}
)

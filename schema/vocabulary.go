package schema

// Term is one word of a vocabulary.
type Term struct{ Code, Doc string }

// Vocabulary is a closed list of the words a column may hold.
type Vocabulary struct {
	Name  string
	Doc   string
	Terms []Term
}

// VocabularyByName returns the vocabulary of that name, or nil.
func VocabularyByName(name string) *Vocabulary {
	for _, v := range Vocabularies {
		if v.Name == name {
			return v
		}
	}
	return nil
}

// Has reports whether code is a word of the vocabulary.
func (v *Vocabulary) Has(code string) bool {
	for i := range v.Terms {
		if v.Terms[i].Code == code {
			return true
		}
	}
	return false
}

// The types below hold the words of one vocabulary each; "" is NULL on disk.
type (
	SourceFormat      string
	BlockKind         string
	BlockReason       string
	ParagraphKind     string
	AuthorKind        string
	Evidence          string
	Precision         string
	PageType          string
	TextStatus        string
	TextForm          string
	FindingCode       string
	Stage             string
	RejectReason      string
	QuoteKind         string
	QuoteRule         string
	SpeakerKind       string
	SpeakerResolution string
	TopicMethod       string
	TopicOutcome      string
	Relation          string
	PersonFinding     string
)

// The relations of articles. Those before RelationRevision make one story.
const (
	RelationIdentical  Relation = "identical"
	RelationNear       Relation = "near"
	RelationSyndicated Relation = "syndicated"
	RelationRevision   Relation = "revision"
	RelationExcerpt    Relation = "excerpt"
)

// OneStory reports whether two articles in the relation tell one story in the same words.
func (r Relation) OneStory() bool {
	return r == RelationIdentical || r == RelationNear || r == RelationSyndicated
}

const (
	FormatHTML     SourceFormat = "html"
	FormatMHTML    SourceFormat = "mhtml"
	FormatPageText SourceFormat = "page_text"
	FormatText     SourceFormat = "text"
	FormatWARC     SourceFormat = "warc"
	FormatWET      SourceFormat = "wet"
	FormatARC      SourceFormat = "arc"
	FormatNexis    SourceFormat = "nexis"
	FormatFactiva  SourceFormat = "factiva"
	FormatProQuest SourceFormat = "proquest"
	FormatDOCX     SourceFormat = "docx"
	FormatRTF      SourceFormat = "rtf"
	FormatTEI      SourceFormat = "tei"
	FormatCSV      SourceFormat = "csv"
	FormatTSV      SourceFormat = "tsv"
	FormatXLSX     SourceFormat = "xlsx"
	FormatParquet  SourceFormat = "parquet"
	FormatArrow    SourceFormat = "arrow"
	FormatSQLite   SourceFormat = "sqlite"
	FormatJSON     SourceFormat = "json"
	FormatUnknown  SourceFormat = "unknown"

	// FormatGiven is for Page.Inner only: markup that holds the text of an article and nothing else.
	FormatGiven SourceFormat = "given"

	KindTitle        BlockKind = "title"
	KindDeck         BlockKind = "deck"
	KindByline       BlockKind = "byline"
	KindDate         BlockKind = "date"
	KindHeading      BlockKind = "heading"
	KindParagraph    BlockKind = "paragraph"
	KindListItem     BlockKind = "list_item"
	KindBlockQuote   BlockKind = "block_quote"
	KindTableRow     BlockKind = "table_row"
	KindPreformatted BlockKind = "preformatted"
	KindCaption      BlockKind = "caption"
	KindEmbed        BlockKind = "embed"
	KindBio          BlockKind = "bio"
	KindPromo        BlockKind = "promo"
	KindNavigation   BlockKind = "navigation"
	KindComment      BlockKind = "comment"
	KindOther        BlockKind = "other"

	ReasonBody         BlockReason = "body"
	ReasonAllKept      BlockReason = "all_kept"
	ReasonScriptData   BlockReason = "script_data"
	ReasonMetadata     BlockReason = "metadata"
	ReasonHidden       BlockReason = "hidden"
	ReasonBoilerplate  BlockReason = "boilerplate"
	ReasonLinks        BlockReason = "links"
	ReasonForm         BlockReason = "form"
	ReasonBeforeBody   BlockReason = "before_body"
	ReasonAfterBody    BlockReason = "after_body"
	ReasonRelated      BlockReason = "related"
	ReasonComments     BlockReason = "comments"
	ReasonCaption      BlockReason = "caption"
	ReasonEmbed        BlockReason = "embed"
	ReasonBio          BlockReason = "bio"
	ReasonRepeated     BlockReason = "repeated"
	ReasonLowScore     BlockReason = "low_score"
	ReasonSiteTemplate BlockReason = "site_template"
	ReasonRendering    BlockReason = "rendering"

	EvidenceIndex     Evidence = "index"
	EvidenceRecord    Evidence = "record"
	EvidenceSaver     Evidence = "saver"
	EvidenceJSONLD    Evidence = "json_ld"
	EvidenceOpenGraph Evidence = "opengraph"
	EvidenceMeta      Evidence = "meta"
	EvidenceTime      Evidence = "time"
	EvidenceByline    Evidence = "byline"
	EvidenceH1        Evidence = "h1"
	EvidenceURL       Evidence = "url"
	EvidenceText      Evidence = "text"

	AuthorPerson       AuthorKind = "person"
	AuthorOrganisation AuthorKind = "organisation"
	AuthorAgency       AuthorKind = "agency"

	PrecisionYear   Precision = "year"
	PrecisionMonth  Precision = "month"
	PrecisionDay    Precision = "day"
	PrecisionMinute Precision = "minute"
	PrecisionSecond Precision = "second"

	PageArticle      PageType = "article"
	PageOpinion      PageType = "opinion"
	PageLiveBlog     PageType = "live_blog"
	PagePressRelease PageType = "press_release"
	PageTranscript   PageType = "transcript"
	PageListing      PageType = "listing"
	PageForum        PageType = "forum"
	PageProduct      PageType = "product"
	PageMedia        PageType = "media"
	PageError        PageType = "error"
	PageConsent      PageType = "consent"

	TextFull         TextStatus = "full"
	TextStub         TextStatus = "stub"
	TextHeadlineOnly TextStatus = "headline_only"
	TextTruncated    TextStatus = "truncated"

	TextFlow      TextForm = "flow"
	TextWrapped   TextForm = "wrapped"
	TextNodeLines TextForm = "node_lines"
	TextRuns      TextForm = "runs"
	TextMarkdown  TextForm = "markdown"

	FindingTitleConflict     FindingCode = "title_conflict"
	FindingAuthorConflict    FindingCode = "author_conflict"
	FindingDateConflict      FindingCode = "date_conflict"
	FindingIndexConflict     FindingCode = "index_conflict"
	FindingIndexDuplicateRow FindingCode = "index_duplicate_row"
	FindingNoIndexRow        FindingCode = "no_index_row"
	FindingDateFuture        FindingCode = "date_future"
	FindingDateURLOnly       FindingCode = "date_url_only"
	FindingDateAmbiguous     FindingCode = "date_ambiguous"
	FindingDateUnreadable    FindingCode = "date_unreadable"
	FindingNoTitle           FindingCode = "no_title"
	FindingCharsetGuessed    FindingCode = "charset_guessed"
	FindingBrokenText        FindingCode = "broken_text"
	FindingDoubleEncoded     FindingCode = "double_encoded"
	FindingTextFromScript    FindingCode = "text_from_script_data"
	FindingTextMayBeMissing  FindingCode = "text_may_be_missing"
	FindingNestingFlattened  FindingCode = "nesting_flattened"
	FindingLimitReached      FindingCode = "limit_reached"
	FindingOddMarks          FindingCode = "odd_quote_marks"
	FindingMarksOnly         FindingCode = "quotes_marks_only"
	FindingFieldInvalid      FindingCode = "field_invalid"
	FindingPageTypeUnsure    FindingCode = "page_type_unsure"
	FindingSiteTemplate      FindingCode = "site_template"
	FindingRecapture         FindingCode = "recapture"
	FindingSeveralDocuments  FindingCode = "several_documents"
	FindingExportIncomplete  FindingCode = "export_incomplete"
	FindingExportAbstract    FindingCode = "export_abstract"
	FindingCellCut           FindingCode = "cell_cut"

	PossibleHomonym PersonFinding = "possible_homonym"
	Corrected       PersonFinding = "corrected"

	StageRead     Stage = "read"
	StageDecode   Stage = "decode"
	StageExtract  Stage = "extract"
	StageClassify Stage = "classify"
	StageStore    Stage = "store"

	RejectUnreadable        RejectReason = "unreadable"
	RejectEmptyFile         RejectReason = "empty_file"
	RejectUnsupportedType   RejectReason = "unsupported_type"
	RejectTooLarge          RejectReason = "too_large"
	RejectBadRecord         RejectReason = "bad_record"
	RejectBadArchive        RejectReason = "bad_archive"
	RejectNoText            RejectReason = "no_text"
	RejectNotAnArticle      RejectReason = "not_an_article"
	RejectConsentWall       RejectReason = "consent_wall"
	RejectDuplicatePage     RejectReason = "duplicate_page"
	RejectDuplicateID       RejectReason = "duplicate_id"
	RejectHTTPStatus        RejectReason = "http_status"
	RejectRevisitUnresolved RejectReason = "revisit_unresolved"
	RejectNeedsFetch        RejectReason = "needs_fetch"
	RejectPanic             RejectReason = "panic"
	RejectQuarantined       RejectReason = "quarantined"

	QuoteDirect    QuoteKind = "direct"
	QuoteMixed     QuoteKind = "mixed"
	QuoteIndirect  QuoteKind = "indirect"
	QuoteNotSpeech QuoteKind = "not_speech"

	SpeakerPerson       SpeakerKind = "person"
	SpeakerOrganisation SpeakerKind = "organisation"
	SpeakerGroup        SpeakerKind = "group"
	SpeakerUnnamed      SpeakerKind = "unnamed"

	ResolvedExplicit SpeakerResolution = "explicit"
	ResolvedSurname  SpeakerResolution = "surname"
	ResolvedPronoun  SpeakerResolution = "pronoun"
	ResolvedNominal  SpeakerResolution = "nominal"
	ResolvedCarried  SpeakerResolution = "carry_over"
	ResolvedNone     SpeakerResolution = "none"

	RuleCueAfter    QuoteRule = "cue_after"
	RuleCueBefore   QuoteRule = "cue_before"
	RuleCueBetween  QuoteRule = "cue_between"
	RuleCarried     QuoteRule = "carried"
	RuleReopened    QuoteRule = "reopened"
	RuleAccordingTo QuoteRule = "according_to"
	RuleThat        QuoteRule = "that"
	RuleTrailing    QuoteRule = "trailing"
	RuleDash        QuoteRule = "dash"
	RuleTurn        QuoteRule = "turn"
	RuleTranscript  QuoteRule = "transcript"
	RuleBlockQuote  QuoteRule = "block_quote"
	RuleMarksOnly   QuoteRule = "marks_only"
	RuleTerm        QuoteRule = "term"

	MethodKeywords TopicMethod = "keywords"
	MethodModel    TopicMethod = "model"
	MethodHuman    TopicMethod = "human"

	OutcomeCoded               TopicOutcome = "coded"
	OutcomeNoPolicy            TopicOutcome = "no_policy"
	OutcomeAbstained           TopicOutcome = "abstained"
	OutcomeUnsupportedLanguage TopicOutcome = "unsupported_language"
)

package schema

type (
	quoteRow          = entry[Quote]
	speakerRow        = entry[Speaker]
	topicRow          = entry[Topic]
	paragraphTopicRow = entry[ParagraphTopic]
)

// quoteSpans are the spans of a row of quotes.
var quoteSpans = []SpanRule{
	{"char_start", "char_end", "text"},
	{"speaker_start", "speaker_end", "speaker"},
	{"cue_start", "cue_end", "cue"},
}

var quotesTable = &Table{
	Name: "quotes", Unit: "quote", Key: []string{"doc_id", "quote_index"}, Layer: "quotes", Since: "0.1",
	Doc:   "What was said: one row per contiguous span of reported speech within one paragraph, outer marks excluded. Every count of quotes counts these rows, and no others.",
	Spans: quoteSpans,
	rows:  entries(func(a *Article) []Quote { return a.Quotes }),
	Columns: quoteColumns("position among the article's quotes, from 0",
		vocabulary(quoteKinds, true, "how it reports speech"),
		Column{
			Unit: position, Required: true, Min: Some(0.0),
			Doc: "joins the spans of one statement: split by \"he said\", or going on over paragraphs; numbered over quotes and quote_candidates together",
		},
		public(Column{References: "speakers.speaker_id", Doc: "key into speakers"})),
}

var quoteCandidatesTable = &Table{
	Name: "quote_candidates", Unit: "quote candidate", Key: []string{"doc_id", "quote_index"}, Layer: "quotes", Since: "0.2",
	Doc:   "What is not counted as said: spans that nobody says, and statements whose speech_confidence is below --speech-threshold. Columns as in quotes.",
	Spans: quoteSpans,
	rows:  entries(func(a *Article) []Quote { return a.QuoteCandidates }),
	Columns: columnsSince("0.2", quoteColumns("position among the article's candidates, from 0",
		vocabulary(candidateKinds, true, "how it would report speech"),
		Column{
			Unit: position, Min: Some(0.0),
			Doc: "joins the spans of one statement; numbered over quotes and quote_candidates together; NULL for not_speech",
		},
		public(Column{Doc: "key into speakers, where the same speaker is heard in quotes"}))),
}

// quoteColumns are the columns of quotes; what differs for candidates is given.
func quoteColumns(indexDoc string, kind, statement, speakerID Column) []Column {
	return join(
		one(
			docID[Quote](),
			index[Quote]("quote_index", indexDoc),
			col("text", func(r *quoteRow) string { return r.slice(r.e.Span) }, ofText(Column{Required: true, Long: true, Doc: "the quoted words"})),
			col("kind", func(r *quoteRow) string { return string(r.e.Kind) }, kind),
			col("statement_index", func(r *quoteRow) Opt[int] { return Opt[int]{r.e.Statement, r.e.Statement >= 0} }, statement),
			col("paragraph_index", func(r *quoteRow) int { return r.e.Paragraph },
				Column{Unit: position, Required: true, References: "paragraphs.paragraph_index", Doc: "the paragraph it stands in"}),
		),
		span("char", "the quote", true, func(q *Quote) Span { return q.Span }),
		one(
			col("marked_words", func(r *quoteRow) int { return r.e.MarkedWords }, count("words of it that stand in quote marks")),
			col("speaker", func(r *quoteRow) string { return r.slice(r.e.Speaker) },
				ofPerson(Column{Doc: "the mention it is attributed to, as it stands in the text"})),
		),
		span("speaker", "that mention", false, func(q *Quote) Span { return q.Speaker }),
		one(
			col("speaker_name", func(r *quoteRow) string { return r.e.SpeakerName },
				ofPerson(Column{Doc: "the fullest name the article has for the speaker"})),
			col("speaker_id", func(r *quoteRow) string { return r.e.SpeakerID }, speakerID),
			col("speaker_kind", func(r *quoteRow) string { return string(r.e.SpeakerKind) }, vocabulary(speakerKinds, false, "who speaks")),
			col("speaker_role", func(r *quoteRow) string { return r.e.SpeakerRole },
				ofPerson(Column{Doc: "office or description the article gives the speaker"})),
			col("speaker_resolution", func(r *quoteRow) string { return string(r.e.SpeakerResolution) },
				vocabulary(speakerResolutions, true, "how the mention was resolved")),
			col("cue", func(r *quoteRow) string { return r.slice(r.e.Cue) }, ofText(Column{Doc: "the word that reports the speech"})),
		),
		span("cue", "the cue", false, func(q *Quote) Span { return q.Cue }),
		one(
			col("rule", func(r *quoteRow) string { return string(r.e.Rule) }, vocabulary(quoteRules, true, "what attributed it")),
			col("speech_confidence", func(r *quoteRow) float64 { return r.e.SpeechConfidence },
				share("how sure it is that this is speech, of this extent", true)),
			col("speaker_confidence", func(r *quoteRow) Opt[float64] { return r.e.SpeakerConfidence },
				share("how sure the speaker is; NULL without a speaker", false)),
			col("speaker_key", func(r *quoteRow) string { return r.e.SpeakerKey }, since("0.2", ofPerson(Column{Doc: speakerKeyDoc}))),
		),
	)
}

// columnsSince says of columns in which version they came.
func columnsSince(version string, columns []Column) []Column {
	for i := range columns {
		columns[i].Since = version
	}
	return columns
}

var speakersTable = &Table{
	Name: "speakers", Unit: "speaker of an article", Key: []string{"doc_id", "speaker_id"}, Layer: "quotes", Since: "0.1",
	Doc:  "One row per person or body that an article quotes: who speaks in quotes.",
	rows: entries(func(a *Article) []Speaker { return a.Speakers }),
	Columns: one(
		docID[Speaker](),
		col("speaker_id", func(r *speakerRow) string { return r.e.ID },
			public(Column{Required: true, Doc: "key of the speaker within the article"})),
		col("name", func(r *speakerRow) string { return r.e.Name },
			ofPerson(Column{Required: true, Doc: "the fullest name, or the description of an unnamed one"})),
		col("kind", func(r *speakerRow) string { return string(r.e.Kind) }, vocabulary(speakerKinds, true, "who it is")),
		col("role", func(r *speakerRow) string { return r.e.Role }, ofPerson(Column{Doc: "office or description the article gives"})),
		col("quote_count", func(r *speakerRow) int { return r.e.QuoteCount }, count("rows of quotes attributed to the speaker")),
		col("quoted_words", func(r *speakerRow) int { return r.e.QuotedWords }, count("words of those rows")),
		col("speaker_key", func(r *speakerRow) string { return r.e.Key }, since("0.2", ofPerson(Column{Doc: speakerKeyDoc}))),
	),
}

const speakerKeyDoc = "the name of the speaker in lower case, without accents and punctuation, as people.keys has it; " +
	"it depends on the article alone; NULL for one without a name"

var peopleTable = &Table{
	Name: "people", Unit: "person or body", Key: []string{"person_id"}, Layer: "quotes", Since: "0.2",
	Doc:  "One row per person or body that is quoted by name, over all articles: the only table that looks across them. Which names are taken for one is stated in docs/definitions.md.",
	rows: func(*Outcome, func(any) bool) {},
	last: func(s *Summary, yield func(any) bool) {
		if s.People != nil {
			s.People(func(p *Person) bool { return yield(p) })
		}
	},
	Columns: columnsSince("0.2", one(
		col("person_id", func(p *Person) string { return p.ID }, ofPerson(Column{Required: true, Doc: "the fullest of keys"})),
		col("keys", func(p *Person) []string { return p.Keys },
			ofPerson(Column{Required: true, Doc: "every speaker_key that means the person; each stands in one row of the table"})),
		col("name", func(p *Person) string { return p.Name },
			ofPerson(Column{Required: true, Doc: "the fullest name, as most articles print it"})),
		col("kind", func(p *Person) string { return string(p.Kind) }, vocabulary(speakerKinds, true, "who it is, as most articles have it")),
		col("roles", func(p *Person) []string { return p.Roles },
			ofPerson(Column{Doc: "offices and descriptions that articles give, the most frequent first; at most 16, each of at most 400 bytes"})),
		col("first_date", func(p *Person) Date { return p.First },
			Column{Unit: "day", Doc: "the first published_date of the articles that quote the person; NULL where none is known"}),
		col("last_date", func(p *Person) Date { return p.Last }, Column{Unit: "day", Doc: "the last published_date of those articles"}),
		col("article_count", func(p *Person) int { return p.Articles }, count("articles that quote the person, duplicates of articles included")),
		col("quote_count", func(p *Person) int { return p.Quotes },
			count("rows of quotes with one of the keys, duplicates of articles included")),
		col("quoted_words", func(p *Person) int { return p.Words }, count("words of those rows")),
		col("findings", func(p *Person) []string { return p.findings() }, Column{Vocabulary: personFindings, Doc: "remarks on the person"}),
	)),
}

var topicsTable = &Table{
	Name: "topics", Unit: "topic label of an article", Key: []string{"doc_id", "scheme", "rank"}, Layer: "topics", Since: "0.1",
	Doc:     "At least one row per article and codebook: a code, or the outcome that says why there is none.",
	rows:    entries(func(a *Article) []Topic { return a.Topics }),
	Columns: join(one(docID[Topic]()), topicColumns(func(r *topicRow) *Topic { return r.e })),
}

var paragraphTopicsTable = &Table{
	Name: "paragraph_topics", Unit: "topic label of a paragraph", Key: []string{"doc_id", "paragraph_index", "scheme", "rank"}, Layer: "topics", OnRequest: true, Since: "0.1",
	Doc:  "One row per topic label of a paragraph; paragraphs without a label have none. Written with --tables paragraph_topics.",
	rows: entries(func(a *Article) []ParagraphTopic { return a.ParagraphTopics }),
	Columns: join(
		one(
			docID[ParagraphTopic](),
			col("paragraph_index", func(r *paragraphTopicRow) int { return r.e.Paragraph },
				Column{Unit: position, Required: true, References: "paragraphs.paragraph_index", Doc: "the paragraph"}),
		),
		topicColumns(func(r *paragraphTopicRow) *Topic { return &r.e.Topic }),
	),
}

func topicColumns[R any](t func(*R) *Topic) []Column {
	return []Column{
		col("scheme", func(r *R) string { return t(r).Scheme }, public(Column{Required: true, Dictionary: true, Doc: "name of the codebook"})),
		col("code", func(r *R) string { return t(r).Code },
			public(Column{Dictionary: true, Doc: "code of the topic; NULL unless outcome is coded"})),
		col("label", func(r *R) string { return t(r).Label }, public(Column{Dictionary: true, Doc: "name of the topic"})),
		col("score", func(r *R) Opt[float64] { return t(r).Score }, share("how likely the code is", false)),
		col("rank", func(r *R) int { return t(r).Rank }, Column{Unit: "rank", Required: true, Min: Some(1.0), Doc: "1 is the best"}),
		col("method", func(r *R) string { return string(t(r).Method) }, vocabulary(topicMethods, true, "what gave the label")),
		col("outcome", func(r *R) string { return string(t(r).Outcome) }, vocabulary(topicOutcomes, true, "what coding came to")),
		col("evidence", func(r *R) []string { return t(r).Evidence }, ofText(Column{Doc: "words that spoke for the code"})),
	}
}

var rejectsTable = &Table{
	Name: "rejects", Unit: "page", Since: "0.1",
	Doc: "One row per page that did not become an article, with the reason and what was known of it.",
	rows: func(o *Outcome, yield func(any) bool) {
		if o.Reject != nil {
			yield(o.Reject)
		}
	},
	Columns: []Column{
		col("source_uri", func(r *Reject) string { return r.Source.URI },
			public(Column{Required: true, Doc: "the input the page was read from"})),
		col("source_record", func(r *Reject) string { return r.Source.Record },
			public(Column{Doc: "line number, offset or member name inside the input"})),
		col("source_format", func(r *Reject) string { return string(r.Source.Format) },
			vocabulary(sourceFormats, true, "what the record was recognised as")),
		col("source_sha256", func(r *Reject) string { return r.Source.SHA256 },
			public(Column{Pattern: hexDigest, Doc: "SHA-256 of the record as read; NULL where it could not be read"})),
		col("doc_id", func(r *Reject) string { return r.ID },
			public(Column{Unit: docIDUnit, Doc: "the id the page has or would have had; NULL where it could not be read"})),
		col("url", func(r *Reject) string { return r.URL }, public(Column{Unit: "URL", Doc: "the record's own URL"})),
		col("title", func(r *Reject) string { return r.Title }, ofText(Column{Doc: "title, where one was found"})),
		col("publisher", func(r *Reject) string { return r.Publisher }, public(Column{Dictionary: true, Doc: "outlet, where it was found"})),
		col("published_date", func(r *Reject) Date { return r.PublishedDate },
			Column{Unit: "day", Doc: "day of publication, where it was found"}),
		col("page_type", func(r *Reject) string { return string(r.PageType) }, vocabulary(pageTypes, false, "what kind of page it seems to be")),
		col("stage", func(r *Reject) string { return string(r.Stage) }, vocabulary(stages, true, "where it was rejected")),
		col("reason", func(r *Reject) string { return string(r.Reason) }, vocabulary(rejectReasons, true, "why it was rejected")),
		col("message", func(r *Reject) string { return r.Message }, ofText(Column{Required: true, Doc: "what happened and what to do"})),
		col("byte_size", func(r *Reject) Opt[int] { return Opt[int]{int(r.Source.Size), r.Source.SHA256 != ""} },
			Column{Unit: "byte", Min: Some(0.0), Doc: "size of the record as read; NULL where it could not be read"}),
	},
}

var duplicatesTable = &Table{
	Name: "duplicates", Unit: "article like an earlier one", Key: []string{"doc_id", "cluster_id"}, Since: "0.1",
	Doc: "One row per article that is like an earlier one, which it names; an article has one row at most. Nothing is deleted: " +
		"view articles_stories of load.sql leaves out those that are identical, near or syndicated.",
	rows: func(*Outcome, func(any) bool) {},
	last: func(s *Summary, yield func(any) bool) {
		if s.Duplicates != nil {
			s.Duplicates(func(d *Duplicate) bool { return yield(d) })
		}
	},
	Columns: []Column{
		col("doc_id", func(r *Duplicate) string { return r.ID },
			public(Column{Unit: docIDUnit, Required: true, References: "articles.doc_id", Doc: docIDDoc})),
		col("cluster_id", func(r *Duplicate) string { return r.Cluster },
			public(Column{
				Unit: docIDUnit, Required: true,
				Doc: "doc_id of the first article of the story that other_doc_id tells; that article has no row, or one that is revision or excerpt",
			})),
		col("relation", func(r *Duplicate) string { return string(r.Relation) }, vocabulary(relations, true, "how it is like other_doc_id")),
		col("similarity", func(r *Duplicate) float64 { return r.Similarity },
			share("sequences of four words that stand in both, as a share of those in either; of long texts estimated from a sample", true)),
		col("other_doc_id", func(r *Duplicate) string { return r.Other },
			since("0.2", public(Column{
				Unit: docIDUnit,
				Doc:  "doc_id of the earlier article, in dataset order, that it is most like; NULL where a choice of articles left that one out",
			}))),
		col("own_share", func(r *Duplicate) float64 { return r.OwnShare },
			since("0.2", share("share of the article's own sequences that stand in other_doc_id: near 1 where it is a part of that one", true))),
		col("shared_paragraphs", func(r *Duplicate) int { return r.SharedParagraphs },
			since("0.2", Column{
				Unit: "count", Required: true, Min: Some(0.0),
				Doc: "paragraphs of the article whose words make a paragraph of other_doc_id, too",
			})),
	},
}

// blockRow is a row of blocks.
type blockRow struct {
	docID string
	b     *Block
}

var blocksTable = &Table{
	Name: "blocks", Unit: "block of a page", Key: []string{"doc_id", "block_index"}, OnRequest: true, Since: "0.1",
	Doc: "The loss report: one row per block of every page that was read, kept or dropped with a reason; where a doc_id comes again, the blocks of its first page.",
	rows: func(o *Outcome, yield func(any) bool) {
		r := blockRow{}
		switch {
		case o.Article != nil:
			r.docID = o.Article.ID
		case o.Reject != nil:
			r.docID = o.Reject.ID
		}
		for i := range o.Blocks {
			r.b = &o.Blocks[i]
			if !yield(&r) {
				return
			}
		}
	},
	Columns: []Column{
		col("doc_id", func(r *blockRow) string { return r.docID },
			public(Column{Unit: docIDUnit, Required: true, Doc: "id of the article or reject"})),
		col("block_index", func(r *blockRow) int { return r.b.Index },
			Column{Unit: position, Required: true, Min: Some(0.0), Doc: "position of the block on the page, from 0"}),
		col("text", func(r *blockRow) string { return r.b.Text }, ofText(Column{Long: true, Doc: "the block's text"})),
		col("kind", func(r *blockRow) string { return string(r.b.Kind) }, vocabulary(blockKinds, true, "what the block is")),
		col("kept", func(r *blockRow) bool { return r.b.Kept }, Column{Required: true, Doc: "whether it is text of the article"}),
		col("reason", func(r *blockRow) string { return string(r.b.Reason) }, vocabulary(blockReasons, true, "why it was kept or dropped")),
		col("score", func(r *blockRow) float64 { return r.b.Score }, share("how sure it is that the block is text of the article", true)),
		col("path", func(r *blockRow) string { return r.b.Path }, public(Column{Doc: "where it stands on the page"})),
	},
}

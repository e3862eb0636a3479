package markup

// Tag says what a node is: a text, or which element.
type Tag uint8

// The tags. Elements without one of their own are TagOther, elements of SVG and
// MathML without one TagForeign. TagRawText is the unparsed content of a raw element.
const (
	TagText Tag = iota
	TagRawText
	TagOther
	TagForeign
	TagA
	TagAbbr
	TagAcronym
	TagAddress
	TagAnnotation
	TagApplet
	TagArea
	TagArticle
	TagAside
	TagAudio
	TagB
	TagBase
	TagBasefont
	TagBgsound
	TagBig
	TagBlockquote
	TagBody
	TagBr
	TagButton
	TagCanvas
	TagCaption
	TagCenter
	TagCite
	TagCode
	TagCol
	TagColgroup
	TagData
	TagDatalist
	TagDd
	TagDel
	TagDetails
	TagDialog
	TagDir
	TagDiv
	TagDl
	TagDt
	TagEm
	TagEmbed
	TagFieldset
	TagFigcaption
	TagFigure
	TagFont
	TagFooter
	TagForm
	TagFrame
	TagFrameset
	TagH1
	TagH2
	TagH3
	TagH4
	TagH5
	TagH6
	TagHead
	TagHeader
	TagHgroup
	TagHr
	TagHTML
	TagI
	TagIframe
	TagImg
	TagInput
	TagIns
	TagKbd
	TagKeygen
	TagLabel
	TagLegend
	TagLi
	TagLink
	TagListing
	TagMain
	TagMark
	TagMarquee
	TagMath
	TagMenu
	TagMeta
	TagNav
	TagNobr
	TagNoembed
	TagNoframes
	TagNoscript
	TagObject
	TagOl
	TagOptgroup
	TagOption
	TagOutput
	TagP
	TagParam
	TagPicture
	TagPlaintext
	TagPre
	TagQ
	TagRb
	TagRp
	TagRt
	TagRtc
	TagRuby
	TagS
	TagSamp
	TagScript
	TagSearch
	TagSection
	TagSelect
	TagSmall
	TagSource
	TagSpan
	TagStrike
	TagStrong
	TagStyle
	TagSub
	TagSummary
	TagSup
	TagSVG
	TagSVGTitle
	TagTable
	TagTbody
	TagTd
	TagTemplate
	TagTextarea
	TagTfoot
	TagTh
	TagThead
	TagTime
	TagTitle
	TagTr
	TagTrack
	TagTt
	TagU
	TagUl
	TagVar
	TagVideo
	TagWbr
	TagXmp
	NumTags // how many tags there are: the size of a table by tag
)

var tagNames = [NumTags]string{
	"#text", "#raw", "other", "foreign", "a", "abbr", "acronym", "address", "annotation", "applet", "area", "article",
	"aside", "audio", "b", "base", "basefont", "bgsound", "big", "blockquote", "body", "br", "button", "canvas",
	"caption", "center", "cite", "code", "col", "colgroup", "data", "datalist", "dd", "del", "details", "dialog",
	"dir", "div", "dl", "dt", "em", "embed", "fieldset", "figcaption", "figure", "font", "footer", "form", "frame",
	"frameset", "h1", "h2", "h3", "h4", "h5", "h6", "head", "header", "hgroup", "hr", "html", "i", "iframe", "img",
	"input", "ins", "kbd", "keygen", "label", "legend", "li", "link", "listing", "main", "mark", "marquee", "math",
	"menu", "meta", "nav", "nobr", "noembed", "noframes", "noscript", "object", "ol", "optgroup", "option", "output",
	"p", "param", "picture", "plaintext", "pre", "q", "rb", "rp", "rt", "rtc", "ruby", "s", "samp", "script",
	"search", "section", "select", "small", "source", "span", "strike", "strong", "style", "sub", "summary", "sup",
	"svg", "svg:title", "table", "tbody", "td", "template", "textarea", "tfoot", "th", "thead", "time", "title",
	"tr", "track", "tt", "u", "ul", "var", "video", "wbr", "xmp",
}

// String returns the element's name in lower case.
func (t Tag) String() string { return tagNames[t] }

// flags are the properties of a tag.
type flags uint16

const (
	void       flags = 1 << iota // has no content and no end tag
	raw                          // its content is not parsed
	block                        // a boundary between blocks of text
	closesP                      // its start tag ends an open p
	special                      // HTML5 "special": stray inline end tags do not reach over it
	scope                        // HTML5 "has an element in scope" stops here
	format                       // a formatting element: misnesting is tolerated
	headOnly                     // does not begin the body
	implied                      // ended by the end of what it is in
	sectioning                   // its end tag needs it in scope
	noText                       // its content is never text of the page
	breakout                     // ends SVG and MathML
)

// props holds the flags of every tag, from the lists of the HTML standard
// (https://html.spec.whatwg.org/multipage/parsing.html, read November 2026).
var props = tagProps([]group{
	{void, "area base basefont bgsound br col embed frame hr img input keygen link meta param source track wbr"},
	{raw, "iframe noembed noframes script style textarea title xmp"},
	{block, `address article aside blockquote body button canvas caption center col colgroup dd details dialog dir div dl dt
		fieldset figcaption figure footer form frameset h1 h2 h3 h4 h5 h6 head header hgroup hr html iframe legend li
		listing main marquee menu nav noscript object ol optgroup option p plaintext pre search section select summary
		table tbody td template textarea tfoot th thead title tr ul video audio xmp`},
	{closesP, `address article aside blockquote center details dialog dir div dl fieldset figcaption figure footer header
		hgroup main menu nav ol p search section summary ul h1 h2 h3 h4 h5 h6 pre listing form li dd dt plaintext hr xmp`},
	{special, `address applet area article aside base basefont bgsound blockquote body br button caption center col
		colgroup dd details dir div dl dt embed fieldset figcaption figure footer form frame frameset h1 h2 h3 h4 h5 h6
		head header hgroup hr html iframe img input keygen li link listing main marquee menu meta nav noembed noframes
		noscript object ol p param plaintext pre script search section select source style summary table tbody td
		template textarea tfoot th thead title tr track ul wbr xmp`},
	{scope, "applet caption html table td th marquee object template select noscript"},
	{format, "a b big code em font i nobr s small strike strong tt u"},
	{headOnly, "base basefont bgsound link meta title script style noframes template noscript"},
	{implied, "dd dt li optgroup option p rb rp rt rtc"},
	{sectioning, `address applet article aside blockquote button center details dialog dir div dl fieldset figcaption
		figure footer header hgroup listing main marquee menu nav object ol pre search section select summary ul dd dt`},
	{noText, "annotation head iframe noembed noframes noscript script style svg:title template title"},
	{breakout, `b big blockquote body br center code dd div dl dt em embed h1 h2 h3 h4 h5 h6 head hr i img li listing menu
		meta nobr ol p pre ruby s small span strong strike sub sup table tt u ul var`},
})

// Block reports whether the element is a boundary between blocks of text.
func (t Tag) Block() bool { return props[t]&block != 0 }

// Void reports whether the element has no content.
func (t Tag) Void() bool { return props[t]&void != 0 }

// Raw reports whether the element's content is kept unparsed, as a TagRawText.
func (t Tag) Raw() bool { return props[t]&raw != 0 }

// NoText reports whether what the element holds is never text of the page:
// scripts, styles, templates, the head, and what stands in for a feature.
func (t Tag) NoText() bool { return props[t]&noText != 0 }

// Heading returns the level of a heading element, 0 for any other.
func (t Tag) Heading() int {
	if t >= TagH1 && t <= TagH6 {
		return int(t-TagH1) + 1
	}
	return 0
}

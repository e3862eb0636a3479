package markup

// Key is an attribute that dsbuild looks at; others are not kept.
type Key uint8

// The keys. KeyTest is the family of attributes by which a site's own tests and
// scripts find an element, which name its role more often than its class does.
const (
	KeyOther Key = iota
	KeyClass
	KeyID
	KeyHref
	KeySrc
	KeySrcset
	KeyDataSrc
	KeyContent
	KeyProperty
	KeyName
	KeyItemprop
	KeyItemtype
	KeyItemscope
	KeyItemref
	KeyDatetime
	KeyPubdate
	KeyDataTime
	KeyRel
	KeyRole
	KeyStyle
	KeyType
	KeyLang
	KeyTitle
	KeyAlt
	KeyHidden
	KeyOpen
	KeyAriaHidden
	KeyAriaLabel
	KeyAriaLevel
	KeyCharset
	KeyHTTPEquiv
	KeyTest
	KeyTypeof
	KeyCite
	KeyStart
	KeyValue
	KeyAction
	KeyColspan
	KeyRowspan
	KeyEncoding
	KeyFontLook // color, face or size
	KeyShadow   // of a template that is the content of its element
	KeyAccess   // to whom AMP shows the element
	KeySubscribed
	numKeys
)

var _ [64 - numKeys]struct{} // the keys seen in a tag are the bits of a uint64

// keyNames are the names of the keys. A font with a look ends the SVG it stands in.
var keyNames = []struct {
	key  Key
	name string
}{
	{KeyClass, "class"},
	{KeyID, "id"},
	{KeyHref, "href"},
	{KeySrc, "src"},
	{KeySrcset, "srcset"},
	{KeyDataSrc, "data-src"},
	{KeyContent, "content"},
	{KeyProperty, "property"},
	{KeyName, "name"},
	{KeyItemprop, "itemprop"},
	{KeyItemtype, "itemtype"},
	{KeyItemscope, "itemscope"},
	{KeyItemref, "itemref"},
	{KeyDatetime, "datetime"},
	{KeyPubdate, "pubdate"},
	{KeyDataTime, "data-time"},
	{KeyDataTime, "data-date"},
	{KeyDataTime, "data-datetime"},
	{KeyDataTime, "data-timestamp"},
	{KeyDataTime, "data-published"},
	{KeyDataTime, "data-utc"},
	{KeyRel, "rel"},
	{KeyRole, "role"},
	{KeyStyle, "style"},
	{KeyType, "type"},
	{KeyLang, "lang"},
	{KeyLang, "xml:lang"},
	{KeyTitle, "title"},
	{KeyAlt, "alt"},
	{KeyHidden, "hidden"},
	{KeyOpen, "open"},
	{KeyAriaHidden, "aria-hidden"},
	{KeyAriaLabel, "aria-label"},
	{KeyAriaLevel, "aria-level"},
	{KeyCharset, "charset"},
	{KeyHTTPEquiv, "http-equiv"},
	{KeyTest, "data-testid"},
	{KeyTest, "data-test-id"},
	{KeyTest, "data-test"},
	{KeyTest, "data-qa"},
	{KeyTest, "data-component"},
	{KeyTest, "data-module"},
	{KeyTest, "data-element"},
	{KeyTest, "data-type"},
	{KeyTest, "data-cy"},
	{KeyTest, "data-gu-name"},
	{KeyTypeof, "typeof"},
	{KeyCite, "cite"},
	{KeyStart, "start"},
	{KeyValue, "value"},
	{KeyAction, "action"},
	{KeyColspan, "colspan"},
	{KeyRowspan, "rowspan"},
	{KeyEncoding, "encoding"},
	{KeyShadow, "shadowrootmode"},
	{KeyShadow, "shadowroot"},
	{KeyAccess, "amp-access"},
	{KeySubscribed, "subscriptions-section"},
	{KeyFontLook, "color"},
	{KeyFontLook, "face"},
	{KeyFontLook, "size"},
}

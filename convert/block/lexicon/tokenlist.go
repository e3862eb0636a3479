package lexicon

import "strings"

// tokenWords lists the words of each group, in lower case.
var tokenWords = [TokenCount]string{
	Story: `article story post entry artikel articulo articolo noticia nota news blog blogpost press beitrag
		single hentry storypage articlepage caas td zn cms main page`,
	Copy: `body content contents text txt copy inhalt contenu contenido richtext rich prose markdown wysiwyg
		freetext paragraph paragraphs para absatz bodytext fulltext corpo texto testo texte
		articlebody storybody storytext articletext postbody postcontent entrycontent articlecontent`,
	Main:  `main primary maincontent main-content maincolumn`,
	Title: `title headline heading hed titel titre titulo titolo`,
	Deck: `subtitle subtitles dek deck standfirst lede summary subheadline subheading subhead vorspann chapo sapo bajada
		strapline sottotitolo ingress sous-titre subtitulo copete underline tagline sub-headline sub-title sub-heading excerpt`,
	Nav:    `nav navigation menu navbar menus navi subnav submenu megamenu hamburger sitemap topnav mainnav quicklinks skip skiplink`,
	Footer: `footer foot colophon fuss pagefooter`,
	Header: `masthead topbar siteheader`,
	Side:   `sidebar aside rail rightrail sidecolumn seitenleiste complementary rightcol leftcol right-rail right-column side-bar`,
	Linked: `related recommended recommendations recommendation recommend recirc recirculation outbrain taboola similar suggested
		suggestions readnext alsolike relacionadas relacionados relacionada verwandt weitere morearticles nextarticle upnext
		furtherreading alsoread readmore read-more more-stories more-articles more-news morestories zergnet revcontent plista
		read-also see-also also-read seealso crosslink crosslinks relatedlinks related-links inline-related interlink correlati`,
	Sharing: `share sharing shares social socials sharebar addthis sharedaddy teilen sociable addtoany sharethis follow socialmedia
		share-buttons social-media shareaholic sharetools`,
	Talk: `comment comments disqus commentlist respond reply kommentar kommentare livefyre coral comentarios comentario
		commentaires commenti discussion viafoura hyvor commento commentarea spotim openweb`,
	Promo: `promo promotion promos cta callout marketing upsell offer campaign promobox promoted advertorial partner partners
		sponsor sponsored house-ad crosspromo teaserbox`,
	Ad: `ad ads advert adverts advertisement advertisements advertising adunit adslot adbox anzeige werbung dfp gpt adsense adwrapper publicidad
		adcontainer adplaceholder mpu leaderboard reklame reklama ad-slot ad-container banner-ad googlead google-ad`,
	Mail: `newsletter newsletters subscribe subscription subscriptions signup sign-up mailchimp optin opt-in abo abonnement emailsignup
		nl mailinglist mc4wp newslettersignup`,
	Author: `authorbox author-box bio authorbio author-bio vcard abouttheauthor about-author about-the-author biography autor-box
		author-info authorinfo author-card author-profile contributor-bio post-author-bio author-description author-details author-about
		abouttheauthors tagline-author bios author-block article-author-bio staffbio`,
	Byline: `byline bylines author authors reporter writer contributor contributors autor autoren autores autore auteur auteurs byliner dateline-byline`,
	Caption: `caption captions credit credits bildunterschrift legend bu figcaption wp-caption-text fotocredit imagecaption photocredit
		image-caption photo-caption caption-text didascalia pie-foto legende cutline attribution copyright bildtext`,
	Photo:   `photo image img picture figure bild foto images photos thumbnail thumb thumbs`,
	Gallery: `gallery slideshow carousel slider swiper slide slides lightbox galerie slick owl galleria fotogalerie photogallery flickity splide`,
	Video:   `video player jwplayer brightcove videoplayer vjs videojs audio podcast playlist audioplayer jw mejs`,
	Meta:    `meta metadata postmeta entrymeta articlemeta article-meta post-meta entry-meta post-info article-info dateline`,
	Date:    `date time timestamp published updated datum datetime pubdate posted fecha publish published-date datepublished`,
	Tag: `tag tags topics keywords taglist tag-list category categories kicker eyebrow taxonomy schlagworte etiquetas topic-list
		article-tags post-tags tagcloud rubric overline`,
	Crumb:   `breadcrumb breadcrumbs crumb crumbs breadcrumblist`,
	Modal:   `modal popup overlay dialog toast tooltip popover interstitial lightbox-content offcanvas off-canvas drawer flyout`,
	Consent: `cookie cookies consent gdpr ccpa onetrust didomi cookiebanner cookie-banner privacy-banner cc-window sp-message`,
	Hidden: `hidden hide invisible sr-only visuallyhidden visually-hidden offscreen screen-reader-text screenreader-text screen-reader
		sronly assistive-text element-invisible u-hidden is-hidden a11y-hidden hidden-accessible u-visually-hidden
		visuallyhidden-text off-screen screenreader a-visually-hidden hidden-text visibility-hidden audible vh at-text
		screen-reader-only screenreader-only is-screenreader-only show-for-sr u-sronly is-sronly usa-sr-only pojo-sr-only wt-cli-sr-only td-visual-hidden
		sharing-screen-reader-text u-hiddenvisually is-vishidden v-visible-sr u-hidden-text hidden-visually visuallyhide sr-text accessible-hide acc-hidden aural`,
	Print: `print printonly print-only printfooter`,
	Teaser: `teaser card cards tile tiles teasers feed stream river storycard headlines teaserlist story-list article-list
		post-list storylist latest-news grid-item list-item-article`,
	Pull:    `pullquote pull-quote pullquotes pull`,
	Embed:   `tweet twitter-tweet instagram-media embed embeds oembed embedded instagram twitter fb-post tiktok-embed tiktok youtube bluesky-embed`,
	Fact:    `factbox infobox infokasten fact-box info-box explainer keypoints key-points takeaways highlights keytakeaways key-takeaways faktaboks faktabox`,
	Toc:     `toc tableofcontents table-of-contents ez-toc jumplinks jump-links`,
	Pager:   `pagination pager paging pagenav post-navigation nav-links prev-next prevnext nextprev next-prev post-nav`,
	Search:  `search suche searchform search-form searchbox`,
	Account: `login signin account anmelden logout sign-in log-in loginbox`,
	Paywall: `paywall regwall premium-box piano piano-container tp-container paygate subscriber-only barrier`,
	Popular: `popular trending mostread most-read most-viewed top-stories meistgelesen topstories mostpopular most-popular breaking ticker
		lo-mas-leido latest-stories editors-picks recent-posts recentposts latest-posts hot-topics bestseller`,
	Tool:     `toolbar tools actions utility buttons button btn bookmark bookmarks article-tools toolbox action-bar actionbar controls fontsize textsize`,
	Rating:   `rating ratings vote votes likes reactions poll quiz survey feedback reaction emoji`,
	Note:     `disclaimer disclosure affiliate affiliates affiliate-disclosure disclosures impressum legal`,
	Footnote: `footnote footnotes endnotes references bibliography`,
	Product:  `product products price shop buy deal deals cart store shopping commerce buybox`,
	Appeal:   `donate donation spenden membership contribute appeal support-us`,
	Contact:  `contact address email phone kontakt`,
	Widget:   `widget widgets module plugin`,
	Off:      `no has with without is-not not wo hasno enable disable disabled`,
}

// tokenNames are the names of the groups, in their order.
var tokenNames = strings.Fields(
	"story copy main title deck nav footer header side linked sharing talk promo ad mail author byline caption photo gallery video meta date tag crumb modal consent hidden print teaser pull embed fact toc pager search account paywall popular tool rating note footnote product appeal contact widget off body")

// TokenName is the name of a group.
func TokenName(t Token) string { return tokenNames[t] }

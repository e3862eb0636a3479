package tags

import "strings"

// metaNames maps the names of <meta> elements that are asked for to the name
// they are kept under; names that mean the same share one.
var metaNames = func() map[string]string {
	m := map[string]string{}
	for _, line := range metaSynonyms {
		names := strings.Fields(line)
		for _, n := range names {
			m[n] = names[0]
		}
	}
	return m
}()

var metaSynonyms = []string{
	"og:title", "twitter:title", "citation_title dc.title dcterms.title", "parsely-title sailthru.title cxenseparse:title", "title headline hdl",
	"article:author og:author og:article:author article:author_name", "citation_author citation_authors dc.creator dcterms.creator dc.creator.personalname bepress_citation_author eprints.creators_name",
	"parsely-page", "parsely-author sailthru.author cxenseparse:author cxenseparse:recs:author rbauthors", "author byl byline authors article.author creator article:authorname author_name authorname",
	"twitter:creator", "twitter:label1", "twitter:data1", "twitter:label2", "twitter:data2",
	"article:published_time og:article:published_time article:published og:published_time og:pubdate rnews:datepublished article:publish_time article:published_at",
	"parsely-pub-date sailthru.date cxenseparse:recs:publishtime cxenseparse:publishtime article.published article.created originalpublicationdate cxenseparse:recs:articlepublishtime bt:pubdate",
	"citation_publication_date citation_online_date citation_date prism.publicationdate dc.date.issued dcterms.issued dcterms.date dc.date dcterms.created dc.date.created dc.date.published dcterms.published bepress_citation_date",
	"date pubdate publish-date publish_date publishdate published publication_date publicationdate publish_time pub_date datepublished date.release article_date_original release_date date_published displaydate published_at posted created date.created datecreated created_at article:date dat ptime utime date_of_publication content_create_date publicationdatetime pdate search.date item-publish-date",
	"article:modified_time og:updated_time og:modified_time og:article:modified_time article:modified article:updated_time",
	"datemodified dc.date.modified dcterms.modified lastmod last-modified last_modified date.modified date.updated revised modified lastupdated update_date article.updated modified_time",
	"og:site_name", "application-name apple-mobile-web-app-title cre copyright-holder", "publisher dc.publisher dcterms.publisher citation_journal_title article:publisher_name og:publisher",
	"og:url twitter:url", "parsely-link", "og:type", "parsely-type",
	"article:section og:article:section", "parsely-section cxenseparse:recs:category article.section section category",
	"article:tag og:article:tag", "parsely-tags sailthru.tags news_keywords", "keywords",
	"og:description twitter:description", "description dc.description",
	"og:locale", "content-language language dc.language dcterms.language",
	"article:content_tier",
}

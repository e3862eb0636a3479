package article

import (
	"errors"
	"strings"
	"testing"

	"github.com/dsbuild/dsbuild/convert/meta"
	"github.com/dsbuild/dsbuild/schema"
)

// TestSaysError: a heading is an error where it says nothing else.
func TestSaysError(t *testing.T) {
	for _, s := range []string{
		"404", "404 Errors", "Error 404", "Page Not Found", "404: page not found", "404 Not Found", "Error 404 (Not Found)!!1", "Error 404 - Harbour Post", "Harbour Post | Page not found",
		"Oops! This page could not be found.", "HTTP Status 404 – Not Found", "403 Forbidden", "502 Bad Gateway", "500 Internal Server Error", "Access Denied", "Just a moment...", "Attention Required! | Guard",
		"Sorry, the page you are looking for cannot be found", "This page isn’t available", "Are you a robot?", "Seite nicht gefunden", "Fehler 404 – Seite nicht gefunden | Hafenbote", "Page introuvable",
		"Erreur 404", "Página no encontrada - El Puerto", "Página não encontrada", "Pagina non trovata", "Pagina niet gevonden", "Sidan hittades inte", "Nie znaleziono strony", "Страница не найдена",
		"Ошибка 404", "Sayfa Bulunamadı", "ページが見つかりません", "404エラー", "页面不存在", "페이지를 찾을 수 없습니다", "الصفحة غير موجودة", "Error", "404 Errors : Details",
		"We're truly sorry, but the page you wanted can't be found", "The page you asked for has been removed or moved", "Die von Ihnen gesuchte Seite existiert nicht mehr", "La página que busca ya no existe",
		"A página que procura não existe", "Запрашиваемая страница больше не существует", "お探しのページは移動したため見つかりません",
	} {
		if !saysError(s) {
			t.Errorf("%q is not taken for an error", s)
		}
	}
	for _, s := range []string{
		"", "Bill 404 passes", "Bill 404 passes the House", "Council adopts ordinance (39404)", "(39404)", "500", "Route 404 closes", "The 404 bus is late", "Not found: the harbour's lost bell rings again after ninety years",
		"Access denied: wheelchair users shut out of half of the county's stations", "Peer Gynt", "Server farms come to Harbour", "Errors of judgement", "Court finds error in 404 ballots", "451", "Area 503", "Seite an Seite",
		"Harbour Post", "Service", "The page that was not found in the archive of the harbour museum", "The ferry that could not be found for three days in the fog", "This page of harbour history is worth another look",
	} {
		if saysError(s) {
			t.Errorf("%q is taken for an error", s)
		}
	}
}

// TestErrorPages: the heading alone does not make an error page, nor does a short text.
func TestErrorPages(t *testing.T) {
	sentence := "The council of the harbour town voted for the new quay on Monday."
	items := make([]schema.Block, 0, 9)
	for range 9 {
		items = append(items, kept(schema.KindListItem, sentence))
	}
	for _, c := range []struct {
		name, title string
		format      schema.SourceFormat
		blocks      []schema.Block
		want        bool
	}{
		{"short", "Page Not Found", schema.FormatHTML, strings2blocks("Sorry, we could not find the page.", "Use of this site means that you accept our rules. Your privacy rights."), true},
		{"a headline beside another title", "Harbour Post", schema.FormatHTML, []schema.Block{{Kind: schema.KindTitle, Text: "404 Errors"}, kept(schema.KindParagraph, "Sorry, we could not find the page.")}, true},
		{"with many apologies", "404: Page not found | Harbour Post", schema.FormatHTML, strings2blocks("Sorry, we cannot find the page that you asked for.", "The link may be old by now. Try the search above, or begin again at the front page."), true},
		{"with a list of stories", "404", schema.FormatHTML, items, true},
		{"no stops", "404", schema.FormatHTML, strings2blocks("Home", "Search the site"), true},
		{"with a text", "Access denied", schema.FormatHTML, strings2blocks(sentence+" "+sentence, sentence), false},
		{"with a text of one paragraph", "Not found", schema.FormatHTML, strings2blocks(strings.Repeat(sentence+" ", 3)), false},
		{"with a text in Japanese", "404", schema.FormatHTML, strings2blocks(strings.Repeat("町議会は火曜日の夜に古い橋を大型トラックが通ることを禁止すると決めた。", 3)), false},
		{"a number", "Bill 404 passes", schema.FormatHTML, strings2blocks(sentence), false},
		{"a number in a dump", "Council adopts ordinance (39404)", schema.FormatPageText, strings2blocks(sentence), false},
		{"a dump", "Seite nicht gefunden", schema.FormatPageText, strings2blocks("Wir konnten die Seite leider nicht finden."), true},
		{"clean text", "Page not found", schema.FormatText, strings2blocks(sentence), false},
		{"clean text with a number", "404", schema.FormatText, strings2blocks(sentence), false},
	} {
		_, err := Build(&schema.Page{ID: "x", Source: schema.Source{Format: c.format}}, c.blocks, &meta.Metadata{Metadata: schema.Metadata{Title: c.title}}, Options{})
		var r *schema.Reject
		if got := errors.As(err, &r) && r.PageType == schema.PageError; got != c.want {
			t.Errorf("%s: %v", c.name, err)
		}
	}
}

// TestErrorPhrases: each phrase can be met, and no other list has it already.
func TestErrorPhrases(t *testing.T) {
	for p := range errorPhrases {
		for _, w := range errorWords(p) {
			if errorNames[w] || errorFillers[w] {
				t.Errorf("%q holds %q, which is left out before", p, w)
			}
		}
		if errorSubjects.has(p) && errorPredicates.has(p) {
			t.Errorf("%q is a subject and a predicate", p)
		}
	}
}

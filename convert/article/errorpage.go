package article

import (
	"slices"
	"strings"
	"unicode"

	"github.com/dsbuild/dsbuild/convert/markup"
	"github.com/dsbuild/dsbuild/schema"
)

const (
	// fewSentences: an error page has fewer sentences of running text. What it offers
	// instead stands in lists, and what the site says on every page is left out before.
	fewSentences = 3
	// sentenceWords is the fewest words of a sentence: "Your privacy rights." is a link.
	sentenceWords = 5
	// siteWords is the most words of the site's name beside the error.
	siteWords = 6
)

// isError reports whether the page is an error message of its site or of its guard:
// a heading or title says so and nothing else, and there is hardly a sentence to read.
// A number in a title makes none ("Bill 404 passes"), nor does the headline of clean
// text, which somebody took for an article.
func (c *classifier) isError() bool {
	if !c.page.IsClean() && c.sentences() < fewSentences && slices.ContainsFunc(c.headings(), saysError) {
		return true
	}
	return c.words <= maxError && !(c.stated.article && c.long > 0) && c.isAbout(robotWords, nil)
}

// headings returns what the page is headed by: its title as chosen and as the browser
// shows it, and its headlines.
func (c *classifier) headings() []string {
	all := []string{c.m.Title}
	for i := range c.blocks {
		if c.blocks[i].Kind == schema.KindTitle {
			all = append(all, c.blocks[i].Text)
		}
	}
	if c.markup == nil {
		return all
	}
	for i := range c.markup.Nodes {
		if tag := c.markup.Nodes[i].Tag; tag == markup.TagTitle || tag == markup.TagH1 {
			all = append(all, string(c.markup.AppendText(nil, int32(i))))
		}
	}
	return all
}

// errorTopics are what an error page speaks of in its apologies: itself, and the way on.
var errorTopics = newPhrases(
	"sorry", "page", "link", "search", "url", "address", "website", "browser", "http", "server", "request", "javascript", "cookie", "captcha", "administrator", "try again",
	"seite", "suche", "adresse", "leider", "lien", "recherche", "désolé", "página", "enlace", "buscar", "búsqueda", "dirección", "endereço", "pesquisa", "pagina", "cerca", "indirizzo",
	"zoek", "sida", "siden", "sök", "søk", "søg", "länk", "sivu", "haku", "stron", "wyszuk", "adres", "stránk", "hledat", "oldal", "keres", "căuta", "stranic", "страниц", "сторінк", "ссылк",
	"посилання", "поиск", "пошук", "адрес", "σελίδα", "σύνδεσμ", "αναζήτηση", "sayfa", "bağlantı", "ページ", "検索", "リンク", "页面", "链接", "搜索", "頁面", "連結", "搜尋", "페이지", "검색", "링크",
	"الصفحة", "الرابط", "البحث", "הדף", "העמוד", "קישור", "חיפוש", "صفحه", "halaman", "trang", "หน้า", "पृष्ठ", "पेज",
)

// sentences counts the sentences of running text that are no apology, up to fewSentences.
// Where a script has no full stop a long paragraph is one.
func (c *classifier) sentences() int {
	n := 0
	for i := range c.a.Paragraphs {
		p := &c.a.Paragraphs[i]
		if p.Kind != schema.ParagraphKind(schema.KindParagraph) && p.Kind != schema.ParagraphKind(schema.KindBlockQuote) {
			continue
		}
		for s := c.a.Text[p.Start:p.End]; s != "" && n < fewSentences; {
			end := sentenceEnd(s)
			size := sizeOf(s[:end])
			if (size >= proseWords || size >= sentenceWords && strings.ContainsAny(s[:end], stops)) && !errorTopics.has(strings.ToLower(s[:end])) {
				n++
			}
			s = s[end:]
		}
	}
	return n
}

// stops end sentences.
const stops = ".!?…。！？।؟۔"

// sentenceEnd returns where the first sentence of s ends: behind a stop before a space,
// behind one of East Asia, or at the end of s.
func sentenceEnd(s string) int {
	stopped := false
	for i, r := range s {
		if stopped && unicode.IsSpace(r) {
			return i
		}
		if stopped = strings.ContainsRune(stops, r) || stopped && strings.ContainsRune(`"'”’»)`, r); stopped && strings.ContainsRune("。！？", r) {
			return i + len("。")
		}
	}
	return len(s)
}

// saysError reports whether a heading names an error and nothing else but the site.
func saysError(heading string) bool {
	heading = strings.ToLower(strings.Join(strings.Fields(heading), " "))
	found := false
	for part := range strings.SplitSeq(errorSeparators.Replace(heading), "\n") {
		switch words := errorWords(part); {
		case isErrorPhrase(words):
			found = true
		case len(words) > siteWords:
			return false
		}
	}
	return found
}

// errorSeparators part an error from the name of the site.
var errorSeparators = strings.NewReplacer(" | ", "\n", "|", "\n", " - ", "\n", " – ", "\n", " — ", "\n", ": ", "\n", " : ", "\n", " :: ",
	"\n", " · ", "\n", " • ", "\n", " » ", "\n", " / ", "\n", "! ", "\n", ". ", "\n", "。", "\n", "’", "'")

// errorWords returns the words of a part of a heading without punctuation.
func errorWords(part string) []string {
	return strings.FieldsFunc(part, func(r rune) bool {
		return r != '\'' && (unicode.IsSpace(r) || unicode.IsPunct(r) || unicode.IsSymbol(r))
	})
}

// isErrorPhrase reports whether the words are an error: what it is called, with its
// number and apologies or without. 404 says enough, other numbers do not.
func isErrorPhrase(words []string) bool {
	named := false
	rest := slices.DeleteFunc(slices.Clone(words), func(w string) bool {
		name := errorNames[strings.TrimPrefix(w, "404")] // scripts without spaces
		named = named || w == "404" || name
		return name || errorFillers[w] || len(w) == 3 && (w[0] == '4' || w[0] == '5') && strings.Trim(w, "0123456789") == ""
	})
	if len(rest) == 0 {
		return named
	}
	phrase := strings.Join(rest, " ")
	return errorPhrases[phrase] || len(rest) <= longError && errorSubjects.has(phrase) && errorPredicates.has(phrase)
}

// longError is the most words of an error that is said in a sentence.
const longError = 14

// errorSubjects and errorPredicates make an error together: "the page you wanted cannot
// be found". Each side alone stands in headlines.
var (
	errorSubjects = newPhrases(
		"page you", "this page", "that page", "requested page", "page can", "page could", "diese seite", "gesuchte seite", "gewünschte seite", "aufgerufene seite", "cette page", "page que", "page demandée", "página que", "esta página",
		"questa pagina", "pagina che", "pagina cercata", "deze pagina", "pagina die", "denna sida", "sidan du", "denne siden", "siden du", "tämä sivu", "hakemaasi sivua", "strona której", "szukana strona", "hledaná stránka",
		"požadovaná stránka", "a keresett oldal", "pagina căutată", "pagina pe care", "tražena stranica", "запрашиваемая страница", "сторінка яку", "σελίδα που", "aradığınız sayfa", "您访问的页面", "您要访问的页面", "お探しのページ",
	)
	errorPredicates = newPhrases(
		"can't be found", "cannot be found", "could not be found", "couldn't be found", "not found", "doesn't exist", "does not exist", "no longer exist", "no longer available", "isn't available", "been removed", "been moved",
		"nicht gefunden", "existiert nicht", "nicht mehr verfügbar", "introuvable", "n'existe", "pas été trouvée", "no existe", "no se encuentra", "no ha sido encontrada", "não existe", "não foi encontrada", "non esiste",
		"non è stata trovata", "non trovata", "niet gevonden", "bestaat niet", "hittades inte", "finns inte", "finnes ikke", "findes ikke", "ble ikke funnet", "blev ikke fundet", "ei löytynyt", "ei löydy", "nie istnieje",
		"nie została znaleziona", "nebyla nalezena", "neexistuje", "nem található", "nu există", "nu a fost găsită", "nije pronađena", "ne postoji", "не найдена", "не существует", "не знайдено", "не існує", "δεν βρέθηκε", "δεν υπάρχει",
		"bulunamadı", "不存在", "找不到", "見つかりません",
	)
)

func setOf(list, separator string) map[string]bool {
	all := map[string]bool{}
	for s := range strings.SplitSeq(list, separator) {
		if s = strings.TrimSpace(s); s != "" {
			all[s] = true
		}
	}
	return all
}

// errorNames are words for an error. Alone they are the whole of a heading.
var errorNames = setOf(`error errors err404 fehler fehlerseite erreur erreurs errore errori erro fout foutmelding fel feil fejl virhe błąd chyba hiba eroare greška грешка napaka
	viga kļūda klaida ошибка помилка σφάλμα hata エラー 错误 錯誤 오류 에러 خطأ خطا שגיאה त्रुटि lỗi kesalahan`, " ")

// errorFillers stand around them.
var errorFillers = setOf(
	"1 oops uups ups hoppla whoops sorry uh oh http https code status server the this that la le die der das el il o a de nr no. n° leider pardon désolé", " ")

// errorPhrases are what errors are called, and what guards before a page say. They hold
// no word of errorNames or errorFillers, and none is made of a subject and a predicate.
var errorPhrases = setOf(`page not found
not found
file not found
content not found
article not found
story not found
post not found
document not found
url not found
requested url was not found on
resource not found
object not found
nothing found
no page found
page not available
page isn't available
page is not available
page unavailable
page is unavailable
page missing
page does not exist
page doesn't exist
page no longer exists
page no longer available
page is no longer available
page is gone
we can't find page
we couldn't find page
we can't find page you're looking for
we couldn't find page you were looking for
content unavailable
content not available
access denied
access forbidden
access to page has been denied
permission denied
forbidden
unauthorized
bad gateway
bad request
gateway timeout
gateway time out
internal
service unavailable
service temporarily unavailable
temporarily unavailable
too many requests
request rejected
request blocked
just moment
attention required
are you robot
robot check
security check
human verification
verify you are human
site maintenance
under maintenance
down for maintenance
site can't be reached
something went wrong
an occurred
application
an application occurred
establishing database connection
seite nicht gefunden
seite nicht verfügbar
seite nicht vorhanden
seite existiert nicht
seite wurde nicht gefunden
angeforderte seite wurde nicht gefunden
seite konnte nicht gefunden werden
inhalt nicht gefunden
artikel nicht gefunden
datei nicht gefunden
nicht gefunden
zugriff verweigert
wartungsarbeiten
page introuvable
page non trouvée
page non trouvee
page inexistante
page n'existe pas
contenu introuvable
article introuvable
introuvable
accès refusé
accès interdit
página no encontrada
pagina no encontrada
página no existe
página no disponible
no se encontró página
no se ha encontrado página
no encontrado
no encontrada
contenido no encontrado
acceso denegado
página não encontrada
pagina nao encontrada
página inexistente
não encontrado
não encontrada
conteúdo não encontrado
acesso negado
pagina non trovata
pagina inesistente
pagina non disponibile
pagina non esiste
non trovato
non trovata
accesso negato
pagina niet gevonden
pagina bestaat niet
niet gevonden
toegang geweigerd
sidan hittades inte
sidan kunde inte hittas
sidan finns inte
siden finnes ikke
siden ble ikke funnet
fant ikke siden
side ikke funnet
siden blev ikke fundet
siden findes ikke
side ikke fundet
sivua ei löytynyt
sivua ei löydy
nie znaleziono strony
strony nie znaleziono
strona nie istnieje
strona nie została znaleziona
nie znaleziono
brak dostępu
stránka nenalezena
stránka nebyla nalezena
stránka neexistuje
stránka sa nenašla
stránka nebola nájdená
az oldal nem található
oldal nem található
keresett oldal nem található
pagina nu fost găsită
pagina nu există
stranica nije pronađena
stranica ne postoji
страница није пронађена
stran ne obstaja
strani ni mogoče najti
страницата не е намерена
страница не найдена
страница не существует
не найдено
доступ запрещен
доступ запрещён
сторінку не знайдено
сторінка не знайдена
η σελίδα δεν βρέθηκε
σελίδα δεν βρέθηκε
sayfa bulunamadı
lehekülge ei leitud
lehte ei leitud
lapa nav atrasta
puslapis nerastas
pàgina no trobada
no s'ha trobat pàgina
orria ez da aurkitu
páxina non atopada
halaman tidak ditemukan
không tìm thấy trang
trang không tồn tại
ページが見つかりません
ページが見つかりませんでした
页面不存在
页面未找到
找不到页面
网页不存在
頁面不存在
找不到頁面
找不到網頁
페이지를 찾을 수 없습니다
요청하신 페이지를 찾을 수 없습니다
الصفحة غير موجودة
لم يتم العثور على الصفحة
הדף לא נמצא
העמוד לא נמצא
صفحه پیدا نشد
صفحه یافت نشد
पृष्ठ नहीं मिला
पेज नहीं मिला
ไม่พบหน้า
ไม่พบหน้าที่คุณต้องการ`, "\n")

package names

import (
	"slices"
	"strings"

	"github.com/dsbuild/dsbuild/convert/meta/names/known"
	"github.com/dsbuild/dsbuild/internal/text"
)

// hanging are small words left at the end or beginning of a name when the date,
// outlet or verb beside it was cut off: "Mara Ellison on", "in Mara Ellison".
var hanging = text.WordSet(`on at in am vom from em um via posted monday tuesday wednesday thursday friday saturday sunday`)

// loosen drops what hangs on a name without belonging to it: small words, the
// outlet behind it, the name itself once more.
func loosen(s string, exclude []string) string {
	words := strings.Fields(s)
	before := len(words)
	for len(words) > 1 && hangs(words[len(words)-1]) {
		words = words[:len(words)-1]
	}
	for len(words) > 1 && hanging[words[0]] {
		words = words[1:]
	}
	if n := len(words); n >= 3 && stamp(words[n-1]) && known.Person(strings.Join(words[:n-1], " ")) {
		words = words[:n-1]
	} else if n >= 3 && stamp(words[0]) && known.Person(strings.Join(words[1:], " ")) {
		words = words[1:]
	}
	if n := len(words); n >= 4 && n%2 == 0 && slices.Equal(words[:n/2], words[n/2:]) {
		words = words[:n/2]
	}
	words = unagency(unlabel(uncompany(words)))
	if words = unoutlet(words, exclude); len(words) == before {
		return s
	}
	return strings.Join(words, " ")
}

// unlabel cuts the label of a date off the end of a name, whatever its language: "Mara
// Ellison Publicado el".
func unlabel(words []string) []string {
	if len(words) > 1 && label(strings.Join(words, " ")) {
		return words
	}
	for n := 1; n < len(words); n++ {
		if label(strings.Join(words[n:], " ")) {
			return words[:n]
		}
	}
	return words
}

// unagency cuts an agency off the end of a name of two words or more: "MARA ELLISON
// ASSOCIATED PRESS".
func unagency(words []string) []string {
	for n := 2; n < len(words); n++ {
		if agencies[text.Key(strings.Join(words[n:], " "))] && !Role(strings.Join(words[:n], " ")) {
			return words[:n]
		}
	}
	return words
}

// uncompany cuts the company of who writes off the beginning of a name in Japanese or Chinese.
func uncompany(words []string) []string {
	if len(words) > 1 && slices.ContainsFunc(companies, func(c string) bool { return strings.Contains(words[0], c) }) {
		return words[1:]
	}
	return words
}

var companies = []string{"株式会社", "有限会社", "合同会社", "（株）", "(株)", "有限公司", "編集部", "编辑部", "通信社", "新聞社"}

// ownProfile reports whether a part is the link by which blogs lead to what a writer says of
// himself: "View my complete profile".
func ownProfile(s string) bool {
	profile, mine := false, false
	for w := range strings.FieldsSeq(strings.ToLower(s)) {
		profile, mine = profile || profiles[w], mine || mines[w]
	}
	return profile && mine
}

var (
	profiles = text.WordSet(`profile profil perfil profilo profiel profilul профиль профіль profilom profili profilim profilimi profilku`)
	mines    = text.WordSet(`my mein mon mi mio meu mijn mój moj můj môj min мой мій meus minha lengkapku profilku tamamını profilimin profilim`)
)

// stamp reports whether a word is the short name of an outlet or a section: "CNN", "AAS".
func stamp(w string) bool {
	if len(w) < 3 || len(w) > 5 || known.Family(w) || in(bodies, w) {
		return false
	}
	for i := range len(w) {
		if w[i] < 'A' || w[i] > 'Z' {
			return false
		}
	}
	return true
}

// hangs reports whether the last word of a name is none; of capitalised words
// only the longer, since Em and Om are names.
func hangs(w string) bool { return hanging[w] || len(w) > len("from") && in(hanging, w) }

// unoutlet cuts the name of the outlet off a name of two words or more: "Mara
// Ellison Harbour Post", "Mara Ellison Post staff" at the Harbour Post.
func unoutlet(words, exclude []string) []string {
	end := len(words)
	for end > 2 && in(roles, words[end-1]) {
		end--
	}
	if end < 3 || strings.EqualFold(words[0], "the") {
		return words
	}
	first := text.Key(words[0])
	for n := 2; n < end; n++ {
		if particles[words[n-1]] || particles[words[n]] {
			continue // "Tobias van Ellison" at vanellison.example
		}
		key := text.Key(strings.Join(words[n:end], " "))
		for _, x := range exclude {
			if key == x || len(key) >= minOutlet && strings.HasSuffix(x, key) && !strings.Contains(x, first) {
				return words[:n]
			}
		}
	}
	return words
}

// minOutlet is the length in bytes from which the end of an outlet's name
// stands for it; shorter ends may be surnames.
const minOutlet = 5

// Occupation reports whether a part behind a name says what its bearer is:
// "TV reporter", "Director of Operations", "home security expert".
func Occupation(s string) bool {
	words := strings.Fields(strings.ToLower(s))
	if len(words) < 2 {
		return false
	}
	for _, w := range words[1:] {
		if w == "of" || w == "for" || w == "at" || w == "to" {
			return true
		}
	}
	return occupations[strings.Trim(words[len(words)-1], ".,:;)")]
}

// surnames are roles that are family names as well.
var surnames = text.WordSet(`engineer guest head house white fellow law`)

// occupation reports whether a part behind a name says what its bearer is. Who
// is joined to a name by "and" is a second person: "Tom Odell and Nadia Engineer".
func occupation(part, byline string) bool {
	part = strings.TrimSpace(part)
	words := strings.Fields(part)
	if surname(words) && in(offices, words[len(words)-1]) {
		return !strings.Contains(byline, "& "+part) && !strings.Contains(byline, "and "+part)
	}
	return Occupation(part)
}

// offices are those surnames that say behind a comma what somebody is: "Policy Fellow".
var offices = text.WordSet(`engineer fellow head`)

// surname reports whether the last word of a name is a role only by its looks:
// without it a given name alone is left, perhaps with an initial.
func surname(words []string) bool {
	n := len(words)
	if n < 2 || n > 3 || !in(surnames, words[n-1]) || in(roles, words[0]) || !capitalised(words[n-1]) {
		return false
	}
	return n == 2 || len(strings.Trim(words[1], ".")) == 1
}

// capitalised reports whether a word begins with a capital of ASCII.
func capitalised(w string) bool { return w[0] >= 'A' && w[0] <= 'Z' }

// siteName reports whether the first part of a byline is the address of the site.
func siteName(part string) bool {
	part = strings.TrimSpace(part)
	return !strings.Contains(part, " ") && (hasURL(part) || domain(part) && strings.IndexByte(part, '.') > 1)
}

// joinSection keeps the name of a section in one piece: "Life & Love News".
// Where a single word stands before the sign and a word for an organisation ends
// what follows, the two are not two people.
func joinSection(s string) string {
	if !strings.Contains(s, " & ") {
		return s
	}
	sections := strings.Split(s, "|")
	for i, part := range sections {
		before, after, _ := strings.Cut(strings.TrimSpace(part), " & ")
		words := strings.Fields(after)
		if before == "" || len(words) == 0 || len(words) > 3 || strings.ContainsAny(before, " ,") || !in(bodies, words[len(words)-1]) {
			continue
		}
		sections[i] = strings.ReplaceAll(part, " & ", "\u00a0&\u00a0")
	}
	return strings.Join(sections, "|")
}

var occupations = text.WordSet(`reporter editor expert experts writer developer correspondent producer director strategist manager engineer scientist nutritionist dietitian trainer
coach attorney lawyer physician specialist consultant analyst author fellow professor lecturer designer copywriter contributor columnist associate officer gardener gardeners
strategy planner therapist researcher architect biologist economist historian redakteur redakteurin experte expertin korrespondent korrespondentin`)

// credited reports whether a part names somebody for another work than the text.
func credited(s string) bool { return beginsWith(s, otherWorks) }

// beginsWith reports whether s begins with one of the phrases, whatever the case.
func beginsWith(s string, phrases []string) bool {
	return slices.ContainsFunc(phrases, func(p string) bool { return len(s) >= len(p) && strings.EqualFold(s[:len(p)], p) })
}

var otherWorks = lines(`übersetzung|übersetzt von|aus dem englischen|translated by|translation|traduction|traduit par|traducción|traducido por|tradução|traduzido por|traduzione|tradotto da|vertaald door|vertaling
tłumaczenie|tłumaczył|перевод|переклад|oversatt av|oversat af|översättning|översatt av|çeviri|çeviren|ترجمة|ترجمه|illustration|illustrazioni|illustrated by|photo|foto|фото|φωτογραφ|zdjęcia|fényképek|video by|grafik|graphics by|翻訳|翻译|译者|編譯|イラスト|撮影|写真|摄影|攝影|사진|번역`)

// in reports whether a set of words in lower case holds w.
func in(set map[string]bool, w string) bool {
	var buf [16]byte
	if len(w) > len(buf) {
		return false
	}
	low := append(buf[:0], w...)
	for i, c := range low {
		if c >= 'A' && c <= 'Z' {
			low[i] = c + 'a' - 'A'
		}
	}
	return set[string(low)]
}

// strangers are words that no person's name holds, capitalised or not: they
// begin requests, headlines and the lines above comments.
var strangers = text.WordSet(`for by is are but with your how why what this our says said sagt schreibt dit dice grüße`)

// strayWords are single words that stand where a name should.
var strayWords = text.WordSet(`on no new in at by second third first training reply antworten yes none null`)

// account reports whether s may be the name of an account: one word with
// letters, digits and the marks that such names hold.
func account(s string) bool {
	letters := 0
	for i := range len(s) {
		switch c := s[i]; {
		case c|0x20 >= 'a' && c|0x20 <= 'z' || c >= 0x80:
			letters++
		case c >= '0' && c <= '9', c == '_', c == '.' && i > 0 && i < len(s)-1:
		default:
			return false
		}
	}
	return letters >= 3 && len(s) <= maxAccount && !hasURL(s) && !domain(s)
}

const maxAccount = 30

// domain reports whether s ends like the name of a host: ".de", ".co.uk".
func domain(s string) bool {
	i := strings.LastIndexByte(s, '.')
	return i > 0 && len(s)-i-1 <= 3
}

// Introduces reports whether s is nothing but words that introduce a name:
// "Written by", "Verfasst von".
func Introduces(s string) bool {
	return slices.Contains(prefixes, strings.Trim(strings.ToLower(s), " :"))
}

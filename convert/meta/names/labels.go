package names

import (
	"cmp"
	"slices"
	"strings"
	"sync"

	"github.com/dsbuild/dsbuild/internal/text"
)

// bys introduce a byline, in the languages of the web: "by" and what stands for it,
// and the words for author, writer, reporter and text.
var bys = lines(`
deur|geskryf deur|outeur
nga|shkruar nga|autori
በ|ጸሐፊ
بقلم|بقلم:|كتب|كتبت|كتب:|كتبت:|إعداد|بواسطة|تأليف|الكاتب:|المؤلف:|تحرير:|المحرر:
հեղինակ|հեղինակ՝
müəllif|yazan
egilea
аўтар|аўтар:
লেখক|লেখক:|লিখেছেন
piše|piše:|autor|napisao|napisala
от|автор
per|escrit per|text de
作者|撰文|撰稿|记者|記者|采写|本报记者|本報記者|特約記者|通讯员
autor|napsal|napsala|připravil|připravila
skrevet af|skrevet av|tekst|tekst:|af|av|av:|af:
door|geschreven door|tekst|auteur
kirjutas|autor|tekst
kirjoittanut|kirjoittaja|kirjoittaja:|teksti|teksti:|toimittaja:
par|écrit par|rédigé par|publié par|signé par|texte|textes
ავტორი|ავტორი:
von|text|autor|verfasst von|adaptiert von|protokoll von|protokoll|es berichtet|es berichten
γράφει ο|γράφει η|γράφει ο/η|του|της|από τον|από την|από|συντάκτης|συντάκτρια|κείμενο|ρεπορτάζ
લેખક|લેખક:|દ્વારા
מאת|מאת:|כתב:|כתבה:|מחבר:|נכתב על ידי
लेखक|लेखक:|लेखिका:|द्वारा|द्वारा:|रिपोर्ट:|रिपोर्टर:|संवाददाता:
írta|írta:|szerző|szerző:|szöveg:|riporter:
eftir|höfundur|höfundur:
oleh|oleh:|penulis|penulis:|ditulis oleh|reporter|pewarta:|editor:
di|scritto da|a cura di|testo di|articolo di
著者|執筆|執筆者|筆者|取材・文|投稿者|作成者|ライター
автор|мәтін
ដោយ|ដោយ៖
글:|작성자|글쓴이|취재
ໂດຍ
autors|teksts|autors:
autorius|autorė|parengė|parašė
пишува|пишува:|од
oleh|ditulis oleh|penulis
लेखक|लेखक:
نویسنده|نویسنده:|نوشته|به قلم|خبرنگار:|گزارش از|گزارشگر:
autor|autorka|autorzy|tekst|opracował|opracowała|oprac.|napisał|napisała|rozmawiał|rozmawiała
por|escrito por|texto de|texto|reportagem de|reportagem|da redação de
de|scris de|autor|redactor|text de|publicat de
автор|авторы|текст|корреспондент|подготовил|подготовила|беседовал|беседовала|материал подготовил|материал подготовила
autor|napísal|napísala|text
piše|avtor|avtorica|besedilo
por|escrito por|firmado por|redacción por|texto|reportaje de|firma|una crónica de
na|imeandikwa na|mwandishi
av|skriven av|text|text:|reporter|reporter:
எழுதியவர்|எழுதியவர்:
రచయిత|రచయిత:
โดย|ผู้เขียน|ผู้เขียน:|เรื่อง|เรื่อง:|เขียนโดย
yazan|yazan:|yazar|yazar:|haber|haber:|haberi yazan|muhabir|muhabir:|haberin yazarı
автор|автори|текст|автор:|підготував|підготувала|від
تحریر|تحریر:|از|مصنف:
bởi|tác giả|tác giả:|người viết:|theo
gan
`)

// notAlone are those of them that mean something else where no colon or other mark
// follows: "De Angelis", "Text", "Na".
var notAlone = text.WordSet("de na per nga gan bởi theo text tekst texte textes texto tekst: teksti haber firma reporter egilea از كتب")

// introducing holds all that introduces a byline by the first byte, the longest first.
var introducing = sync.OnceValue(func() (by [256][]string) {
	all := slices.Concat(prefixes, bys)
	for _, p := range bys {
		if last := p[len(p)-1]; last != ':' && last < 0x80 {
			all = append(all, p+":")
		}
	}
	slices.SortFunc(all, func(a, b string) int { return cmp.Or(len(b)-len(a), strings.Compare(a, b)) })
	for _, p := range slices.Compact(all) {
		i := firstByte(p)
		by[i] = append(by[i], p)
	}
	return by
})

// firstByte is the first byte of s in lower case; all beyond ASCII are one.
func firstByte(s string) byte {
	switch {
	case s == "":
		return 0
	case s[0] >= 'A' && s[0] <= 'Z':
		return s[0] + 'a' - 'A'
	}
	return min(s[0], 0x80)
}

// lines are the phrases of a table.
func lines(table string) []string {
	var all []string
	for _, p := range strings.FieldsFunc(table, func(r rune) bool { return r == '|' || r == '\n' }) {
		if notAlone[p] {
			p += ":"
		}
		all = append(all, p)
	}
	return all
}

// labels are what pages write before a date, a time or a section, and what stands
// alone when the date is cut off: no names. They are keys (text.Key).
var labels = keys(labelTable)

// keys reads the phrases of a table when one is asked for: text.Key of each.
func keys(table string) func() map[string]bool {
	return sync.OnceValue(func() map[string]bool {
		m := map[string]bool{}
		for _, p := range lines(table) {
			m[text.Key(p)] = true
		}
		return m
	})
}

const labelTable = `
published|published on|published at|first published|originally published|posted|posted on|updated|updated on|last updated|last updated on|last modified|modified|modified on|created|created on|date|time|filed under|filed|issued|released|release date|date of publication|as of|event details|font size|text size|full screen|other apps|share this|read more|no author|no byline|unknown author|not specified|n/a|tbd|author bio|about the author|subject areas|original text|uncategorized|protected|article|buy tickets|letters to|letters to the editor|policy brief|press release|news analysis|breaking news|latest news|top stories|editors picks
publié|publié le|publie le|publiée le|publié à|mis à jour|mis à jour le|mise à jour|mise à jour le|maj|modifié le|modifié|posté le|paru le|créé le|dernière mise à jour|dernière modification|lecture|temps de lecture|classé dans|rubrique
publicado|publicado el|publicado en|publicada el|actualizado|actualizado el|actualizada|última actualización|fecha|fecha de publicación|creado el|modificado|modificado el|lectura|tiempo de lectura
publicado em|publicada em|atualizado|atualizado em|atualizada em|última atualização|postado em|criado em|data de publicação|modificado em|tempo de leitura|leitura
pubblicato|pubblicato il|pubblicata il|aggiornato|aggiornato il|ultimo aggiornamento|data di pubblicazione|modificato il|creato il|tempo di lettura|lettura
veröffentlicht|veröffentlicht am|veröffentlicht um|aktualisiert|aktualisiert am|zuletzt aktualisiert|zuletzt aktualisiert am|letzte aktualisierung|stand|stand vom|erstellt|erstellt am|erschienen|erschienen am|datum|lesezeit|geändert am|zuletzt geändert|erstveröffentlichung|lesedauer|artikel vom|meldung vom
gepubliceerd|gepubliceerd op|geplaatst|geplaatst op|bijgewerkt|bijgewerkt op|laatst bijgewerkt|laatst gewijzigd|gewijzigd|aangepast|leestijd|publicatiedatum
opublikowano|opublikowane|opublikowany|data publikacji|dodano|aktualizacja|zaktualizowano|ostatnia aktualizacja|data dodania|utworzono|publikacja|czas czytania
son güncelleme|son güncellenme|güncelleme|güncelleme tarihi|güncellenme|güncellenme tarihi|güncellendi|yayınlanma|yayınlanma tarihi|yayınlandı|yayın tarihi|yayın|oluşturulma tarihi|oluşturma tarihi|giriş|giriş tarihi|eklenme|eklenme tarihi|haber|haber giriş|haber girişi|haberler|tarih|kaynak
опубликовано|опубликован|обновлено|обновление|дата публикации|дата|дата обновления|создано|последнее обновление|изменено|добавлено|время чтения|источник
опубліковано|оновлено|дата публікації|останнє оновлення|створено|додано|джерело
публикувано|публикувана|обновена|обновено|последна промяна|дата на публикуване|објављено|ажурирано|објавено|апдејт
δημοσιεύτηκε|δημοσιεύθηκε|δημοσίευση|ημερομηνία δημοσίευσης|δημοσιευμένο|ενημερώθηκε|ενημέρωση|τελευταία ενημέρωση|ημερομηνία|τροποποιήθηκε|ανανεώθηκε
publicerad|publicerat|publicerades|uppdaterad|uppdaterat|senast uppdaterad|ändrad|skapad|lästid|publisert|oppdatert|sist oppdatert|sist endret|lesetid|offentliggjort|opdateret|sidst opdateret|udgivet|oprettet|publiceret|læsetid
julkaistu|päivitetty|muokattu|luotu|viimeksi päivitetty|lukuaika|avaldatud|uuendatud|lisatud|muudetud
közzétéve|publikálva|frissítve|frissítés|utolsó frissítés|megjelent|létrehozva|módosítva|dátum|megosztás
publikováno|aktualizováno|aktualizace|zveřejněno|vydáno|vytvořeno|upraveno|naposledy aktualizováno|publikované|aktualizované|zverejnené|uverejnené|vydané|aktualizácia
objavljeno|ažurirano|zadnja izmjena|posodobljeno|zadnja sprememba|kreirano|izmijenjeno|objavljen|datum objave
publicat|publicat la|publicat pe|actualizat|actualizat la|ultima actualizare|data publicării|postat|postat la|modificat
diterbitkan|diperbarui|dipublikasikan|dipublikasikan pada|tayang|terakhir diperbarui|diterbitkan pada|dikemaskini|terbit|kemas kini
ngày đăng|đăng lúc|cập nhật|cập nhật lúc|ngày|xuất bản|ngày cập nhật
เผยแพร่|เผยแพร่เมื่อ|อัปเดต|อัพเดท|อัปเดตเมื่อ|อัปเดตล่าสุด|แก้ไขล่าสุด|วันที่|เวลา|ปรับปรุง|ปรับปรุงล่าสุด|ตีพิมพ์|โพสต์เมื่อ
प्रकाशित|प्रकाशित तिथि|अपडेट|अपडेटेड|अद्यतन|अंतिम अपडेट|पब्लिश|प्रकाशन तिथि|দ্বারা প্রকাশিত|প্রকাশ|প্রকাশিত|আপডেট|প্রকাশের তারিখ|প্রকাশকাল
تاریخ انتشار|انتشار|منتشر شده|منتشر شده در|به روز رسانی|بهروزرسانی|آخرین به روز رسانی|زمان انتشار|تاریخ|کد خبر|نشر|نشر في|نشرت|تاريخ النشر|نشر بتاريخ|آخر تحديث|تم التحديث|تحديث|تاريخ التحديث|حدث|شائع ہوا|تازہ کاری
פורסם|פורסם בתאריך|פורסם ב|עודכן|עודכן ב|עדכון אחרון|תאריך|תאריך פרסום
发布|发布时间|发布于|發布時間|發布|發佈時間|发表于|發表於|发表时间|更新时间|更新時間|更新|更新于|最后更新|最後更新|时间|時間|来源|來源|公開日|公開|掲載日|更新日|投稿日|最終更新|最終更新日|配信|日時|입력|수정|등록|게시|작성|최종수정|기사입력|기사수정|업데이트|송고
`

// label reports whether a part is a label and no name.
func label(s string) bool { return labels()[text.Key(s)] }

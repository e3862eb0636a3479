package language

import (
	"strings"
	"testing"
	"unicode/utf8"
)

// Original sentences, long enough to tell a language.
var sentences = map[string]string{
	"en": "The council voted on Tuesday to close the old bridge until spring, and the mayor said that the work would cost more than was planned.",
	"de": "Der Rat beschloss am Dienstag, die alte Brücke bis zum Frühjahr zu sperren, und die Bürgermeisterin sagte, dass die Arbeiten teurer werden als geplant.",
	"fr": "Le conseil a voté mardi la fermeture du vieux pont jusqu'au printemps, et la maire a dit que les travaux seraient plus chers que prévu pour la ville.",
	"es": "El consejo votó el martes cerrar el viejo puente hasta la primavera, y la alcaldesa dijo que las obras van a costar más de lo que se había previsto.",
	"it": "Il consiglio ha deciso martedì di chiudere il vecchio ponte fino alla primavera, e la sindaca ha detto che i lavori sono più cari di quanto previsto.",
	"pt": "O conselho decidiu na terça-feira fechar a velha ponte até a primavera, e a prefeita disse que as obras não vão custar mais do que foi previsto.",
	"nl": "De raad besloot dinsdag om de oude brug tot het voorjaar te sluiten, en de burgemeester zei dat het werk meer gaat kosten dan er was voorzien.",
	"sv": "Rådet beslutade på tisdagen att stänga den gamla bron till våren, och borgmästaren sade att det inte är klart vad arbetet ska kosta för staden.",
	"no": "Rådet vedtok tirsdag å stenge den gamle broen fram til våren, og ordføreren sier at det ikke er klart hva arbeidet skal koste etter at noen sa nei.",
	"da": "Rådet vedtog tirsdag at lukke den gamle bro frem til foråret, og borgmesteren siger, at det ikke er klart, hvad arbejdet skal koste, efter at nogen sagde nej.",
	"pl": "Rada zdecydowała we wtorek o zamknięciu starego mostu do wiosny, a burmistrz powiedziała, że prace będą droższe niż się to wydawało na początku roku.",
	"cs": "Rada v úterý rozhodla, že se starý most do jara uzavře, a starostka řekla, že práce budou podle ní dražší, než se čekalo, protože jsou nutné opravy.",
	"ru": "Совет решил во вторник закрыть старый мост до весны, и мэр сказала, что работы будут стоить больше, чем это было запланировано для города.",
	"uk": "Рада вирішила у вівторок закрити старий міст до весни, і мер сказала, що роботи будуть коштувати більше, ніж це було заплановано для міста.",
	"ja": "市議会は火曜日に古い橋を春まで閉鎖することを決め、市長は工事の費用が予定より高くなると述べた。",
	"zh": "市议会星期二决定将旧桥关闭至春天，市长表示工程费用将高于原先的计划。",
	"ko": "시의회는 화요일에 오래된 다리를 봄까지 폐쇄하기로 결정했고, 시장은 공사 비용이 예상보다 더 들 것이라고 말했다.",
	"ar": "قرر المجلس يوم الثلاثاء إغلاق الجسر القديم حتى الربيع وقالت العمدة إن الأعمال ستكلف أكثر من المتوقع",
	"el": "Το συμβούλιο αποφάσισε την Τρίτη να κλείσει την παλιά γέφυρα μέχρι την άνοιξη.",
	"hi": "परिषद ने मंगलवार को पुराने पुल को वसंत तक बंद करने का निर्णय लिया और महापौर ने कहा कि काम में अधिक खर्च आएगा।",
}

func TestDetect(t *testing.T) {
	for want, s := range sentences {
		for _, declared := range []string{"", want, "en"} {
			got, score := Detect(s, declared)
			if got != want || score <= 0 || score > 1 {
				t.Errorf("%s declared %q: got %q %.3f", want, declared, got, score)
			}
		}
	}
}

func TestUnsure(t *testing.T) {
	for _, s := range []string{"", "OK", "12 345", "Dams", "Berlin Paris Roma", strings.Repeat("x ", 5)} {
		if got, _ := Detect(s, ""); got != "" {
			t.Errorf("%q: got %q", s, got)
		}
	}
}

func TestCode(t *testing.T) {
	for tag, want := range map[string]string{"en-GB": "en", "de_DE": "de", "eng": "en", "pt-BR;q=0.8": "pt", "nb-NO": "no", "": "", "x": "", "und": "", "gsw": "gsw", "zh-Hans": "zh"} {
		if got := Code(tag); got != want {
			t.Errorf("%q: got %q, want %q", tag, got, want)
		}
	}
}

func FuzzDetect(f *testing.F) {
	f.Add("The \xff' old 橋", "en")
	f.Fuzz(func(t *testing.T, s, declared string) {
		code, score := Detect(s, Code(declared))
		if (code == "") != (score == 0) || score < 0 || score > 1 || !utf8.ValidString(code) {
			t.Errorf("%q: %q %v", s, code, score)
		}
	})
}

func BenchmarkDetect(b *testing.B) {
	s := strings.Repeat(sentences["en"]+" ", 10)
	for b.Loop() {
		Detect(s, "en")
	}
}

package charset

import (
	"strings"
	"testing"

	"golang.org/x/text/encoding/htmlindex"
)

// samples are short news paragraphs written for this test.
var samples = map[string]string{
	"de": "Die Gebühren im Hafen steigen ab März. Der Rat beschloß am Dienstag, daß größere Schiffe künftig mehr zahlen müssen; für kleine Boote ändert sich nichts. „Wir können die Kosten nicht länger tragen“, sagte die Bürgermeisterin.",
	"fr": "Les droits de port augmenteront dès le mois de février. Le conseil a décidé mardi que les grands navires paieront davantage ; à l’inverse, rien ne change pour les pêcheurs. « Nous n’avons pas été écoutés », a déclaré le président de la coopérative.",
	"es": "Las tasas del puerto subirán en marzo. El concejo decidió el martes que los buques más grandes pagarán más; para los pequeños no cambiará nada. ¿Quién pagará la diferencia?, preguntó la señora Ibáñez al término de la sesión.",
	"en": "The fees in the harbour will rise from March. “We cannot carry the costs any longer,” said the mayor – larger ships will pay more, the others won’t. A café owner on the quay said he wasn’t asked.",
	"sv": "Avgifterna i hamnen höjs från mars. Kommunfullmäktige beslutade på tisdagen att större fartyg ska betala mer; för småbåtar ändras ingenting. Ägarna är inte nöjda, säger föreningens ordförande Åsa Öhman.",
	"pl": "Opłaty w porcie wzrosną od marca. Rada zdecydowała we wtorek, że większe statki będą płacić więcej; dla małych łodzi nic się nie zmieni. Właściciele są oburzeni i żądają wyjaśnień, powiedziała przewodnicząca związku rybaków.",
	"cs": "Poplatky v přístavu se od března zvýší. Rada v úterý rozhodla, že větší lodě budou platit více; pro malé čluny se nic nemění. Majitelé jsou rozhořčeni a žádají vysvětlení, řekla předsedkyně svazu rybářů, která se jednání účastnila.",
	"hu": "Márciustól emelkednek a kikötői díjak. A tanács kedden úgy döntött, hogy a nagyobb hajók többet fizetnek; a kis csónakoknál semmi sem változik. A tulajdonosok felháborodtak, és magyarázatot követelnek, mondta az egyesület elnöknője, aki jelen volt a gyűlésen. Az őszi idényről később döntenek.",
	"ru": "Портовые сборы вырастут с марта. Совет решил во вторник, что крупные суда будут платить больше; для малых лодок ничего не изменится. Владельцы возмущены и требуют объяснений, сказала председатель союза рыбаков.",
	"uk": "Портові збори зростуть із березня. Рада вирішила у вівторок, що великі судна платитимуть більше; для малих човнів нічого не зміниться. Власники обурені й вимагають пояснень, сказала голова спілки рибалок.",
	"el": "Τα τέλη του λιμανιού θα αυξηθούν από τον Μάρτιο. Το συμβούλιο αποφάσισε την Τρίτη ότι τα μεγαλύτερα πλοία θα πληρώνουν περισσότερα· για τις μικρές βάρκες δεν αλλάζει τίποτα.",
	"tr": "Liman ücretleri marttan itibaren artacak. Meclis salı günü büyük gemilerin daha fazla ödemesine karar verdi; küçük tekneler için hiçbir şey değişmiyor. Şirket sahipleri öfkeli, açıklama istiyoruz dedi başkan.",
	"ja": "港の使用料は三月から引き上げられる。市議会は火曜日、大型船の料金を上げることを決めた。小さな船については変わらない。漁業組合の会長は説明を求めると述べた。",
	"zh": "港口费用将从三月起上调。市议会星期二决定，大型船舶将支付更多费用，小船不受影响。渔民协会主席表示，他们对此感到愤怒，并要求作出解释。",
	"tw": "港口費用將從三月起調高。市議會星期二決定，大型船舶將支付更多費用，小船不受影響。漁民協會主席表示，他們對此感到憤怒，並要求作出解釋。",
	"ko": "항만 요금이 삼월부터 오른다. 시의회는 화요일에 대형 선박의 요금을 올리기로 결정했다. 작은 배는 달라지지 않는다. 어민 조합장은 설명을 요구한다고 말했다.",
	"he": "אגרות הנמל יעלו החל ממרץ. המועצה החליטה ביום שלישי כי אוניות גדולות ישלמו יותר, ולסירות קטנות לא ישתנה דבר. הבעלים זועמים ודורשים הסבר, אמרה יושבת ראש איגוד הדייגים.",
	"th": "ค่าธรรมเนียมท่าเรือจะเพิ่มขึ้นตั้งแต่เดือนมีนาคม สภาเมืองตัดสินใจเมื่อวันอังคารว่าเรือขนาดใหญ่จะต้องจ่ายมากขึ้น ส่วนเรือเล็กไม่มีอะไรเปลี่ยนแปลง ประธานสหกรณ์ประมงกล่าวว่าต้องการคำอธิบาย",
	"ar": "سترتفع رسوم الميناء اعتبارا من مارس. قرر المجلس يوم الثلاثاء أن تدفع السفن الكبيرة أكثر، ولا يتغير شيء للقوارب الصغيرة. وقالت رئيسة اتحاد الصيادين إنهم غاضبون ويطالبون بتوضيح.",
}

func encode(t *testing.T, s, name string) []byte {
	t.Helper()
	e, err := htmlindex.Get(name)
	if err != nil {
		t.Fatal(err)
	}
	out, err := e.NewEncoder().String(s)
	if err != nil {
		t.Fatalf("%s: %v", name, err)
	}
	return []byte(out)
}

func TestDetect(t *testing.T) {
	for _, tt := range []struct{ lang, charset string }{
		{"de", "windows-1252"},
		{"fr", "windows-1252"},
		{"es", "windows-1252"},
		{"en", "windows-1252"},
		{"sv", "windows-1252"},
		{"pl", "windows-1250"},
		{"pl", "iso-8859-2"},
		{"cs", "windows-1250"},
		{"cs", "iso-8859-2"},
		{"hu", "windows-1250"},
		{"hu", "iso-8859-2"},
		{"ru", "windows-1251"},
		{"ru", "koi8-r"},
		{"ru", "iso-8859-5"},
		{"uk", "windows-1251"},
		{"el", "windows-1253"},
		{"el", "iso-8859-7"},
		{"tr", "windows-1254"},
		{"ja", "shift_jis"},
		{"ja", "euc-jp"},
		{"zh", "gbk"},
		{"tw", "big5"},
		{"ko", "euc-kr"},
		{"he", "windows-1255"},
		{"ar", "windows-1256"},
		{"th", "windows-874"},
	} {
		t.Run(tt.lang+" "+tt.charset, func(t *testing.T) {
			text := samples[tt.lang]
			page := "<html><body>" + strings.Repeat("<div class=\"menu\"></div>\n", 200) + "<p>" + text + "</p></body></html>\n"
			for _, s := range []string{text, page} {
				d := Decode(encode(t, s, tt.charset), "", true)
				if string(d.Body) != s {
					t.Errorf("read as %s: %.60q", d.Name, d.Body)
				}
				if script := tt.charset != "windows-1252" && !strings.Contains("pl cs hu tr", tt.lang); script {
					if d := Decode(encode(t, s, tt.charset), "iso-8859-1", true); string(d.Body) != s {
						t.Errorf("stated as Latin-1, read as %s: %.60q", d.Name, d.Body)
					}
				}
				if d.From != FromDetection || d.Broken != 0 || d.Binary {
					t.Errorf("from %s, %d broken, binary %v", d.From, d.Broken, d.Binary)
				}
			}
		})
	}
}

func TestFewLettersStayWestern(t *testing.T) {
	for _, s := range []string{"The tank holds 3 m³, said Ana Muñoz.", "½ price – “now”", "£5", "©", "São Paulo, Zürich, Århus", "naïve café, 20 °C ± 1", "Þór"} {
		if d := Decode(encode(t, s, fallback), "", false); string(d.Body) != s {
			t.Errorf("%q read as %s: %q", s, d.Name, d.Body)
		}
	}
}

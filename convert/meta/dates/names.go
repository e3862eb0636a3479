package dates

import "strings"

// monthNames lists, month by month, the names and abbreviations that outlets
// print in the languages of Europe and a few beyond, whatever language a page is in. A
// name that means two months stands under the more common language; where the
// page is in the other, its own names decide (see vocabulary).
var monthNames = [12]string{
	"january jan januar jänner janvier janv enero ene gennaio gen janeiro januari januára tammikuuta tammikuu tam tammi stycznia styczeń sty ledna leden január janúar ianuarie ian ocak oca ιανουαρίου ιαν января январь янв януари ян січня січень січ januara jaanuar janvāris sausio sausis siječnja siječanj gener tháng1",
	"february feb febr februar février févr fév fevrier febrero febbraio fevereiro fev februari februára helmikuuta helmikuu helmi hel lutego luty lut února únor február febrúar februarie şubat şub φεβρουαρίου φεβ февраля февраль фев лютого лютий лют февруари februara veebruar februāris vasario vasaris veljače veljača febrer",
	"march mar mär märz maerz mrz marzo mars março marco marts mrt maart maaliskuuta maaliskuu maalis marca marzec března březen bře marec március márc martie mart μαρτίου μαρ марта март мар березня березень бер märts märzo kovo kovas ožujka ožujak març maret",
	"april apr avril avr abril abr aprile huhtikuuta huhtikuu huhti kwietnia kwiecień kwi dubna duben apríla apríl április ápr aprilie nisan nis απριλίου απρ апреля апрель апр квітня квітень кві април aprila aprill aprīlis balandžio balandis travnja travanj",
	"may mai mayo maggio mag maio mei maj toukokuuta toukokuu touko maja května květen kvě mája máj május mayıs μαΐου μαίου μάιος μαΐ мая май травня травень тра maijs gegužės gegužė svibnja svibanj maig mej",
	"june jun juin junio giugno giu junho juni juny kesäkuuta kesäkuu kesä czerwca czerwiec cze června červen čvn júna jún június iunie haziran haz ιουνίου ιουν июня июнь июн червня червень чер юни juna juuni jūnijs birželio birželis lipnja lipanj",
	"july jul juil juillet julio luglio lug julho juli juliol heinäkuuta heinäkuu heinä lipca lipiec lip července červenec čvc júla júl július iulie temmuz tem ιουλίου ιουλ июля июль июл липня липень лип юли jula juuli jūlijs liepos liepa srpnja srpanj",
	"august aug août aout agosto ago augustus agost augusti elokuuta elokuu elo sierpnia sierpień sie srpna srpen augusta augusztus ağustos ağu αυγούστου αυγ августа август авг серпня серпень сер augusts rugpjūčio rugpjūtis kolovoza kolovoz agustus agt",
	"september sep sept septembre septiembre setiembre settembre set setembro setem syyskuuta syyskuu syys września wrzesień wrz září zář septembra szeptember szept septembrie eylül eyl σεπτεμβρίου σεπ сентября сентябрь сен сент вересня вересень вер септември septembris rugsėjo rugsėjis rujna rujan setembre",
	"october oct oktober okt octobre octubre ottobre ott outubro out oktobra október októbra lokakuuta lokakuu loka października październik paź října říjen říj octombrie ekim eki οκτωβρίου οκτ октября октябрь окт жовтня жовтень жов октомври oktoober oktobris spalio spalis",
	"november nov novembre noviembre novembro novembra marraskuuta marraskuu marras listopada listopad lis listopadu novembrie kasım kas νοεμβρίου νοε ноября ноябрь ноя листопада листопад лис ноември novembris lapkričio lapkritis studenoga studenog studeni",
	"december dec dez dezember décembre déc diciembre dic dicembre dezembro desember des decembra joulukuuta joulukuu joulu grudnia grudzień gru prosince prosinec pro decembrie aralık ara δεκεμβρίου δεκ декабря декабрь дек грудня грудень гру декември detsember decembris gruodžio gruodis prosinca prosinac desembre",
}

// otherMonths goes on in the scripts of Asia and the Caucasus.
var otherMonths = [12]string{
	"يناير جانفي जनवरी जानेवारी জানুয়ারি มกราคม ינואר בינואר იანვარი იანვარს հունվարի հունվար ژانویه جنوری ஜனவரி జనవరి",
	"فبراير شباط فيفري फरवरी फ़रवरी फेब्रुवारी ফেব্রুয়ারি กุมภาพันธ์ פברואר בפברואר თებერვალი թեբերվալს փետրվարի فوریه فروری பிப்ரவரி ఫిబ్రవరి",
	"مارس آذار मार्च মার্চ มีนาคม מרץ במרץ მარტი մարտի مارچ மார்ச் మార్చి",
	"أبريل ابريل إبريل نيسان أفريل अप्रैल एप्रिल এপ্রিল เมษายน אפריל באפריל აპრილი ապրիլի آوریل اپریل ஏப்ரல் ఏప్రిల్",
	"مايو أيار ماي मई मे মে พฤษภาคม מאי במאי მაისი մայիսի مه مئی மே మే",
	"يونيو حزيران جوان जून জুন มิถุนายน יוני ביוני ივნისი հունիսի ژوئن جون ஜூன் జూన్",
	"يوليو تموز جويلية जुलाई जुलै জুলাই กรกฎาคม יולי ביולי ივლისი հուլիսի ژوئیه جولائی ஜூலை జూలై",
	"أغسطس اغسطس آب أوت अगस्त ऑगस्ट আগস্ট สิงหาคม אוגוסט באוגוסט აგვისტო օգոստոսի اوت اگست ஆகஸ்ட் ఆగస్టు",
	"سبتمبر أيلول सितंबर सितम्बर सप्टेंबर সেপ্টেম্বর กันยายน ספטמבר בספטמבר სექტემბერი սեպտեմբերի سپتامبر ستمبر செப்டம்பர் సెప్టెంబర్",
	"أكتوبر اكتوبر अक्टूबर अक्तूबर ऑक्टोबर অক্টোবর ตุลาคม אוקטובר באוקטובר ოქტომბერი հոկտեմբերի اکتبر اکتوبر அக்டோபர் అక్టోబర్",
	"نوفمبر नवंबर नवम्बर नोव्हेंबर নভেম্বর พฤศจิกายน נובמבר בנובמבר ნოემბერი նոյեմբերի نوامبر نومبر நவம்பர் నవంబర్",
	"ديسمبر दिसंबर दिसम्बर डिसेंबर ডিসেম্বর ธันวาคม דצמבר בדצמבר დეკემბერი դեկտեմբերի دسامبر دسمبر டிசம்பர் డిసెంబర్",
}

// moreMonths are the names of languages with fewer outlets, which stand behind
// all others.
var moreMonths = [12]string{
	"janvārī janúar januar xaneiro janar januwari yanvar urtarrilak urtarrilaren",
	"februārī febrúar februar febreiro shkurt februwari fevral otsailak otsailaren",
	"martā marec mars machi mashi mart martxoak martxoaren",
	"aprīlī apríl aprili apreli aprel prill apirilak apirilaren",
	"maijā maí mei meyi may maiatzak maiatzaren",
	"jūnijā júní junij xuño qershor iyun ekainak ekainaren jun",
	"jūlijā júlí julij xullo korrik julai julayi iyul uztailak uztailaren jul",
	"augustā ágúst avgust avgusta ogos agosti agasti gusht avqust abuztuak abuztuaren август августа",
	"septembrī septembar septemba septhemba shtator sentyabr irailak irailaren",
	"oktobrī október oktobar oktoba okthoba tetor oktyabr urriak urriaren",
	"novembrī nóvember novembar novemba nëntor noyabr azaroak azaroaren",
	"decembrī decembar desemba disemba dhjetor dekabr abenduak abenduaren",
}

var months = func() map[string]int {
	m := make(map[string]int, 800)
	for i := range monthNames {
		for name := range strings.FieldsSeq(monthNames[i] + " " + otherMonths[i] + " " + moreMonths[i]) {
			if _, taken := m[name]; !taken {
				m[name] = i + 1
			}
		}
	}
	return m
}()

// monthOf returns 1 to 12 for the name of a month in lower case, else 0.
func monthOf(word string) int { return months[word] }

// zones gives minutes east of UTC for the abbreviations news sites print.
// Those that mean several zones in the news (IST) are unknownZone.
var zones = map[string]int{
	"z": 0, "gmt": 0, "utc": 0, "wet": 0, "bst": 60, "west": 60, "cet": 60, "mez": 60, "cest": 120, "mesz": 120,
	"eet": 120, "eest": 180, "msk": 180, "trt": 180, "sast": 120, "cat": 120, "eat": 180, "wat": 60,
	"est": -300, "edt": -240, "cst": -360, "cdt": -300, "mst": -420, "mdt": -360, "pst": -480, "pdt": -420,
	"akst": -540, "akdt": -480, "hst": -600, "ast": -240, "adt": -180, "nst": -210, "ndt": -150, "brt": -180, "art": -180,
	"pkt": 300, "wib": 420, "ict": 420, "hkt": 480, "sgt": 480, "pht": 480, "awst": 480, "jst": 540, "kst": 540,
	"acst": 570, "acdt": 630, "aest": 600, "aedt": 660, "nzst": 720, "nzdt": 780,
	"ist": unknownZone, "et": easternZone, "ct": easternZone - 60, "mt": easternZone - 120, "pt": easternZone - 180,
}

const (
	unknownZone = 1 << 14 // stated, but of several meanings
	// easternZone marks the zones of the United States whose offset depends on
	// the day; lower values are zones further west, in minutes.
	easternZone = 1 << 13
)

// offsetOn returns the offset of a zone value on a local day, in minutes.
func offsetOn(zone int, year, month, day int) (minutes int, known bool) {
	switch {
	case zone == unknownZone:
		return 0, false
	case zone > easternZone-1000 && zone <= easternZone:
		standard := -300 - (easternZone - zone)
		if summerUS(year, month, day) {
			standard += 60
		}
		return standard, true
	}
	return zone, true
}

// summerUS reports whether United States daylight saving time holds on a day
// under the rule of 2007: second Sunday of March to first Sunday of November.
func summerUS(year, month, day int) bool {
	switch {
	case month < 3 || month > 11:
		return false
	case month > 3 && month < 11:
		return true
	case month == 3:
		return day >= firstSunday(year, 3)+7
	}
	return day < firstSunday(year, 11)
}

// Month returns 1 to 12 for the name or abbreviation of a month in lower case,
// in most languages known here, else 0.
func Month(word string) int { return monthOf(word) }

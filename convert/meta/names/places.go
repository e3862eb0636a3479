package names

import (
	"strings"

	"github.com/dsbuild/dsbuild/internal/text"
)

// places are the keys of countries, regions, states and capitals, as bylines and
// kickers name them; none of them is a person's name in full.
var places = keys(placeTable)

const placeTable = `
Afghanistan|Albania|Algeria|Andorra|Angola|Argentina|Armenia|Australia|Austria|Azerbaijan|Bahamas|Bahrain|Bangladesh|Barbados|Belarus|Belgium|Belize|Benin|Bhutan|Bolivia|Bosnia|Bosnia and Herzegovina|Botswana|Brazil|Brunei|Bulgaria|Burkina Faso|Burundi|Cambodia|Cameroon|Canada|Cape Verde|Central African Republic|Chad|Chile|China|Colombia|Comoros|Congo|Costa Rica|Ivory Coast|Croatia|Cuba|Cyprus|Czech Republic|Czechia|Denmark|Djibouti|Dominican Republic|East Timor|Ecuador|Egypt|El Salvador|Equatorial Guinea|Eritrea|Estonia|Eswatini|Ethiopia|Fiji|Finland|France|Gabon|Gambia|Germany|Ghana|Greece|Grenada|Guatemala|Guinea|Guyana|Haiti|Honduras|Hungary|Iceland|India|Indonesia|Iran|Iraq|Ireland|Northern Ireland|Israel|Italy|Ivory Coast|Jamaica|Japan|Kazakhstan|Kenya|Kiribati|Kosovo|Kuwait|Kyrgyzstan|Laos|Latvia|Lebanon|Lesotho|Liberia|Libya|Liechtenstein|Lithuania|Luxembourg|Madagascar|Malawi|Malaysia|Maldives|Mali|Malta|Marshall Islands|Mauritania|Mauritius|Mexico|Micronesia|Moldova|Monaco|Mongolia|Montenegro|Morocco|Mozambique|Myanmar|Namibia|Nauru|Nepal|Netherlands|The Netherlands|New Zealand|Nicaragua|Niger|Nigeria|North Korea|South Korea|North Macedonia|Norway|Oman|Pakistan|Palau|Palestine|Panama|Papua New Guinea|Paraguay|Peru|Philippines|Poland|Portugal|Puerto Rico|Qatar|Romania|Russia|Rwanda|Saint Lucia|Samoa|San Marino|Saudi Arabia|Senegal|Serbia|Seychelles|Sierra Leone|Singapore|Slovakia|Slovenia|Solomon Islands|Somalia|South Africa|South Sudan|Spain|Sri Lanka|Sudan|Suriname|Sweden|Switzerland|Syria|Taiwan|Tajikistan|Tanzania|Thailand|Timor-Leste|Togo|Tonga|Trinidad and Tobago|Tunisia|Turkey|Türkiye|Turkmenistan|Tuvalu|Uganda|Ukraine|United Arab Emirates|United Kingdom|Great Britain|Britain|United States|United States of America|USA|UK|EU|UAE|Uruguay|Uzbekistan|Vanuatu|Vatican City|Venezuela|Vietnam|Viet Nam|Yemen|Zambia|Zimbabwe|Hong Kong|Macau|Scotland|Wales|England|Greenland|Gaza|Gaza Strip|West Bank
Africa|North Africa|West Africa|East Africa|Southern Africa|Sub-Saharan Africa|Asia|Asia Pacific|Asia-Pacific|South Asia|East Asia|Southeast Asia|South East Asia|Central Asia|Europe|Eastern Europe|Western Europe|Northern Europe|Southern Europe|Central Europe|Middle East|Near East|Latin America|Central America|South America|North America|Caribbean|Oceania|Balkans|Western Balkans|Pacific|Pacific Islands|Arctic|Antarctica|European Union|Nordics|Baltics|Sahel|Horn of Africa|Global South|Americas
Alabama|Alaska|Arizona|Arkansas|California|Colorado|Connecticut|Delaware|Florida|Hawaii|Idaho|Illinois|Indiana|Iowa|Kansas|Kentucky|Louisiana|Maryland|Massachusetts|Michigan|Minnesota|Mississippi|Missouri|Montana|Nebraska|Nevada|New Hampshire|New Jersey|New Mexico|New York|North Carolina|North Dakota|Ohio|Oklahoma|Oregon|Pennsylvania|Rhode Island|South Carolina|South Dakota|Tennessee|Texas|Utah|Vermont|Virginia|West Virginia|Wisconsin|Wyoming|Washington DC|Washington D.C.|District of Columbia|Ontario|Quebec|British Columbia|Nova Scotia|Alberta|Manitoba|Saskatchewan|New Brunswick|Newfoundland|New South Wales|Queensland|South Australia|Western Australia|Tasmania|Northern Territory
Deutschland|Österreich|Schweiz|Frankreich|Italien|Spanien|Polen|Türkei|Russland|Großbritannien|Vereinigte Staaten|Niederlande|Belgien|Europa|Afrika|Asien|Südamerika|Nordamerika|Naher Osten|Nahost|Baden-Württemberg|Bayern|Brandenburg|Hessen|Mecklenburg-Vorpommern|Niedersachsen|Nordrhein-Westfalen|Rheinland-Pfalz|Saarland|Sachsen|Sachsen-Anhalt|Schleswig-Holstein|Thüringen
Allemagne|Autriche|Suisse|Espagne|Italie|Royaume-Uni|États-Unis|Afrique|Afrique du Nord|Afrique de l’Ouest|Asie|Amérique latine|Moyen-Orient|Proche-Orient|Île-de-France|Corée du Nord|Corée du Sud|Nouvelle-Zélande|Côte d’Ivoire
Alemania|España|Francia|Italia|Reino Unido|Estados Unidos|Brasil|México|América Latina|América del Sur|Oriente Medio|Oriente Próximo|Corea del Norte|Corea del Sur|Nueva Zelanda|Costa de Marfil|Arabia Saudita|Arabia Saudí|Países Bajos|Palma de Mallorca|Las Palmas|Santiago de Compostela|Santiago de Chile|Ciudad de México|Comunidad Valenciana|Castilla y León|Castilla-La Mancha|País Vasco|Estados Unidos da América|Oriente Médio|Coreia do Norte|Coreia do Sul|São Paulo|Rio de Janeiro|Belo Horizonte|Porto Alegre
Londra|Parigi|Regno Unito|Stati Uniti|Medio Oriente|Corea del Nord|Corea del Sud
Abuja|Accra|Addis Ababa|Algiers|Amman|Amsterdam|Ankara|Athens|Baghdad|Bangkok|Barcelona|Beijing|Beirut|Belgrade|Berlin|Bern|Bogotá|Brasília|Bratislava|Brussels|Bruxelles|Brüssel|Bucharest|Budapest|Buenos Aires|Cairo|Canberra|Cape Town|Caracas|Chicago|Copenhagen|Damascus|Dar es Salaam|Delhi|New Delhi|Dhaka|Doha|Dubai|Dublin|Frankfurt|Frankfurt am Main|Geneva|Genève|Genf|Hamburg|Hanoi|Harare|Havana|Helsinki|Ho Chi Minh City|Islamabad|Istanbul|İstanbul|Jakarta|Jerusalem|Johannesburg|Kabul|Kampala|Karachi|Kathmandu|Kiev|Kyiv|Kuala Lumpur|Lagos|Lima|Lisbon|Ljubljana|London|Los Angeles|Luanda|Madrid|Manila|Melbourne|Mexico City|Minsk|Montreal|Moscow|Moskau|Moscou|Mumbai|Munich|München|Nairobi|New York City|Nicosia|Oslo|Ottawa|Paris|Prague|Pretoria|Pyongyang|Quito|Rabat|Riga|Riyadh|Rome|Roma|San Francisco|San Diego|San José|Santiago|Sarajevo|Seoul|Shanghai|Skopje|Sofia|Stockholm|Strasbourg|Sydney|Taipei|Tallinn|Tbilisi|Tehran|Tel Aviv|Tirana|Tokyo|Toronto|Tripoli|Tunis|Ulaanbaatar|Vancouver|Vienna|Wien|Vilnius|Warsaw|Washington|Wellington|Yerevan|Zagreb|Zürich|Zurich|Salt Lake City|Las Vegas|New Orleans|San Antonio|Saint Petersburg|St. Petersburg|Rio Grande|College Station
`

// Place reports whether s is the name of a place, or of one in another: "North Korea",
// "Geneva Switzerland".
func Place(s string) bool {
	all := places()
	if all[text.Key(s)] {
		return true
	}
	words := strings.Fields(s)
	if n := len(words); n > 1 && (strings.EqualFold(words[n-1], "county") || strings.EqualFold(words[n-1], "township")) {
		return true
	}
	for n := 1; n < len(words); n++ {
		if all[text.Key(strings.Join(words[:n], " "))] && all[text.Key(strings.Join(words[n:], " "))] {
			return true
		}
	}
	return false
}

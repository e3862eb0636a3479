package quote

import (
	"testing"

	"github.com/google/go-cmp/cmp"
)

// foreignMeant are texts in which it is not the name beside the verb that says who speaks, or in which
// marks are no speech: what is said, and by whom.
var foreignMeant = []struct{ kind, language, text, want string }{
	{"noun of a woman", "de", "Oberförsterin Jutta Klemm kam nach Belden. Peter Holm kam auch. „Der Wald ist krank“, sagte die Försterin.", "direct: Der Wald ist krank by Jutta Klemm"},
	{"noun of a woman", "fr", "La glaciologue Irène Valmont est venue. Paul Marin aussi. « Le glacier recule », dit la chercheuse.", "direct: Le glacier recule by Irène Valmont"},
	{"noun of a woman", "es", "La bióloga Irene Soto llegó ayer. Pablo Marín también. «El río se seca», dijo la investigadora.", "direct: El río se seca by Irene Soto"},
	{"age", "de", "Jutta Klemm sammelt Pilze. „Der Wald ist krank“, sagt die 34-Jährige.", "direct: Der Wald ist krank by Jutta Klemm"},
	{"company", "fr", "La société Valdor ferme son usine. « Le marché recule », explique l’entreprise.", "direct: Le marché recule by Valdor"},
	{"pronoun for somebody without a name", "de", "Peter Holm kam. Ein Förster blieb draußen stehen. „Der Wald ist krank“, sagte er.", "direct: Der Wald ist krank by Ein Förster"},
	{"pronoun for somebody without a name", "fr", "Paul Marin est parti. Un pêcheur est resté. « La mer monte », dit-il.", "direct: La mer monte by Un pêcheur"},
	{"no subject", "es", "La alcaldesa, Ana Roca, llegó tarde. «El puente gotea», dijo. «Siempre goteaba», añadió.", "direct: El puente gotea by Ana Roca; direct: Siempre goteaba by Ana Roca"},
	{"no subject, without a name", "es", "Ana Roca calló. El fiscal rechazó la petición. «Ya se verá», zanjó.", "direct: Ya se verá by El fiscal"},
	{"no subject before que", "es", "El alcalde, Pablo Marín, llegó tarde. Precisó que el puente gotea desde enero.", "indirect: el puente gotea desde enero by Pablo Marín"},
	{"a second clause", "es", "Ana Roca pidió calma, y Pablo Marín murmuró: «El puente gotea».", "direct: El puente gotea by Pablo Marín"},
	{"colon without a verb of speech", "fr", "Un voisin le coupe : « Le pont fuit depuis mai. »", "direct: Le pont fuit depuis mai. by Un voisin"},
	{"paper of a body", "de", "„Die Brücke ist gesperrt“, heißt es in einer Mitteilung der Feuerwehr.", "direct: Die Brücke ist gesperrt by Feuerwehr"},
	{"one of them", "de", "„Die Brücke ist gesperrt“, sagt einer von ihnen.", "direct: Die Brücke ist gesperrt by einer von ihnen"},
	{"name of a club", "de", "Der Verein „Rettet die Brücke“ sagte den Ball ab.", ""},
	{"title behind a preposition", "fr", "Dans « Le pont en hiver », Anne Roche raconte sa vie.", ""},
	{"title behind a preposition", "es", "Ganó con «El puente de enero», un relato de Ana Roca.", ""},
	{"a word for it", "es", "Ana Roca calificó el plan de «burla».", "direct: burla by Ana Roca"},
	{"a word for it", "fr", "Anne Roche dénonce « un scandale ».", "direct: un scandale by Anne Roche"},
	{"reported without a cue", "de", "Anna Roth wies das zurück. Die Brücke sei im Winter dicht gewesen.", "indirect: Die Brücke sei im Winter dicht gewesen by Anna Roth"},
	{"reported clause", "de", "Anna Roth bat um Geduld, die Brücke sei noch nicht fertig.", "indirect: die Brücke sei noch nicht fertig by Anna Roth"},
	{"the writer", "de", "„Die Brücke ist dicht“, sagte Anna Roth. Ich habe sie seither nie gesehen.", "direct: Die Brücke ist dicht by Anna Roth"},
	{"part in marks", "de", "Anna Roth teilte mit, die Brücke sei „schon wieder undicht“.", "mixed: die Brücke sei „schon wieder undicht“ by Anna Roth"},
	{"part in marks", "fr", "Anne Roche assure que le pont « fuit depuis mai ».", "mixed: le pont « fuit depuis mai » by Anne Roche"},
	{"infinitive", "fr", "Anne Roche dit avoir vu fuir le pont en mai.", "indirect: avoir vu fuir le pont en mai by Anne Roche"},
	{"as somebody says", "de", "Wie Anna Roth mitteilte, ist die Brücke wieder dicht.", "indirect: ist die Brücke wieder dicht by Anna Roth"},
	{"according, with whom describes", "fr", "Selon Paul Marin, ingénieur, le pont fuit depuis mai.", "indirect: le pont fuit depuis mai by Paul Marin"},
	{"according, inside", "de", "Die Brücke bleibt nach Angaben der Feuerwehr bis Mai gesperrt.", "indirect: Die Brücke bleibt nach Angaben der Feuerwehr bis Mai gesperrt by der Feuerwehr"},
	{"as a body told", "es", "El puente gotea desde enero, según informó ayer la alcaldía de Belden.", "indirect: El puente gotea desde enero by la alcaldía de Belden"},
	{"silence", "fr", "Anne Roche n’a pas dit que le pont fuyait en mai.", ""},
	{"silence", "es", "Ana Roca no dijo que el puente goteaba en mayo.", ""},
	{"incise with what the speaker does", "fr", "« Le pont fuit, a soufflé Anne Roche, assise sur un banc. On le savait. »", "direct: Le pont fuit by Anne Roche; direct: On le savait. by Anne Roche"},
	{"incise with an age", "fr", "« Le pont fuit, reconnaît Anne Roche, 17 ans. On le savait. »", "direct: Le pont fuit by Anne Roche; direct: On le savait. by Anne Roche"},
	{"incise between dashes in marks", "es", "«Yo no sé leer —explica Ana Roca mientras sirve el vino—; yo sé contar».", "direct: Yo no sé leer by Ana Roca; direct: yo sé contar by Ana Roca"},
	{"no incise", "fr", "Anne Roche a écrit : « Le maire, dit de Belden, est venu. »", "direct: Le maire, dit de Belden, est venu. by Anne Roche"},
	{"items of a list", "fr", "Au menu :\n\n– Le potage du jour.\n\n– Le poisson du lac.", ""},
	{"minister with a complement", "es", "El ministro de Aguas, Pablo Marín, llegó ayer. Ana Roca calló.\n\n«El río se seca», dijo el ministro de Aguas.", "direct: El río se seca by Pablo Marín"},
	{"adjective before the name", "es", "El ministro de Aguas portugués, Pablo Marín, dijo: «El río se seca».", "direct: El río se seca by Pablo Marín"},
	{"complement behind another preposition", "es", "El portavoz de Vecinos por Belden, Pablo Marín, calificó el plan de «burla».", "direct: burla by Pablo Marín"},
	{"a verb, no adjective", "es", "El juez investiga el puente: «Nadie sabe nada», escribió el juez.", "direct: Nadie sabe nada by el juez"},
	{"thing that is nobody", "fr", "Anne Roche est partie. « Le pont est fermé », indique la présidence.", "direct: Le pont est fermé by la présidence"},
	{"article that may be for several", "de", "Peter Holm kam. „Wir sind müde“, sagten die Spieler.", "direct: Wir sind müde by die Spieler"},
	{"so describes it", "de", "„Es ist oft nur Zufall“, so beschreibt es Anna Roth.", "direct: Es ist oft nur Zufall by Anna Roth"},
	{"her own sentence", "de", "„Es ist kalt“, sagte Peter Holm. Anna Roth blieb bei „keinem einzigen Tag ohne Regen im Mai“.", "direct: Es ist kalt by Peter Holm; direct: keinem einzigen Tag ohne Regen im Mai by Anna Roth"},
	{"in her view", "es", "Ana Roca llegó tarde. A su juicio, el puente gotea desde enero.", "indirect: el puente gotea desde enero by Ana Roca"},
	{"pronoun that goes on", "fr", "Anne Roche entre. Elle salue Claire Marin. « Le pont fuit », dit-elle.", "direct: Le pont fuit by Anne Roche"},
	{"one of them", "fr", "Paul Marin est parti. L’un d’eux est resté. « La mer monte », dit-il.", "direct: La mer monte by L’un d’eux"},
	{"object before the verb", "fr", "« Assez ! » l’a interrompu Paul Marin.", "direct: Assez ! by Paul Marin"},
	{"time before the subject", "fr", "« Le pont fuit », a promis la semaine dernière son maire, Paul Marin.", "direct: Le pont fuit by Paul Marin"},
	{"surname of two", "de", "Rektor Jan Holm kam. Kämmerin Eva Holm kam auch. Der Rektor blieb ruhig. „Es wird“, sagte Holm.", "direct: Es wird by Jan Holm"},
	{"turns that tell nothing", "fr", "Anne Roche reçoit dans sa cuisine.\n\n— Vous partez ?\n\n— Demain, je crois.\n\n— Et le pont ?\n\n— Il fuira sans moi.", "direct: Vous partez ?; direct: Demain, je crois. by Anne Roche; direct: Et le pont ?; direct: Il fuira sans moi. by Anne Roche"},
	{"verb that no list has, no subject", "es", "El alcalde, Pablo Marín, salió.\n\n«Hoy no toca», acertó a decir.", "direct: Hoy no toca by Pablo Marín"},
	{"the sentence before", "de", "„Es ist kalt“, sagte Peter Holm. Anna Roth freut sich über den Schnee. „Endlich ein Winter, der einer ist.“", "direct: Es ist kalt by Peter Holm; direct: Endlich ein Winter, der einer ist. by Anna Roth"},
	{"from a house", "de", "Aus dem Rathaus heißt es: „Die Brücke bleibt gesperrt.“", "direct: Die Brücke bleibt gesperrt. by dem Rathaus"},
	{"speaks of a word", "de", "Anna Roth warnte vor einer „Zuspitzung der Lage“.", "direct: Zuspitzung der Lage by Anna Roth"},
	{"a noun behind the name", "de", "Auf den Satz „Der Fluss sinkt jedes Jahr“ nimmt Peter Holm Bezug. „Er steigt“, sagt Holm.", "direct: Er steigt by Peter Holm"},
	{"marks of its own sentence before the cue", "es", "El puente “lleva años sin pintura ni luces” y el alcalde “lo sabe desde enero”, según asegura Ana Roca.", "direct: lleva años sin pintura ni luces by Ana Roca; direct: lo sabe desde enero by Ana Roca"},
	{"depending on, not according to", "fr", "Le débit varie selon la saison et la pluie.", ""},
	{"depending on, not according to", "es", "El caudal cambia según el mes y la lluvia.", ""},
	{"so, not according to", "de", "Die Brücke sieht in einem so nassen Jahr wie neu aus.", ""},
	{"a verb whose object follows", "de", "Man geht über die Brücke, stellt den Korb ab und wartet auf Regen.", ""},
	{"a second word that is not there", "de", "Nach dem ersten Regen im Mai, führte Anna Roth Messungen mit drei Geräten durch den Sommer.", ""},
	{"a clause before, no speech", "de", "Als ginge sie das nichts an, kommentiert die Brücke den Fluss.", ""},
	{"who writes", "fr", "J’espère que le pont ne va pas fuir en mai.", ""},
	{"who writes", "de", "Was kann ich tun, wenn die Brücke auf meinem Grund stehe?", ""},
	{"reader who is told", "es", "Recuerda que el puente gotea desde enero.", ""},
	{"relative clause", "es", "Ana Roca presentó el plan con el que se busca salvar el puente de enero.", ""},
	{"title of a book", "es", "Ana Roca, autora del libro “El puente roto”, contó su vida.", ""},
	{"who speaks on a day", "de", "Die Brücke sei undicht, teilte die Stadtverwaltung am Dienstag mit.", "indirect: Die Brücke sei undicht by die Stadtverwaltung"},
	{"two reports", "es", "Ana Roca dijo que el puente gotea en enero y ha negado que lo sepa el alcalde.", "indirect: el puente gotea en enero by Ana Roca; indirect: lo sepa el alcalde by Ana Roca"},
	{"relative clause behind the speaker", "es", "«El puente gotea», dijo Ana Roca, que mostró una foto del puente.", "direct: El puente gotea by Ana Roca"},
	{"relative clause behind an object", "es", "Ana Roca cuenta la vida de una mujer que cruzaba el puente en enero.", ""},
	{"subject before the marks", "es", "Ana Roca sabe que el puente “no puede gotear más” en enero, aunque insistió en que el río “aguantará hasta la primavera”.", "direct: no puede gotear más by Ana Roca; mixed: el río “aguantará hasta la primavera” by Ana Roca"},
	{"first of two surnames", "es", "El gerente, Pablo Marín Soto, llegó. «El puente gotea», dijo Marín.", "direct: El puente gotea by Pablo Marín Soto"},
	{"both surnames", "es", "La gerente, Ana Roca de la Torre, llegó. «El puente gotea», dijo Roca de la Torre.", "direct: El puente gotea by Ana Roca de la Torre"},
	{"full name behind the surname", "es", "Marín pide calma. El gerente, Pablo Marín Soto, llegó. «El puente gotea», dijo Marín.", "direct: El puente gotea by Pablo Marín Soto"},
	{"fewer surnames", "es", "Ana Roca Soto llegó. «El puente gotea», dijo Ana Roca.", "direct: El puente gotea by Ana Roca Soto"},
	{"a body does, somebody says", "es", "La alcaldesa, Ana Roca, llegó tarde. El Ayuntamiento de Belden cerró el puente. «Gotea desde enero», dijo.", "direct: Gotea desde enero by Ana Roca"},
	{"a body asks and says", "es", "La alcaldesa, Ana Roca, llegó tarde. El Ayuntamiento de Belden pide calma. Sostiene que el puente gotea desde enero.", "indirect: el puente gotea desde enero by Ayuntamiento de Belden"},
	{"who is spoken to", "es", "La alcaldesa, Ana Roca, llegó tarde.\n\nEn declaraciones a El Faro de Belden, dijo que el puente gotea.", "indirect: el puente gotea by Ana Roca"},
	{"short form in brackets", "es", "La presidenta del Instituto del Puente (IP), Ana Roca, llegó tarde. «Gotea desde enero», dijo.", "direct: Gotea desde enero by Ana Roca"},
	{"a place behind the office", "es", "El portavoz del PVB en el Congreso, Pablo Marín, llegó tarde. «Gotea desde enero», dijo.", "direct: Gotea desde enero by Pablo Marín"},
	{"office before the marks", "es", "La alcaldesa, Ana Roca, llegó tarde.\n\nLa regidora no duda. «El puente gotea desde enero».", "direct: El puente gotea desde enero by Ana Roca"},
	{"marks with a stop behind", "es", "La alcaldesa, Ana Roca, llegó tarde. «El puente gotea desde enero».", "direct: El puente gotea desde enero by Ana Roca"},
	{"turns of talk", "es", "Ana Roca miró el puente.\n\n—¿Gotea? —preguntó Pablo Marín.\n\n—Desde enero —le respondió ella.", "direct: ¿Gotea? by Pablo Marín; direct: Desde enero by Ana Roca"},
}

// TestForeignMeant holds who is meant, and what is no speech, in languages other than English.
func TestForeignMeant(t *testing.T) {
	for _, c := range foreignMeant {
		if diff := cmp.Diff(c.want, said(c.text, c.language, "")); diff != "" {
			t.Errorf("%s, %s: %s\n-want +got\n%s", c.kind, c.language, c.text, diff)
		}
	}
}

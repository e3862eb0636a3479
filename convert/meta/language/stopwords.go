package language

import "strings"

// stopWords are the commonest function words of a language, those that
// neighbouring languages do not share first. Norwegian and Danish, Czech and
// Slovak, Croatian and Slovene stay apart by such words only.
var stopWords = []struct{ code, words string }{
	{"en", "the and of to in that is for on with as was it by at from are be this have has his they which said not but an will their who been he she we you or had were more about would when there can its also than into after our your"},
	{"de", "der die und das den von zu mit sich des auf für ist im dem nicht ein eine als auch es an werden aus er hat dass sie nach wird bei einer um am sind noch wie einem über einen so zum war haben nur oder aber vor zur bis mehr durch man sein wurde sei ich wir"},
	{"fr", "le la les des et en un une du dans est pour que qui par sur pas plus au avec ce il sont se cette aux ont mais comme été ou nous vous leur elle ses être fait son sa je c'est d'une qu'il deux même"},
	{"es", "de la que el en los del se las por un para con no una su al es lo como más pero sus le ya este sí porque esta entre cuando muy sin sobre también hasta hay donde desde todo nos durante fue ha años según"},
	{"it", "di che è la il un per non una in sono del con della si da come più dei al anche le alla ha nel gli ma lo nella delle ci dal stato questo dalla essere i degli l'italia tra suo cui due hanno sul"},
	{"pt", "de que não do da em um para com uma os no se na por mais as dos como mas foi ao ele das tem à seu sua ou ser quando muito há nos já está também só pelo pela até isso ela entre são"},
	{"nl", "de het een van en in is dat op te zijn met voor niet aan er om ook als dan maar bij nog uit door over naar wordt heeft worden deze meer die kan hij ze wat zo geen wel hebben tot werd tegen"},
	{"sv", "och att det som en på är av för med den till inte har de ett om han men var jag sig från vi så kan när år under också efter eller nu sin där vid mot ska skulle hade bara"},
	{"no", "og i det som en på er av for med den til ikke har de et om han men var jeg seg fra vi så kan når år også etter eller nå sin der ved mot skal ble sier noen mellom hva dette være"},
	{"da", "og i det som en på er af for med den til ikke har de et om han men var jeg sig fra vi så kan når år også efter eller nu sin der ved mod skal blev siger nogen mellem hvad dette være mere blive"},
	{"fi", "ja on ei että se oli ovat mutta kun myös kuin joka hän ole sen mukaan tai niin jos vain mitä nyt vielä jo olla sekä hänen siitä tämä kanssa mukana voi ollut sitä jälkeen sanoo"},
	{"pl", "w i na z się do nie że to jest o jak po co dla od za przez przy ale są już był tym tego czy oraz który które tak może jego być było także lub ich również ma pod"},
	{"cs", "se na je že v to s z do o pro ale by jsou jako za které který od při byl podle si až jeho nebo která po už také tak jen může ve jsem být bylo má k před roku více"},
	{"sk", "sa na je že v to s z do o pre ale by sú ako za ktoré ktorý od pri bol podľa si až jeho alebo ktorá po už aj tak len môže vo som byť bolo má k pred roku viac"},
	{"hu", "a az és hogy nem is egy ez volt meg csak de el már mint ki vagy azt szerint még ha van lesz pedig akkor után amely majd kell lehet ezt minden olyan között"},
	{"ro", "și de la în a că cu pe nu din care o este pentru mai un au se fi sunt ce dar prin cel ca fost după sau ale al lui va acest această"},
	{"tr", "ve bir bu için ile da de olarak olan çok daha en gibi sonra kadar olduğu ne ise ki var göre ancak oldu değil her veya tarafından yeni dedi etti"},
	{"hr", "je i u na se da su za od s a o ne koji koja će bi kao što nije iz to ali ili do po više sve samo kako te bilo biti koje prema već još nakon"},
	{"sl", "je in v na se da so za z s o ne ki bo bi kot ni iz to pa ali do po več vse samo kako pri tudi še je bilo biti ter lahko ob po med tem"},
	{"ca", "de la que el i en els les del per un amb una no es és al a més com ha seva també ser aquest aquesta són però han pel dels fins entre ho anys"},
	{"id", "yang dan di dengan untuk dari ini itu pada tidak dalam akan juga ke adalah oleh ada tersebut bisa sudah telah karena saat kepada lebih mereka seperti kata"},
	{"vi", "của và là các có được cho trong với không những một người đã này khi tại về từ đến để như cũng ra vào nhiều trên đó ông sẽ năm"},
	{"sw", "ya wa na kwa ni katika la za kuwa hiyo hii cha yake huo lakini kama wakati baada ambayo ambao watu huku pia nchini alisema"},
	{"et", "ja on ei et see oli kui aga ka mis ning kes oma ta seda või nii mille juba siis tema veel pole selle välja üle pärast olema"},
	{"lt", "ir kad yra į iš su tai apie bet jis ne po buvo kaip už dėl per jų tik bus taip pat metų kurie nuo dar jau"},
	{"lv", "un ir ar ka par no uz tas ko gan bet arī kā pēc lai vai tika nav kas šo gada tiek jau bija var to savu"},
	{"af", "die en van in het is te dat op vir met nie sy word aan om ook wat se as was deur by uit na sal maar daar hulle hy ons"},
	{"ga", "an na agus ar i le go is a do bhí sé ag tá mar ach nach san sin seo níl"},
	{"ru", "и в не на что с он как его по но к из за то от так о для же это был при у ее они быть было или только уже также до после мы"},
	{"uk", "і в не на що з він як його по але до та за від так про для це був при у її вони бути було або тільки вже також після ми які є"},
	{"bg", "и в не на че с той как от за да се са по към из но това който които бе ще си е ли още до след като"},
	{"sr", "је и у на се да су за од с а о не који која ће би као што није из то али или до по више све само како"},
}

// index maps each stop word to the languages that have it, a bit each.
var index = func() map[string]uint64 {
	m := make(map[string]uint64, 1500)
	for i, l := range stopWords {
		for w := range strings.FieldsSeq(l.words) {
			m[w] |= 1 << i
		}
	}
	return m
}()

// longest is the length of the longest stop word in bytes, in lower case.
var longest = func() (n int) {
	for w := range index {
		n = max(n, len(w))
	}
	return n
}()

package names

import "github.com/dsbuild/dsbuild/internal/text"

// agencies holds the keys (text.Key) of news agencies as bylines name them.
var agencies = text.WordSet(`reuters thomsonreuters reutersstaff ap apnews associatedpress theassociatedpress afp agencefrancepresse afpfr afpdeutschland afprelaxnews
dpa dpaafx dpainfocom epd kna apa apaots sda keystonesda sdaats ats ansa efe agenciaefe efeagencias europapress lusa tass itartass interfax ria rianovosti xinhua upi
unitedpressinternational pa pamedia pressassociation canadianpress thecanadianpress cp aap australianassociatedpress pti ians ani kyodo kyodonews jiji jijipress yonhap
ritzau ntb tt tidningarnastelegrambyrå čtk ctk pap mti belga anp antara bernama anadoluagency anadolu sid telam télam notimex adnkronos agi askanews agerpres beta tanjug
hina fena bta lrt elta leta bns stt ukrinform unian ifx agenturen agencias agences agencies adn kathpress cnnwire cnnnewsource wireservices wirereports newsagencies`)

// bodies are words by which a name is that of an organisation.
var bodies = text.WordSet(`staff team board editors desk redaktion newsroom news press media magazine institute university school department foundation association
wire wires newswire newswires newsource company inc gmbh ltd llc ag group network bureau council contributors editorial newsdesk redacción redaccion redazione rédaction redaction redactie redaktionen redakcja
service services publishing editoren agency times post journal daily herald tribune newspaper radio television tv centre center committee society corporation verlag
kg ministry office union club blog online redakce toimitus commission administration secretariat authority initiative laboratory academy faculty college hospital league alliance federation institut instituto istituto centro ministerium ministère ministerio ministero université universität universidad università zentrum forschung stiftung fondation fundación fondazione`)

// roles are words that say what somebody is; a part made of them names nobody.
var roles = text.WordSet(`staff senior junior chief lead deputy assistant associate managing executive contributing contributor freelance guest special national international political
politics business technology tech science health sports sport economics economy legal white house foreign city local investigative data features digital general news
reporter reporters correspondent correspondents writer writers editor editors columnist author authors journalist producer photographer critic analyst anchor host blogger
columnists contributors intern fellow commentator presenter opinion writer-at-large editor-in-chief co-founder founder ceo cto cfo president director head professor
redakteur redakteurin reporterin korrespondent korrespondentin autor autorin journalistin redaktør journaliste rédacteur rédactrice redactor redactora periodista editora
giornalista redattore redacteur verslaggever correspondente admin administrator webmaster user anonymous unknown the a an of for and at in to by
md phd dds dvm rn rd mph mba msc bsc ms ma ba jd esq facp rdn ldn np pa-c lcsw psyd dmd vmd lvt cfa cpa cpt edd
staffwriter staffreporter webdesk redaktor redaktorka novinář novinářka dziennikarz dziennikarka toimittaja journalist(en)
gründer chefredakteur chefredakteurin volontär volontärin ressortleiter chefreporter politikredakteur reporterteam
 education religion environment energy climate crime courts court entertainment culture books film music arts
analysis updated published last modified posted share follow view profile bio email contact more about read subscribe login
min mins minute update name über den thursday friday monday tuesday wednesday saturday sunday montag dienstag mittwoch donnerstag freitag samstag sonntag text fotos foto sponsored navigation links social partnership date comments comment mirror showbiz image images getty credit copyright minutes time loading close open menu search save print newsletter newsletters advertisement show hide
see all posts articles stories here this transport defence defense agriculture housing diplomatic economic affairs home latest vice manager officer coordinator specialist strategist consultant engineer marketing content community seo product research researcher
সংবাদদাতা প্রতিবেদক নিজস্ব প্রতিবেদন अपना संवाददाता system former icon podcast symbols copy link courtesy collection gallery archive kommentare avatar headshot expert experts experte expertin copywriter developer biologist dietitian nutritionist attorney twitter facebook instagram linkedin`)

// particles may stand in lower case inside a name.
var particles = text.WordSet(`de da do dos das di del della la le les du van von der den ter ten te zu zum zur af av al el bin ibn ben bint y e i und and of 't d' o'
mac het op aan in vom auf`)

// prefixes introduce a byline; longer ones stand before those they begin with.
var prefixes = []string{
	"written and reported by", "a guest post by", "guest post by", "words and photos by", "text and photos by", "medically reviewed by", "fact checked by", "reported by",
	"written by", "posted by", "published by", "words by", "story by", "opinion by", "reviewed by", "analysis by", "reporting by", "article by", "contributed by",
	"created by", "compiled by", "interview by", "edited by", "authored by", "submitted by", "added by", "report by", "text by", "essay by", "review by", "column by", "commentary by", "news by", "kolumne von",
	"propos recueillis par", "publié par", "écrit par", "rédigé par", "article de", "escrito por", "publicado por", "a cura di", "scritto da", "pubblicato da", "di redazione",
	"geschreven door", "ein gastbeitrag von", "gastbeitrag von", "ein kommentar von", "kommentar von", "eine analyse von", "analyse von", "ein beitrag von", "ein artikel von",
	"eine kolumne von", "ein interview von", "eine rezension von", "ein bericht von", "eine reportage von", "ein essay von", "interview von", "aufgezeichnet von", "artikel von",
	"eingestellt von", "blogbeitrag von", "guide by", "headshot of", "geschrieben von", "erstellt von", "veröffentlicht von", "verfasst von", "beitrag von", "text von", "aus", "skrevet av", "skrevet af", "skriven av", "autor článku", "napsal", "napsala",
	"by:", "by", "von", "par", "por", "di", "door", "av", "af", "od", "text:", "texte:", "texto:", "testo:", "tekst:", "autor:", "autorin:", "autoren:", "autor/in:", "autore:", "auteur:",
	"contributor:", "contributors:", "author:", "authors:", "author(s):", "autor", "autorin", "author", "authors", "auteur", "autore", "quelle:", "source:", "credit:", "writer:", "reporter:", "redaktion:", "journalist:",
	"文:", "文：", "文＝", "文/", "作者:", "作者：", "記者:", "記者", "著者:", "執筆:", "執筆：", "投稿者:", "投稿者", "от", "автор:", "автор", "текст:", "words:", "interview:", "redazione:",
}

// cuts end a byline: what follows says something else.
var cuts = []string{
	" special to ", " for the ", " reporting from ", " updated ", " published ", " posted ", " photographs by ", " photos by ", " photo by ", " photography by ", " illustration by ", " illustrations by ",
	" editing by ", " fotos:", " foto:", " (foto", " photo:", " video by ", " graphics by ", " is a ", " is an ", " is the ", " ist ", " published:", " on twitter", " follow ", " email ",
	" view ", " leave a ", " read more", " more by ", " contributed to ", " via ", " veröffentlicht ", " aktualisiert ", " last updated ", " last modified", " medically reviewed", " fact checked", " reviewed by", " edited by ",
	" senior ", " staff writer", " staff reporter", " contributing writer", " correspondent", " reporter,", " editor,", " min read", " minute read", " 記者", " 기자", "기자", " 특파원", "特派員", "記者",
}

package words

// Class is a set of things known of a word.
type Class uint64

// The classes of words.
const (
	Say       Class = 1 << iota // reports speech: "said", "added"
	Tell                        // reports speech to somebody who is named next: "told"
	Ask                         // asks: what follows may be "whether"
	Call                        // gives a name that may stand in marks: "called", "described"
	Judge                       // takes what is spoken about: "criticized", "praised"
	Vow                         // takes "to": "vowed", "promised"
	Find                        // a document or study states it: "found", "shows"; with "that" only
	According                   // "according"
	Past                        // form of a verb: may be a participle, too
	Present                     // form in -s
	Base                        // plural or infinitive
	Ing                         // participle in -ing
	Auxiliary                   // "has", "would"
	Be                          // forms of "be"
	Adverb                      // stands between subject and verb: "also"
	Preposition
	Conjunction // "and", "but", "or"
	Subordinate // "when", "because"
	Determiner  // "the", "his"
	He
	She
	They // "they", "we", "you", "i"
	It
	Who
	That
	Day       // days, months, "yesterday"
	Title     // before a name: "Mr.", "Senator"
	Male      // a title or first name of men
	Female    // a title or first name of women
	FirstName // a first name
	Role      // somebody: "official", "spokesman"
	Plural    // with Role: "officials"
	Body      // part of the name of an organisation: "Institute"
	Demonym   // stands before a title or name and is not part of it: "Republican", "French"
	Starter   // begins a sentence and is no name: "But", "The"
	Particle  // inside a name: "de", "van"
	Suffix    // behind a name: "Jr."
	Paper     // what is written or spoken: "statement", "letter"
	Term      // what stands next is a name or term, not speech: "titled", "so-called"
	Object    // "him", "her", "them", "reporters"
	Cliche    // a verb that is no cue, but ends a noun phrase: "was", "went"
	Place     // a country, state or city
	Thing     // a place, company or outlet: alone it names no person

	Binds      // joins two nouns into one phrase: "of", "de"
	Definite   // begins a phrase for somebody spoken of before: "the"
	Indefinite // begins a phrase for somebody new: "a", "two"
	NoSubject  // a phrase that begins with it is no subject: "den", "einem"
	Contracted // a preposition with the article in it: "beim"
	GivenTitle // a title that stands before first names: "Sir"
	DayOrName  // a day or month that people are called by, too: "April"
	Generation // a Suffix that is part of the name: "Jr."
	Patronymic // a Particle between somebody's own name and the father's: "bin"
	Family     // a family name that stands before the given one: "Nguyen"
	Gesture    // what somebody does who speaks: "nodding"
	Occasion   // where or how somebody speaks: "interview", "smile"
	Reported   // a form of a verb that tells what somebody else says: "sei"
	Not        // takes back what the verb beside it says: "nicht"
	Self       // who writes: "ich"
	Parted     // reports only with a second word: "teilte … mit"
	Of         // before what somebody speaks of: "von"
	Generic    // stands for a body named before: "the company"
	As         // opens a clause that says who speaks: "wie Roe sagte"
	Weekday    // a day of the week that people are called by, too: "Sunday"
	Answer     // reports what is said to somebody who spoke just before: "respondió"
)

// Gender returns Male or Female, 0 where a word tells neither or both.
func (c Class) Gender() Class {
	if g := c & (Male | Female); g != Male|Female {
		return g
	}
	return 0
}

// Pronoun is the class of personal pronouns that can speak.
const Pronoun = He | She | They | It

// Cue is the class of words that can report speech.
const Cue = Say | Tell | Ask | Call | Judge | Vow | Find | According

// Function is the class of words that are no part of a noun phrase, except at its start.
const Function = Auxiliary | Be | Adverb | Preposition | Conjunction | Subordinate | Determiner | He | She | They | Who | That |
	Object | Cliche

// classNames are the classes a list may name.
var classNames = [...]struct {
	name  string
	class Class
}{
	{"Say", Say},
	{"Tell", Tell},
	{"Ask", Ask},
	{"Call", Call},
	{"Judge", Judge},
	{"Vow", Vow},
	{"Find", Find},
	{"According", According},
	{"Auxiliary", Auxiliary},
	{"Be", Be},
	{"Adverb", Adverb},
	{"Preposition", Preposition},
	{"Conjunction", Conjunction},
	{"Subordinate", Subordinate},
	{"Determiner", Determiner},
	{"He", He},
	{"She", She},
	{"They", They},
	{"It", It},
	{"Who", Who},
	{"That", That},
	{"Day", Day},
	{"Title", Title},
	{"Male", Male},
	{"Female", Female},
	{"FirstName", FirstName},
	{"Role", Role},
	{"Plural", Plural},
	{"Body", Body},
	{"Demonym", Demonym},
	{"Starter", Starter},
	{"Particle", Particle},
	{"Suffix", Suffix},
	{"Paper", Paper},
	{"Term", Term},
	{"Object", Object},
	{"Cliche", Cliche},
	{"Thing", Thing},
	{"Place", Place},
	{"Binds", Binds},
	{"Definite", Definite},
	{"Indefinite", Indefinite},
	{"NoSubject", NoSubject},
	{"Contracted", Contracted},
	{"GivenTitle", GivenTitle},
	{"DayOrName", DayOrName},
	{"Generation", Generation},
	{"Patronymic", Patronymic},
	{"Family", Family},
	{"Gesture", Gesture},
	{"Occasion", Occasion},
	{"Weekday", Weekday},
	{"Past", Past},
	{"Reported", Reported},
	{"Not", Not},
	{"Self", Self},
	{"Of", Of},
	{"Parted", Parted},
	{"Generic", Generic},
	{"As", As},
	{"Base", Base},
	{"Answer", Answer},
}

package meta

import (
	"math/bits"
	"slices"

	"github.com/dsbuild/dsbuild/schema"
)

// daySign is what speaks for a day.
type daySign uint8

const (
	daysGiven  daySign = iota // by the index or the record
	daysLinked                // datePublished of JSON-LD
	daysLinkedChanged
	daysOG // article:published_time and its kin
	daysOGChanged
	daysParsely  // of services that count readers or send mails
	daysCitation // of libraries: citation_date, DC
	daysMeta     // the first of all other <meta>
	daysMetaMore // those behind it
	daysMetaChanged
	daysRole    // an element whose attributes say "published", near the headline
	daysRoleFar // further away
	daysItem    // microdata of the page's own item
	daysTimeChanged
	daysTimeLabelled // a <time> near the headline that is labelled
	daysTime         // the first <time> below the headline, near it
	daysTimeMore     // those behind it
	daysTimeFar      // one further away
	daysTimeBefore   // one above the headline
	daysClass        // the same for elements whose class says "date"
	daysClassMore
	daysClassFar
	daysClassBefore
	daysShown      // a line of the head that is typed date or byline
	daysShownAlone // and has nothing but the date
	daysShownMore  // a date behind the first of it
	daysShownAbove // such a line above the headline
	daysShownLabelled
	daysShownChanged
	daysLine // a short line of the head that is typed otherwise
	daysLineAbove
	daysLineInside // one behind the beginning of the text
	daysSentence   // a date in a sentence, or behind another
	daysSentenceAbove
	daysLineLabelled
	daysLineChanged
	daysEntry    // "this entry was posted on"
	daysFarAbove // a line far above the head
	daysFarBelow // one below the text
	daysURL
	daysURLMonth
	numDaySigns
)

// dayPoints are the points of the signs: of what machines are told, of the article's head,
// of what stands elsewhere. What says that a page was changed is better than nothing.
var dayPoints = [numDaySigns]int{
	daysLinked:        64,
	daysLinkedChanged: 8,
	daysOG:            62,
	daysOGChanged:     8,
	daysParsely:       60,
	daysCitation:      58,
	daysMeta:          54,
	daysMetaMore:      54,
	daysMetaChanged:   8,
	daysRole:          56,
	daysRoleFar:       42,
	daysItem:          60,
	daysTimeChanged:   8,
	daysTimeLabelled:  50,
	daysTime:          46,
	daysTimeMore:      38,
	daysTimeFar:       14,
	daysTimeBefore:    20,
	daysClass:         40,
	daysClassMore:     30,
	daysClassFar:      10,
	daysClassBefore:   14,
	daysShown:         50,
	daysShownAlone:    50,
	daysShownMore:     49,
	daysShownAbove:    44,
	daysShownLabelled: 60,
	daysShownChanged:  27,
	daysLine:          24,
	daysLineAbove:     18,
	daysLineInside:    18,
	daysSentence:      10,
	daysSentenceAbove: 4,
	daysLineLabelled:  34,
	daysLineChanged:   8,
	daysEntry:         40,
	daysFarAbove:      8,
	daysFarBelow:      14,
	daysURL:           44,
	daysURLMonth:      4,
}

// signSet is a set of signs.
type signSet uint64

func setOf(signs ...daySign) (set signSet) {
	for _, s := range signs {
		set |= 1 << s
	}
	return set
}

func (s daySign) is(set signSet) bool { return set>>s&1 != 0 }

var (
	// changedSigns say when a page was changed.
	changedSigns = setOf(daysLinkedChanged, daysOGChanged, daysMetaChanged, daysTimeChanged, daysShownChanged, daysLineChanged)
	// machineSigns are what only machines are told.
	machineSigns = setOf(daysLinked, daysOG, daysItem, daysParsely, daysCitation, daysMeta, daysMetaMore)
	// metaSigns are those of them that services ask for.
	metaSigns = setOf(daysItem, daysParsely, daysCitation, daysMeta, daysMetaMore)
	// aboveSigns stand above the headline, headSigns below it and before the text.
	aboveSigns = setOf(daysTimeBefore, daysClassBefore, daysShownAbove, daysLineAbove, daysSentenceAbove, daysFarAbove)
	headSigns  = setOf(daysTimeLabelled, daysTime, daysClass, daysShown, daysShownAlone, daysShownLabelled, daysLine, daysLineLabelled)
	// headLineSigns are its lines.
	headLineSigns = setOf(daysShown, daysShownAlone, daysShownLabelled, daysShownMore, daysLine, daysLineLabelled)
	// seenSigns are what a reader sees.
	seenSigns = setOf(daysRole, daysRoleFar, daysTimeLabelled, daysTime, daysTimeMore, daysTimeFar, daysTimeBefore, daysClass, daysClassMore,
		daysClassFar, daysClassBefore, daysShown, daysShownAlone,
		daysShownMore, daysShownAbove, daysShownLabelled, daysShownChanged, daysLine, daysLineAbove, daysLineInside, daysSentence,
		daysSentenceAbove, daysLineLabelled, daysFarAbove, daysFarBelow)
	// ownSigns speak of the page itself; the others may speak of another story.
	ownSigns = machineSigns | setOf(daysGiven, daysRole, daysRoleFar, daysTimeLabelled, daysTime, daysTimeMore, daysClass, daysShown,
		daysShownAlone, daysShownMore, daysShownAbove, daysShownLabelled,
		daysLineLabelled, daysURL)
)

// weighDays gives each candidate its points: those of its sign, and more where other
// kinds of evidence state the same day.
func weighDays(all []day) []int {
	points := make([]int, len(all))
	// A day that is stated whole.
	whole := slices.ContainsFunc(all, func(d day) bool { return d.Precision != schema.PrecisionMonth && d.sign.is(ownSigns|headSigns) })
	for i := range all {
		d := &all[i]
		if d.stated() {
			points[i] = d.score
			continue
		}
		kinds := uint(0)
		for j := range all {
			if all[j].Date == d.Date && (!all[j].changed() || d.changed() || kindOf(&all[j]) < kindSeen) {
				kinds |= 1 << kindOf(&all[j])
			}
		}
		points[i] = dayPoints[d.sign] + agreement*(bits.OnesCount(kinds)-1)
		if d.Precision == schema.PrecisionMonth && d.sign != daysURLMonth {
			points[i] -= either(whole, monthBeside, monthAlone)
		}
	}
	return points
}

// A month without a day is taken from archives and issues: it is worth less, and nothing
// where the page has a day.
const monthAlone, monthBeside = 28, 100

// kindSeen is the first kind of what a reader sees.
const kindSeen uint = 6

// kindOf numbers the kinds of evidence. What a reader sees outside of the article's head
// is one, however the markup says it.
func kindOf(d *day) uint {
	switch d.evidence {
	case schema.EvidenceIndex:
		return 0
	case schema.EvidenceRecord:
		return 1
	case schema.EvidenceJSONLD:
		return 2
	case schema.EvidenceOpenGraph:
		return 3
	case schema.EvidenceMeta:
		return 4
	case schema.EvidenceURL:
		return 5
	default:
		return either(d.sign.is(headLineSigns), kindSeen+1, kindSeen)
	}
}

package figures

import (
	"cmp"
	"slices"
	"strings"

	"github.com/dsbuild/dsbuild/datasets/stats"
	"github.com/dsbuild/dsbuild/schema"
)

// Voices says who speaks on what, and where.
type Voices struct {
	ByTopic, ByOutlet []VoiceLine // the most quotes first
	TopicsLeft        int         // topics and outlets that are not listed
	OutletsLeft       int
	Exact             bool // false: counts of Names are at least what they say
}

// VoiceLine is what is quoted on a topic, or in an outlet.
type VoiceLine struct {
	Name   string
	Quotes int64
	Kinds  []schema.Count // quotes by kind of speaker, in the order of the vocabulary; "" nobody was found
	Names  []schema.Count // the most quoted with a name
}

// maxNames is how many pairs of a topic or outlet and a speaker are counted at a time.
const maxNames = 1 << 17

// voices counts quotes by topic and by outlet.
type voices struct {
	topics, outlets map[string]map[string]int64 // by kind
	names           *frequent[voiceKey]
}

type voiceKey struct {
	topic     bool
	of, voice string
}

func newVoices() *voices {
	return &voices{topics: map[string]map[string]int64{}, outlets: map[string]map[string]int64{}, names: newFrequent[voiceKey](maxNames)}
}

func (v *voices) add(s *stats.Seen) {
	if len(s.Kinds) == 0 {
		return
	}
	add := func(of map[string]map[string]int64, name string, topic bool) {
		if of[name] == nil {
			of[name] = map[string]int64{}
		}
		for _, k := range s.Kinds {
			of[name][k.Kind] += k.Quotes
		}
		for _, said := range s.Said {
			if said.Kind != string(schema.SpeakerUnnamed) {
				v.names.addN(voiceKey{topic, name, said.Name}, said.Quotes)
			}
		}
	}
	for _, t := range s.Topics {
		add(v.topics, t, true)
	}
	add(v.outlets, known(s.Outlet), false)
}

func (v *voices) report() *Voices {
	if len(v.outlets) == 0 {
		return nil
	}
	out := &Voices{Exact: v.names.exact}
	out.ByTopic, out.TopicsLeft = v.lines(v.topics, true)
	out.ByOutlet, out.OutletsLeft = v.lines(v.outlets, false)
	return out
}

func (v *voices) lines(of map[string]map[string]int64, topic bool) (list []VoiceLine, left int) {
	names := map[string][]schema.Count{}
	for key, n := range v.names.counts {
		if key.topic == topic {
			names[key.of] = append(names[key.of], schema.Count{Name: key.voice, Count: n})
		}
	}
	const mostNames = 5
	for name, kinds := range of {
		line := VoiceLine{Name: name}
		for _, kind := range SpeakerKinds {
			if n := kinds[kind]; n > 0 {
				line.Kinds = append(line.Kinds, schema.Count{Name: kind, Count: n})
				line.Quotes += n
			}
		}
		all := names[name]
		slices.SortFunc(all, compareCounts)
		line.Names = all[:min(len(all), mostNames)]
		list = append(list, line)
	}
	slices.SortFunc(list, func(a, b VoiceLine) int {
		return cmp.Or(cmp.Compare(b.Quotes, a.Quotes), strings.Compare(a.Name, b.Name))
	})
	most := min(len(list), mostLines)
	return list[:most], len(list) - most
}

// SpeakerKinds are the kinds of speakers in the order they are shown; "" is nobody.
var SpeakerKinds = []string{
	string(schema.SpeakerPerson), string(schema.SpeakerOrganisation), string(schema.SpeakerGroup), string(schema.SpeakerUnnamed), "",
}

func compareCounts(a, b schema.Count) int {
	return cmp.Or(cmp.Compare(b.Count, a.Count), strings.Compare(a.Name, b.Name))
}

package quote

import (
	"strconv"
	"strings"

	"github.com/dsbuild/dsbuild/convert/quote/coref"
	"github.com/dsbuild/dsbuild/internal/speakerkey"
	"github.com/dsbuild/dsbuild/schema"
)

// speakers numbers the speakers in the order in which they are first heard.
type speakers struct {
	ids  map[string]int
	list []schema.Speaker
}

// add counts a quote of so many words for its speaker.
func (s *speakers) add(q *schema.Quote, v *coref.Voice, words int) {
	if v.Name == "" {
		return
	}
	key := strings.ToLower(v.Name)
	if v.Entity >= 0 {
		key = "#" + strconv.Itoa(v.Entity)
	}
	i, ok := s.ids[key]
	if !ok {
		i = len(s.list)
		s.ids[key] = i
		sp := schema.Speaker{ID: "s" + strconv.Itoa(i+1), Name: v.Name, Kind: v.Kind, Role: v.Role}
		if v.Kind != schema.SpeakerUnnamed {
			sp.Key = speakerkey.Of(v.Name)
		}
		s.list = append(s.list, sp)
	}
	sp := &s.list[i]
	if sp.Role == "" {
		sp.Role = v.Role
	}
	q.SpeakerID, q.SpeakerKey = sp.ID, sp.Key
	if q.Kind != schema.QuoteNotSpeech {
		sp.QuoteCount++
		sp.QuotedWords += words
	}
}

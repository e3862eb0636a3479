package lossreport

import (
	"strings"

	"github.com/dsbuild/dsbuild/schema"
)

// topicView is a topic of a page, or why it has none.
type topicView struct {
	Scheme, Code, Label, Outcome, Meaning, By string
}

// topics lists those of an article as they stand in its trace.
func topics(a *schema.Article) []topicView {
	if a == nil {
		return nil
	}
	var list []topicView
	for i := range a.Topics {
		t := &a.Topics[i]
		v := topicView{Scheme: t.Scheme, Code: t.Code, Label: t.Label, By: TopicBy(t)}
		if t.Outcome != schema.OutcomeCoded {
			v.Outcome, v.Meaning = string(t.Outcome), meaning("topic_outcome", string(t.Outcome))
		}
		list = append(list, v)
	}
	return list
}

// TopicBy says by which method a topic was found, how likely it is, and by which words: "keywords 0.93: ferry, harbour".
// A person gives no words.
func TopicBy(t *schema.Topic) string {
	by := string(t.Method)
	if t.Score.OK {
		by += " " + share(t.Score.V)
	}
	if len(t.Evidence) > 0 {
		by += ": " + strings.Join(t.Evidence, ", ")
	}
	return by
}

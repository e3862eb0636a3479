package main

import (
	"github.com/dsbuild/dsbuild/bench/peers"
	"github.com/dsbuild/dsbuild/convert"
	"github.com/dsbuild/dsbuild/schema"
)

// article is what dsbuild found.
type article struct {
	peers.Article
	Deck     string              `json:"deck,omitempty"`
	PageType schema.PageType     `json:"page_type,omitempty"`
	Reject   schema.RejectReason `json:"reject,omitempty"`
	TextForm schema.TextForm     `json:"text_form,omitempty"`
}

func convertHTML(p *corpusPage, models *foldModels) any {
	return convertPage(p, p.HTML, schema.FormatHTML, models)
}

func convertDump(p *corpusPage, models *foldModels) any {
	if p.dump == nil {
		return nil
	}
	return convertPage(p, p.dump, schema.FormatPageText, models)
}

// convertPage converts one page as a build of its folder would.
func convertPage(p *corpusPage, body []byte, format schema.SourceFormat, models *foldModels) any {
	t := convert.New(models.options(p.site)).Trace(&schema.Page{
		Source: schema.Source{URI: p.ID, Format: format, Size: int64(len(body))}, ID: schema.DocID("", body), Body: body,
	})
	found := &article{Article: peers.Article{ID: p.ID, Authors: []string{}, Paragraphs: []string{}}}
	if t.Reject != nil {
		found.Reject, found.PageType = t.Reject.Reason, t.Reject.PageType
		return found
	}
	a := t.Article
	found.TextForm = a.TextForm
	found.Title, found.Deck, found.Date, found.PageType = a.Title, a.Subtitle, a.Published.Date.String(), a.PageType
	for i := range a.Authors {
		found.Authors = append(found.Authors, a.Authors[i].Name)
	}
	for _, x := range a.Paragraphs {
		found.Paragraphs = append(found.Paragraphs, a.Text[x.Start:x.End])
	}
	return found
}

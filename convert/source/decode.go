package source

import (
	"fmt"

	"github.com/dsbuild/dsbuild/convert/source/charset"
	"github.com/dsbuild/dsbuild/schema"
)

// Decode turns the bytes of a page into UTF-8 and records which charset they
// were in and what decided it. It changes p only, so pages may be decoded in
// parallel. The error is a *schema.Reject where the bytes are no text.
func Decode(p *schema.Page) error {
	declared := charset.FromMediaType(p.MediaType)
	if declared == "" {
		declared = charset.FromMediaType(p.Headers["content-type"])
	}
	var d charset.Decoded
	if p.Charset != "" {
		d = charset.Clean(p.Body)
		d.Name, d.From = p.Charset, p.CharsetFrom
	} else {
		d = charset.Decode(p.Body, declared, p.BodyFormat() == schema.FormatHTML || p.BodyFormat() == schema.FormatMHTML)
	}
	if d.Binary {
		return &schema.Reject{
			Source: p.Source, ID: p.ID, URL: p.URL, Stage: schema.StageDecode, Reason: schema.RejectUnsupportedType,
			Message: "most of it is no text; name pages, not files of another kind",
		}
	}
	p.Body, p.Charset, p.CharsetFrom = d.Body, d.Name, d.From
	if d.From == charset.FromDetection {
		p.Findings = append(p.Findings, schema.Finding{
			Code:    schema.FindingCharsetGuessed,
			Message: "no charset was stated that fits the bytes; " + d.Name + " was guessed",
		})
	}
	if d.Twice > 0 {
		p.Findings = append(p.Findings, schema.Finding{
			Code:    schema.FindingDoubleEncoded,
			Message: fmt.Sprintf("characters that had been encoded twice, as in â€™ for ’, and were restored: %d", d.Twice),
		})
	}
	if d.Broken > 0 {
		p.Findings = append(p.Findings, schema.Finding{
			Code:    schema.FindingBrokenText,
			Message: fmt.Sprintf("places that could not be read as %s: %d", d.Name, d.Broken),
		})
	}
	return nil
}

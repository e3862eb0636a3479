package card

import (
	"bytes"
	"cmp"
	"encoding/json"
	"fmt"
	"strings"

	"github.com/dsbuild/dsbuild/datasets/cite"
	"github.com/dsbuild/dsbuild/internal/inert"
	"github.com/dsbuild/dsbuild/internal/text"
	"github.com/dsbuild/dsbuild/schema"
)

// object is a JSON object; encoding/json sorts its keys.
type object map[string]any

// set adds what is known.
func (o object) set(key, value string) {
	if value != "" {
		o[key] = value
	}
}

// croissantContext is what version 1.0 of the format demands word by word.
const croissantContext = `{"@language":"en","@vocab":"https://schema.org/","citeAs":"cr:citeAs","column":"cr:column",
"conformsTo":"dct:conformsTo","cr":"http://mlcommons.org/croissant/","rai":"http://mlcommons.org/croissant/RAI/",
"data":{"@id":"cr:data","@type":"@json"},"dataType":{"@id":"cr:dataType","@type":"@vocab"},"dct":"http://purl.org/dc/terms/",
"equivalentProperty":"cr:equivalentProperty","examples":{"@id":"cr:examples","@type":"@json"},"extract":"cr:extract",
"field":"cr:field","fileProperty":"cr:fileProperty","fileObject":"cr:fileObject","fileSet":"cr:fileSet","format":"cr:format",
"includes":"cr:includes","isLiveDataset":"cr:isLiveDataset","jsonPath":"cr:jsonPath","key":"cr:key","md5":"cr:md5",
"parentField":"cr:parentField","path":"cr:path","recordSet":"cr:recordSet","references":"cr:references","regex":"cr:regex",
"repeated":"cr:repeated","replace":"cr:replace","samplingRate":"cr:samplingRate","sc":"https://schema.org/",
"separator":"cr:separator","source":"cr:source","subField":"cr:subField","transform":"cr:transform"}`

// croissant returns croissant.json, which mlcroissant reads every table by. A column
// that is a list says so; NULL stays missing.
func (d *Dataset) croissant() ([]byte, error) {
	m := d.Manifest
	facts, license := cite.Facts(m), cite.LicenseOf(m)
	c := object{
		"@context": json.RawMessage(croissantContext), "@type": "sc:Dataset", "conformsTo": "http://mlcommons.org/croissant/1.0",
		"name": cite.Title(m), "description": text.Visible(strings.TrimSpace(m.Dataset.Description)), "citeAs": cite.BibTeX(m),
	}
	c.set("version", facts.Version)
	c.set("datePublished", facts.Date)
	c.set("url", facts.URL)
	c.set("license", cmp.Or(license.URL, license.Stated))
	var creators []object
	for _, made := range cite.Creators(m) {
		kind := "sc:Organization"
		if made.Person() {
			kind = "sc:Person"
		}
		creators = append(creators, object{"@type": kind, "name": made.Name})
	}
	if creators != nil {
		c["creator"] = creators
	}
	var distribution, records []object
	for _, t := range d.Tables {
		distribution = append(distribution, object{
			"@type": "cr:FileSet", "@id": t.Name + "-files", "name": t.Name + "-files",
			"encodingFormat": "application/x-parquet", "includes": d.glob(t.Name),
		})
		records = append(records, recordSet(t))
	}
	c["distribution"], c["recordSet"] = distribution, records
	return document(c)
}

var croissantTypes = map[schema.Type]string{
	schema.Utf8: "sc:Text", schema.Utf8List: "sc:Text", schema.Int32: "cr:Int32", schema.Float64: "cr:Float64",
	schema.Bool: "sc:Boolean", schema.Date32: "sc:Date", schema.Timestamp: "sc:DateTime",
}

func recordSet(t *schema.Table) object {
	var fields []object
	for i := range t.Columns {
		col := &t.Columns[i]
		f := object{
			"@type": "cr:Field", "@id": t.Name + "/" + col.Name, "name": col.Name, "description": inert.Line(col.Doc),
			"dataType": croissantTypes[col.Type],
			"source":   object{"fileSet": object{"@id": t.Name + "-files"}, "extract": object{"column": col.Name}},
		}
		if col.Type == schema.Utf8List {
			f["repeated"] = true
		}
		fields = append(fields, f)
	}
	return object{"@type": "cr:RecordSet", "@id": t.Name, "name": t.Name, "description": t.Doc, "field": fields}
}

// document writes a JSON document of somebody else's format.
func document(v any) ([]byte, error) {
	var b bytes.Buffer
	e := json.NewEncoder(&b)
	e.SetIndent("", "  ")
	if err := e.Encode(v); err != nil {
		return nil, fmt.Errorf("encode card: %w", err)
	}
	return b.Bytes(), nil
}

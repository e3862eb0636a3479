package codebook

import (
	_ "embed" // the codebooks
	"strings"
	"sync"
)

//go:embed data/cap.yaml
var capData []byte

//go:embed data/cap-subtopics.yaml
var capSubtopicsData []byte

//go:embed data/iptc.yaml
var iptcData []byte

// shipped are the codebooks that come with the program. How often the codes of a measured
// one are right by its keywords alone stands in docs/models/topics.md.
var shipped = []*shippedBook{
	{name: "cap", data: &capData, measured: true},
	{name: "cap-subtopics", data: &capSubtopicsData},
	{name: "iptc", data: &iptcData},
}

type shippedBook struct {
	name     string
	data     *[]byte
	measured bool
	once     sync.Once
	cb       *Codebook
}

// CAP returns the codebook of the Comparative Agendas Project's major topics.
// It is parsed once and must not be changed.
func CAP() *Codebook { return Shipped("cap") }

// ShippedNames are the names of the codebooks that come with the program.
func ShippedNames() []string {
	names := make([]string, len(shipped))
	for i, s := range shipped {
		names[i] = s.name
	}
	return names
}

// Shipped returns a codebook that comes with the program, or nil. It is parsed
// once and must not be changed.
func Shipped(name string) *Codebook {
	for _, s := range shipped {
		if s.name == name {
			s.once.Do(func() {
				cb, err := Parse(*s.data)
				if err != nil {
					panic("embedded codebook " + name + ": " + err.Error()) // a test parses it
				}
				cb.measured = s.measured
				s.cb = cb
			})
			return s.cb
		}
	}
	return nil
}

// Listed puts commas between words; none is a word too.
func Listed(words []string) string {
	if len(words) == 0 {
		return "none"
	}
	return strings.Join(words, ", ")
}

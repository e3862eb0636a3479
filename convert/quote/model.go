package quote

import (
	"sync"

	"github.com/dsbuild/dsbuild/convert/quote/scorer"

	_ "embed"
)

// the weights

//go:embed models/quote.bin
var embedded []byte

// Model is what the learned part decides by.
type Model = scorer.Model

// DecodeModel reads what Model.Encode wrote.
func DecodeModel(data []byte) (*Model, error) { return scorer.Decode(data) }

// Standard returns the model that comes with the program.
func Standard() *Model { return standard() }

// standard is the model that comes with the program, read when first asked for.
var standard = sync.OnceValue(func() *Model {
	m, err := DecodeModel(embedded)
	if err != nil {
		panic(err) // a test reads it
	}
	return m
})

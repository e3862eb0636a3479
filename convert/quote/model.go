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

// DecodeModel reads what Model.Encode wrote. A model whose weights belong to other features or
// words than those of this program is an error.
func DecodeModel(data []byte) (*Model, error) {
	m, err := scorer.Decode(data)
	if err == nil && !m.Current() {
		return nil, scorer.ErrOld
	}
	return m, err
}

// Standard returns the model that comes with the program. TestModelIsCurrent tells whether its weights
// belong to the words and features as they are now.
func Standard() *Model { return standard() }

// standard is the model that comes with the program, read when first asked for.
var standard = sync.OnceValue(func() *Model {
	m, err := scorer.Decode(embedded)
	if err != nil {
		panic(err) // a test reads it
	}
	return m
})

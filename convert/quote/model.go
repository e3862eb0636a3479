package quote

import (
	"fmt"
	"sync"

	"github.com/dsbuild/dsbuild/convert/quote/scorer"
	"github.com/dsbuild/dsbuild/internal/packed"

	_ "embed"
)

// the weights

//go:embed models/quote.bin
var embedded []byte

// Model is what the learned part decides by.
type Model = scorer.Model

// maxModel is how large a model may be unpacked; ours has 1.7 MB.
const maxModel = 64 << 20

// EncodeModel returns a model as a file: what Model.Encode wrote, packed to a fifth.
func EncodeModel(m *Model) []byte { return packed.Pack(m.Encode()) }

// DecodeModel reads what EncodeModel or Model.Encode wrote. A model whose weights belong to other features or
// words than those of this program is an error.
func DecodeModel(data []byte) (*Model, error) {
	m, err := decode(data)
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
	m, err := decode(embedded)
	if err != nil {
		panic(err) // a test reads it
	}
	return m
})

func decode(data []byte) (*Model, error) {
	data, err := packed.Open(data, maxModel)
	if err != nil {
		return nil, fmt.Errorf("%w (%w)", scorer.ErrModel, err)
	}
	return scorer.Decode(data)
}

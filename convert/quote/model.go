package quote

import (
	_ "embed" // the weights
	"errors"
	"fmt"
	"sync"

	"github.com/dsbuild/dsbuild/convert/quote/linear"
)

//go:embed models/quote.bin
var embedded []byte

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

// magic begins a model file; its number changes with what the features mean.
const magic = "dsquote1"

var errModel = errors.New("not a model of this version")

// DecodeModel reads what Encode wrote.
func DecodeModel(data []byte) (*Model, error) {
	const size = 1 << priorBits
	if len(data) < len(magic)+size || string(data[:len(magic)]) != magic {
		return nil, errModel
	}
	data = data[len(magic):]
	m := &Model{Prior: data[:size]}
	data = data[size:]
	for t := range Tasks {
		if len(data) == 0 || data[0] > 24 || len(data) < 1+2<<data[0] {
			return nil, errModel
		}
		end := 1 + 2<<data[0]
		w, err := linear.Decode(data[1:end])
		if err != nil {
			return nil, fmt.Errorf("weights %d: %w", t, err)
		}
		m.Weights[t] = w
		data = data[end:]
	}
	if len(data) > 0 {
		return nil, errModel
	}
	return m, nil
}

// Encode returns the model as a file.
func (m *Model) Encode() []byte {
	out := append([]byte(magic), m.Prior...)
	for _, w := range m.Weights {
		out = append(out, w.Bits())
		out = w.Encode(out)
	}
	return out
}

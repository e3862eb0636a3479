package scorer

import (
	"bytes"
	"crypto/sha256"
	"encoding/binary"
	"errors"
	"fmt"

	"github.com/dsbuild/dsbuild/convert/quote/linear"
)

// Model is what the learned part decides by.
type Model struct {
	Weights [Tasks]*linear.Model
	Priors  Priors
	Belongs [sha256.Size]byte // the Fingerprint of the program that fitted it
}

// magic begins a model file; its number changes with the form of the file.
const magic = "dsquote4"

const began = "dsquote" // how files of any form begin

// ErrModel is the error of a file that is no model.
var ErrModel = errors.New("not a model that quotes train wrote, or a damaged one")

// ErrOld says that a model was fitted by another version of the program.
var ErrOld = errors.New("a model of another version: its weights belong to other features or words; fit it again with dsbuild quotes train")

// Prior is how often a word is the main word of a cue.
type Prior struct {
	Hash uint32 // of the word
	Rate uint8  // in 1/250
}

// Priors finds the rate of a word. The zero value knows none.
type Priors struct {
	list  []Prior // in the order of the hashes
	slots []Prior
}

// NewPriors makes priors of a list in the order of its hashes.
func NewPriors(list []Prior) Priors {
	size := 4
	for size < 4*len(list) {
		size *= 2
	}
	p := Priors{list: list, slots: make([]Prior, size)}
	for _, e := range list {
		i := int(e.Hash) & (size - 1)
		for p.slots[i].Rate > 0 {
			i = (i + 1) & (size - 1)
		}
		p.slots[i] = e
	}
	return p
}

// All returns the priors in the order of their hashes; it is not to be changed.
func (p *Priors) All() []Prior { return p.list }

// Of returns the rate of the word with that hash, 0 where it is not known.
func (p *Priors) Of(hash uint32) uint8 {
	mask := len(p.slots) - 1
	if mask < 0 {
		return 0
	}
	for i := int(hash) & mask; p.slots[i].Rate > 0; i = (i + 1) & mask {
		if p.slots[i].Hash == hash {
			return p.slots[i].Rate
		}
	}
	return 0
}

const priorSize = 5 // bytes of a prior

func decodePriors(data []byte) (p Priors, rest []byte, err error) {
	if len(data) < 4 {
		return p, nil, ErrModel
	}
	n := int(binary.LittleEndian.Uint32(data))
	if data = data[4:]; n > len(data)/priorSize {
		return p, nil, ErrModel
	}
	list := make([]Prior, n)
	for i := range list {
		e := data[i*priorSize:]
		list[i] = Prior{binary.LittleEndian.Uint32(e), e[4]}
		if e[4] == 0 || i > 0 && list[i].Hash <= list[i-1].Hash {
			return p, nil, ErrModel
		}
	}
	return NewPriors(list), data[n*priorSize:], nil
}

// Decode reads what Encode wrote. Whether the weights belong to this program, Current says.
func Decode(data []byte) (*Model, error) {
	if bytes.HasPrefix(data, []byte(began)) && !bytes.HasPrefix(data, []byte(magic)) {
		return nil, ErrOld
	}
	data, ok := bytes.CutPrefix(data, []byte(magic))
	if !ok || len(data) < sha256.Size {
		return nil, ErrModel
	}
	m := &Model{Belongs: [sha256.Size]byte(data[:sha256.Size])}
	data = data[sha256.Size:]
	var err error
	if m.Priors, data, err = decodePriors(data); err != nil {
		return nil, err
	}
	for t := range Tasks {
		if len(data) == 0 || data[0] > 24 || len(data) < 1+2<<data[0] {
			return nil, ErrModel
		}
		end := 1 + 2<<data[0]
		if m.Weights[t], err = linear.Decode(data[1:end]); err != nil {
			return nil, fmt.Errorf("weights %d: %w", t, err)
		}
		data = data[end:]
	}
	if len(data) > 0 {
		return nil, ErrModel
	}
	return m, nil
}

// Current reports whether the weights belong to the features and words of this program.
func (m *Model) Current() bool { return m.Belongs == Fingerprint() }

// Encode returns the model as a file.
func (m *Model) Encode() []byte {
	out := append([]byte(magic), m.Belongs[:]...)
	out = binary.LittleEndian.AppendUint32(out, uint32(len(m.Priors.list)))
	for _, p := range m.Priors.list {
		out = append(binary.LittleEndian.AppendUint32(out, p.Hash), p.Rate)
	}
	for _, w := range m.Weights {
		out = append(out, w.Bits())
		out = w.Encode(out)
	}
	return out
}

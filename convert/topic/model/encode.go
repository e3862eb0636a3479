package model

import (
	"bytes"
	"crypto/sha256"
	"encoding/binary"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
)

// Head is what a model file says of itself.
type Head struct {
	Format   string   `json:"format"`
	Schema   string   `json:"schema"`   // version of the tables the codes are for
	Features int      `json:"features"` // version of the features
	Shape    Shape    `json:"shape"`
	Language string   `json:"language,omitempty"` // of the keywords
	Classes  []Class  `json:"classes"`
	Codebook Codebook `json:"codebook,omitzero"`
	Data     Data     `json:"data"`
	Metrics  Metrics  `json:"metrics"`
	Steps    []Step   `json:"steps,omitempty"` // what scores are worth
	// Unmeasured: learned from a codebook alone, so that scores are no probabilities.
	Unmeasured bool `json:"unmeasured,omitempty"`
	// Telling lists the features that speak most for each class.
	Telling map[string][]string `json:"telling,omitempty"`
	// Note says what the model must not be used for.
	Note string `json:"note"`
	Rows int    `json:"rows"`
}

// Class is a code, None for texts without one.
type Class struct {
	Code  string `json:"code"`
	Label string `json:"label,omitempty"`
	Texts int    `json:"texts"` // it was learned from
}

// Codebook names the codebook whose keywords are features.
type Codebook struct {
	Name   string `json:"name"`
	SHA256 string `json:"sha256"`
}

// Data says what a model was learned from.
type Data struct {
	Lines  int    `json:"lines"`
	SHA256 string `json:"sha256"`
}

// Metrics are measured on texts that the model was not learned from.
type Metrics struct {
	On       string  `json:"on"` // "dev", or "folds" of the texts themselves
	Lines    int     `json:"lines"`
	Accuracy float64 `json:"accuracy"`
	MacroF1  float64 `json:"macro_f1"`
	ECE      float64 `json:"ece"`
}

const (
	format = "dsbuild.topic_model/1"
	magic  = "dsbuild topic model\n"
	// features is raised where features are made another way: weights of older ones mean nothing then.
	features = 2
	// MaxSize is how large a model file may be.
	MaxSize = 8 << 20
	most    = 1 << 10 // classes
)

// Encode returns the model as a file. It ends with the SHA-256 of what stands before.
func (m *Model) Encode() ([]byte, error) {
	h := m.Head
	h.Format, h.Features, h.Shape, h.Rows = format, features, m.e.Shape, m.e.Rows()
	head, err := json.Marshal(h)
	if err != nil {
		return nil, fmt.Errorf("write topic model: %w", err)
	}
	b := append([]byte(magic), binary.LittleEndian.AppendUint32(nil, uint32(len(head)))...)
	b = append(b, head...)
	for _, list := range m.lists() {
		if b, err = binary.Append(b, binary.LittleEndian, list); err != nil {
			return nil, fmt.Errorf("write topic model: %w", err)
		}
	}
	sum := sha256.Sum256(b)
	return append(b, sum[:]...), nil
}

// lists are the numbers of a file, in its order.
func (m *Model) lists() []any {
	return []any{m.e.v.keys, m.e.v.idf, m.scale, m.weights, m.e.centre, m.dense, m.bias, &m.gain, m.shift}
}

// Decode reads what Encode wrote. The finder finds the keywords of the codebook
// that Head names; nil where it names none.
func Decode(data []byte, finder func(Codebook, string) (Finder, error)) (*Model, error) {
	rest, ok := bytes.CutPrefix(data, []byte(magic))
	switch {
	case !ok:
		return nil, errors.New("not a topic model of dsbuild (topics train writes one)")
	case len(data) > MaxSize:
		return nil, fmt.Errorf("a topic model of %d bytes, at most %d are read", len(data), MaxSize)
	case len(rest) < 4+sha256.Size:
		return nil, errDamaged
	}
	hash, sum := sha256.New(), data[len(data)-sha256.Size:]
	hash.Write(data[:len(data)-sha256.Size])
	if !bytes.Equal(hash.Sum(nil), sum) {
		return nil, errDamaged
	}
	hash.Write(sum)
	rest = rest[:len(rest)-sha256.Size]
	size := uint64(binary.LittleEndian.Uint32(rest))
	if rest = rest[4:]; size > uint64(len(rest)) {
		return nil, errDamaged
	}
	m := &Model{sum: hex.EncodeToString(hash.Sum(nil))}
	if err := json.Unmarshal(rest[:size], &m.Head); err != nil {
		return nil, errDamaged
	}
	h := &m.Head
	if h.Format != format || h.Features != features {
		return nil, fmt.Errorf("a topic model of format %q, features %d; this dsbuild reads %q, %d: train it again",
			h.Format, h.Features, format, features)
	}
	k, n, dense := len(h.Classes), h.Rows, h.Shape.Dense()
	want := n*(4+2+2+k) + dense*8 + k*(dense*2+4+4) + 8
	if k == 0 || k > most || n < 0 || n > MaxSize || want != len(rest)-int(size) {
		return nil, errDamaged
	}
	e := &Extractor{Shape: h.Shape, vectors: vectors(h.Shape)}
	e.v.keys, e.v.idf, m.scale, m.weights = make([]uint32, n), make([]uint16, n), make([]uint16, n), make([]int8, n*k)
	e.centre, m.dense, m.bias, m.shift = make([]int64, dense), make([]int16, dense*k), make([]int32, k), make([]int32, k)
	m.e = e
	rest = rest[size:]
	for _, list := range m.lists() {
		size := binary.Size(list)
		if _, err := binary.Decode(rest[:size], binary.LittleEndian, list); err != nil {
			return nil, errDamaged
		}
		rest = rest[size:]
	}
	e.v.build()
	m.packed = pack(m.weights, k)
	if h.Codebook.Name != "" {
		f, err := finder(h.Codebook, h.Language)
		if err != nil {
			return nil, err
		}
		e.finder = f
	}
	return m, nil
}

var errDamaged = errors.New("a damaged topic model: train it again, or fetch the file again")

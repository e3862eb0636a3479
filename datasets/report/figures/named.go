package figures

import (
	"bytes"
	"cmp"
	"crypto/sha256"
	"slices"
	"strings"

	"github.com/dsbuild/dsbuild/schema"
)

// drawn are the articles whose doc_id has the least SHA-256: the same ones that
// `dsbuild inspect --sample` draws.
type drawn struct{ list []drawnArticle }

type drawnArticle struct {
	key [sha256.Size]byte
	Article
}

func keyOf(id string) [sha256.Size]byte { return sha256.Sum256([]byte(id)) }

// takes reports whether an article with the key is among those drawn so far.
func (d *drawn) takes(key [sha256.Size]byte) bool {
	return len(d.list) < mostArticles || bytes.Compare(key[:], d.list[len(d.list)-1].key[:]) < 0
}

func (d *drawn) add(key [sha256.Size]byte, a *Article) {
	at, _ := slices.BinarySearchFunc(d.list, key, func(x drawnArticle, key [sha256.Size]byte) int {
		return cmp.Or(bytes.Compare(x.key[:], key[:]), -1) // behind its equals
	})
	d.list = slices.Insert(d.list, at, drawnArticle{key, *a})
	d.list = d.list[:min(len(d.list), mostArticles)]
}

// Doubtful are articles whose text is to be looked at before it is counted.
type Doubtful struct {
	Count int64
	// First are some of them: where text may be missing, then by confidence.
	First []Article
}

func (d *Doubtful) add(a *Article) {
	at, _ := slices.BinarySearchFunc(d.First, a, func(x Article, a *Article) int {
		return cmp.Or(compareDoubt(&x, a), -1)
	})
	d.First = slices.Insert(d.First, at, *a)
	d.First = d.First[:min(len(d.First), mostArticles)]
}

func compareDoubt(a, b *Article) int {
	missing := string(schema.FindingTextMayBeMissing)
	switch x, y := slices.Contains(a.Findings, missing), slices.Contains(b.Findings, missing); {
	case x && !y:
		return -1
	case y && !x:
		return 1
	}
	return cmp.Or(cmp.Compare(a.Confidence.V, b.Confidence.V), strings.Compare(a.ID, b.ID))
}

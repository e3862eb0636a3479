package compact

// Hashed is what keys are: two that are the same have the same hash.
type Hashed interface {
	comparable
	Hash() uint64
}

// Digest is a key that is a digest already.
type Digest uint64

// Hash returns the digest.
func (d Digest) Hash() uint64 { return uint64(d) }

// Keys numbers keys, each once, in the order in which they come first.
type Keys[K Hashed] struct {
	list  List[K]
	index Index
}

// Len is how many keys there are.
func (k *Keys[K]) Len() int { return k.list.Len() }

// Number returns the number of a key, which has one from now on, and whether it had one before.
func (k *Keys[K]) Number(key K) (n int, known bool) {
	n = k.list.Len()
	k.list.Add(key)
	first := int(k.index.First(int32(n), func(n int32) uint64 { return (*k.list.At(int(n))).Hash() }, k.is(key)))
	if known = first != n; known {
		k.list.Drop()
	}
	return first, known
}

// Find returns the number of a key, if it has one.
func (k *Keys[K]) Find(key K) (int, bool) {
	n, known := k.index.Find(key.Hash(), k.is(key))
	return int(n), known
}

func (k *Keys[K]) is(key K) func(int32) bool {
	return func(n int32) bool { return *k.list.At(int(n)) == key }
}

package schema

// Digest is the hash that a declaration should have.
func Digest(d *Document) string { return d.digest() }

package quote

import (
	"strconv"

	"github.com/dsbuild/dsbuild/schema"
)

func confidence(r *row, v *voice) (float64, schema.Opt[float64]) {
	if v.name == "" {
		return 0.8, schema.Opt[float64]{}
	}
	return 0.9, schema.Some(0.8)
}

func plural(n int, what string) string {
	if n == 1 {
		return "1 " + what
	}
	return strconv.Itoa(n) + " " + what + "s"
}

package sheet

import (
	"errors"
	"math"
	"strconv"
	"strings"
	"time"

	"github.com/dsbuild/dsbuild/internal/text"
	"github.com/dsbuild/dsbuild/schema"
)

// Value reads the text of a cell as a type; blank is NULL. The error says
// what the text should have been.
func Value(t schema.Type, s string) (schema.Value, error) {
	s = text.Clean(s, t == schema.Utf8)
	if s == "" {
		return schema.Value{}, nil
	}
	switch t {
	case schema.Utf8List:
		return schema.Value{Valid: true, List: CleanList(strings.Split(s, ";"))}, nil
	case schema.Int32:
		n, err := strconv.ParseInt(s, 10, 32)
		return valid(schema.Value{Int: n}, err, "a whole number of 32 bits")
	case schema.Float64:
		f, err := strconv.ParseFloat(s, 64)
		if math.IsNaN(f) || math.IsInf(f, 0) {
			err = strconv.ErrRange
		}
		return valid(schema.Value{Float: schema.Round4(f)}, err, "a number with a decimal point")
	case schema.Bool:
		return parseBool(s)
	case schema.Date32:
		d, err := time.Parse(time.DateOnly, s)
		return valid(schema.Value{Int: int64(schema.DateOf(d).Days())}, err, "a date like 2006-01-02")
	case schema.Timestamp:
		d, err := time.Parse(time.RFC3339Nano, s)
		return valid(schema.Value{Int: d.UnixMicro()}, err, "a time with a zone like 2006-01-02T15:04:05Z")
	default:
		return schema.Value{Valid: true, Str: s}, nil
	}
}

func valid(v schema.Value, err error, want string) (schema.Value, error) {
	if err != nil {
		return schema.Value{}, errors.New(want)
	}
	v.Valid = true
	return v, nil
}

func parseBool(s string) (schema.Value, error) {
	switch strings.ToLower(s) {
	case "true", "yes", "1":
		return schema.Value{Valid: true, Int: 1}, nil
	case "false", "no", "0":
		return schema.Value{Valid: true}, nil
	}
	return schema.Value{}, errors.New("true or false")
}

// CleanList cleans the items of a list and leaves out blank ones.
func CleanList(items []string) []string {
	list := make([]string, 0, len(items))
	for _, s := range items {
		if s = text.Clean(s, false); s != "" {
			list = append(list, s)
		}
	}
	return list
}

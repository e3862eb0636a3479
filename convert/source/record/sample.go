package record

import (
	"github.com/dsbuild/dsbuild/internal/fields"
)

// MaxSample is how many records at the beginning of a file say what its fields mean.
const MaxSample = 1000

// Sample is what the fields of some records look like. The zero value has seen none.
type Sample struct {
	columns []fields.Column
	places  map[string]int
	rows    int
}

// Name notes the columns of a table, some of which may have no values.
func (s *Sample) Name(columns []string) {
	s.places = make(map[string]int)
	for i, name := range columns[:min(len(columns), maxFieldNames)] {
		s.places[name] = i
		s.columns = append(s.columns, fields.Column{Name: name})
	}
}

// Add notes the fields of a record. Of a line that is cut or damaged it takes
// what comes before.
func (s *Sample) Add(line []byte, number int) {
	if s.places == nil {
		s.places = make(map[string]int)
	}
	if len(line) > 0 {
		s.rows++
	}
	_ = members(line, nil, func(key, value []byte) error {
		at, known := s.places[string(key)]
		if !known {
			if len(s.columns) == maxFieldNames {
				return nil
			}
			at = len(s.columns)
			s.places[string(key)] = at
			s.columns = append(s.columns, fields.Column{Name: string(key)})
		}
		v := &s.columns[at].Values
		switch {
		case string(value) == "null", string(value) == "[]", string(value) == "{}":
		case value[0] == '{' || value[0] == '[':
			if body, _, ok := sections(value); ok {
				v.Add(string(body), number)
			} else {
				v.AddNested()
			}
		default:
			v.Add(asText(value), number)
		}
		return nil
	})
}

// Columns are the fields that were seen.
func (s *Sample) Columns() []fields.Column { return s.columns }

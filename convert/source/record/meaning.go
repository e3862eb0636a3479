package record

import (
	"slices"

	"github.com/dsbuild/dsbuild/internal/fields"
	"github.com/dsbuild/dsbuild/schema"
)

// Fields says what every field of a record is for.
type Fields struct {
	opt   fields.Options
	types []schema.Type    // of all user columns of the run
	user  []userField      // those of records
	raw   map[string]int   // name in the record -> place among the values that are read
	gives map[string][]use // our field -> its values, the first that has one counts
	hint  string           // "--map text=verhaal": the field that is most likely the page; "" unknown
	links bool             // some field has addresses
}

// use is a value of the record that gives a field.
type use struct {
	at int // among the values that are read
	fields.Claim
}

// userField is a user column that records bring.
type userField struct {
	name  string
	place int // in schema.Fields.User
}

// New turns a map into fields; user are all user columns of the run.
func New(rename map[string]string, user []schema.UserColumn, own string) (*Fields, error) {
	f := &Fields{opt: fields.Options{In: fields.Record, Map: rename, OwnID: own}}
	for i, u := range user {
		f.types = append(f.types, u.Type)
		if _, mapped := rename[u.Name]; mapped {
			f.user = append(f.user, userField{u.Name, i})
		}
	}
	_, err := f.decide(nil)
	return f, err
}

// For returns the fields of a file of which s has seen the beginning, and what they mean.
func (f *Fields) For(s *Sample) (*Fields, *fields.Meaning, error) {
	own := &Fields{opt: f.opt, types: f.types, user: f.user}
	own.opt.Rows = s.rows
	meaning, err := own.decide(s.columns)
	return own, meaning, err
}

// decide says what the fields are for of which columns are known. A field that
// comes later has the meaning of its name.
func (f *Fields) decide(columns []fields.Column) (*fields.Meaning, error) {
	meaning, err := fields.Decide(columns, f.opt)
	if err != nil {
		return nil, err
	}
	f.raw, f.gives = make(map[string]int), make(map[string][]use)
	for _, name := range fields.Names(fields.Record) {
		claims := meaning.Of(name)
		// Behind what the user says and before what is guessed.
		sure := slices.IndexFunc(claims, func(c fields.Claim) bool { return c.How == fields.Guessed })
		if sure < 0 {
			sure = len(claims)
		}
		if sure == 0 && name != fields.OwnID {
			claims = slices.Insert(slices.Clone(claims), 0, fields.Claim{Field: name, Column: name, At: -1, How: fields.Named})
		}
		for _, c := range claims {
			f.give(c)
		}
	}
	for _, u := range f.user {
		for _, c := range meaning.Of(u.name) {
			f.give(c)
		}
	}
	f.links = slices.ContainsFunc(columns, func(c fields.Column) bool { return c.Values.Addresses() })
	if field, at := meaning.Body(columns); at >= 0 {
		f.hint = fields.Record.Flag() + " " + field + "=" + columns[at].Name
	}
	return meaning, nil
}

func (f *Fields) give(c fields.Claim) {
	at, known := f.raw[c.Column]
	if !known {
		at = len(f.raw)
		f.raw[c.Column] = at
	}
	f.gives[c.Field] = append(f.gives[c.Field], use{at, c})
}

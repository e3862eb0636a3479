package rules

import (
	"errors"
	"fmt"
	"io/fs"
	"maps"
	"os"
	"regexp"
	"slices"
	"strings"
	"time"

	"github.com/dsbuild/dsbuild/internal/strictyaml"
	"github.com/dsbuild/dsbuild/schema"
)

// Off is the severity of a rule that is switched off.
const Off Severity = "off"

// Config is what a group says of its own data. A nil Config says nothing.
type Config struct {
	// Rules are the severities that differ from the table's, by id.
	Rules map[string]Severity `yaml:"rules"`
	// Columns are rules of the group's own, by table and column.
	Columns map[string]map[string]Column `yaml:"columns"`
	// Outlets are the first days of outlets, by site or publisher.
	Outlets map[string]string `yaml:"outlets"`

	since map[string]schema.Date
}

// Column is what a group wants of a column.
type Column struct {
	Required     bool     `yaml:"required"`
	Unique       bool     `yaml:"unique"` // costs 20 to 25 bytes of memory a row
	Min          any      `yaml:"min"`    // a number, or a day for days and instants
	Max          any      `yaml:"max"`
	Pattern      string   `yaml:"pattern"` // RE2; it must match the whole value
	Values       []string `yaml:"values"`
	MaxNullShare *float64 `yaml:"max_null_share"`
	Severity     Severity `yaml:"severity"` // "" means that of the rules own.*

	Low, High schema.Opt[float64] `yaml:"-"` // Min and Max: numbers, or days since 1970
	Days      bool                `yaml:"-"` // Low and High are days
}

// ReadConfig reads the configuration at path. Errors begin with path:line:column
// where the place is known.
func ReadConfig(path string) (*Config, error) {
	body, err := os.ReadFile(path)
	switch {
	case errors.Is(err, fs.ErrNotExist):
		return nil, fmt.Errorf("configuration %s does not exist; check the path", path)
	case err != nil:
		return nil, fmt.Errorf("read configuration: %w", err)
	}
	c, err := ParseConfig(body)
	if err != nil {
		return nil, fmt.Errorf("%s:%w", path, err)
	}
	return c, nil
}

// ParseConfig reads a configuration. Errors begin with "line:column: " where the
// place is known, else with a space.
func ParseConfig(body []byte) (*Config, error) {
	c := &Config{since: map[string]schema.Date{}}
	doc, err := strictyaml.Decode(body, strictyaml.Kind{Name: "configuration", Keys: configKeys()}, c)
	if err != nil {
		return nil, err
	}
	for _, id := range slices.Sorted(maps.Keys(c.Rules)) {
		if s := c.Rules[id]; s != Off && !slices.Contains(Severities, s) {
			return nil, doc.Errorf([]string{"rules", id}, "%s is %q; a rule is error, warning, note or off", id, s)
		}
		if c.Rules[id] == Off && id == "file.unreadable" {
			return nil, doc.Errorf([]string{"rules", id}, "%s cannot be off: what cannot be read is not checked; lower it, if you must", id)
		}
	}
	for _, table := range slices.Sorted(maps.Keys(c.Columns)) {
		for _, name := range slices.Sorted(maps.Keys(c.Columns[table])) {
			column := c.Columns[table][name]
			if err := column.prepare(table, name); err != nil {
				return nil, doc.Errorf([]string{"columns", table, name}, "%s.%s: %v", table, name, err)
			}
			c.Columns[table][name] = column
		}
	}
	for _, outlet := range slices.Sorted(maps.Keys(c.Outlets)) {
		day, err := time.Parse(time.DateOnly, c.Outlets[outlet])
		if err != nil {
			return nil, doc.Errorf([]string{"outlets", outlet}, "%s: %q is no day like 1998-05-01", outlet, c.Outlets[outlet])
		}
		c.since[outlet] = schema.DateOf(day)
	}
	return c, nil
}

func configKeys() strictyaml.Keys {
	keys := strictyaml.Keys{
		"":            {"rules", "columns", "outlets"},
		"columns.*.*": {"required", "unique", "min", "max", "pattern", "values", "max_null_share", "severity"},
	}
	for i := range Table {
		keys["rules"] = append(keys["rules"], Table[i].ID)
	}
	for _, t := range schema.Tables(nil) {
		keys["columns"] = append(keys["columns"], t.Name)
	}
	return keys
}

// prepare checks what is asked of a column and reads its bounds.
func (c *Column) prepare(table, name string) error {
	if declared, _ := schema.TableByName(table).Column(name); declared == nil && !strings.HasPrefix(name, "x_") {
		return errors.New("there is no such column; `dsbuild schema show` lists them, and a user's own begins with x_")
	}
	if _, err := regexp.Compile(c.Pattern); err != nil {
		return fmt.Errorf("pattern: %w", err)
	}
	if s := c.Severity; s != "" && s != Off && !slices.Contains(Severities, s) {
		return fmt.Errorf("severity is %q; it is error, warning, note or off", s)
	}
	if share := c.MaxNullShare; share != nil && (*share < 0 || *share > 1) {
		return errors.New("max_null_share is between 0 and 1")
	}
	var err error
	var lowDays, highDays bool
	if c.Low, lowDays, err = bound(c.Min); err != nil {
		return fmt.Errorf("min: %w", err)
	}
	if c.High, highDays, err = bound(c.Max); err != nil {
		return fmt.Errorf("max: %w", err)
	}
	if c.Low.OK && c.High.OK && (lowDays != highDays || c.Low.V > c.High.V) {
		return errors.New("min and max are both numbers or both days, and min is not above max")
	}
	c.Days = lowDays || highDays
	return nil
}

func bound(v any) (b schema.Opt[float64], days bool, err error) {
	switch v := v.(type) {
	case nil:
		return b, false, nil
	case uint64:
		return schema.Some(float64(v)), false, nil
	case int64:
		return schema.Some(float64(v)), false, nil
	case float64:
		return schema.Some(v), false, nil
	case string:
		if day, err := time.Parse(time.DateOnly, v); err == nil {
			return schema.Some(float64(schema.DateOf(day).Days())), true, nil
		}
	}
	return b, false, fmt.Errorf("%v is no number and no day like 1998-05-01", v)
}

// Severity returns the severity of a rule.
func (c *Config) Severity(id string) Severity {
	if c != nil {
		if s, ok := c.Rules[id]; ok {
			return s
		}
	}
	return ByID(id).Severity
}

// Off lists the rules that are switched off, in the order of the table.
func (c *Config) Off() []string {
	off := []string{}
	for i := range Table {
		if c.Severity(Table[i].ID) == Off {
			off = append(off, Table[i].ID)
		}
	}
	return off
}

// Since returns the first day of an outlet, by its site or else its name; zero
// where it is not known.
func (c *Config) Since(site, publisher string) schema.Date {
	if c == nil {
		return schema.Date{}
	}
	if day, ok := c.since[site]; ok {
		return day
	}
	return c.since[publisher]
}

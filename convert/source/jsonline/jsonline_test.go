package jsonline

import (
	"bytes"
	"encoding/json"
	"strings"
	"testing"
	"time"
	"unicode/utf8"
)

// FuzzObject holds Object against encoding/json: both accept the same lines,
// and strings decode alike.
func FuzzObject(f *testing.F) {
	for _, seed := range []string{
		`{}`, ` {"a" : "b" , "c":[1,{"d":null}], "e":-1.5e3,"f":true}`, `{"a":"\u00e9\ud83d\ude00\ud83d\"\\\/\b\f\n\r\t"}`,
		`{"a":"\ud83d"}`, `{"a":"\ude00\ud83d"}`, `{"\u0061":"x"}`, `{"a":1,}`, `{"a":01}`, `{"a"}`, `{"a":"`, `{"a":"\`, `{"a":[}`, "{\"a\":\"\t\"}", "{\"a\":\"\xff\"}", `{"a":nul}`, `[]`, `{"a":1}x`,
	} {
		f.Add([]byte(seed))
	}
	f.Fuzz(func(t *testing.T, line []byte) {
		got := make(map[string]string)
		err := Object(line, func(key, value []byte) error {
			delete(got, string(key))
			if value[0] == '"' {
				got[string(key)] = string(Unquote(value))
			}
			return nil
		})
		want := make(map[string]any)
		fits := utf8.Valid(line) && json.Unmarshal(line, &want) == nil && bytes.HasPrefix(bytes.TrimLeft(line, " \t\r\n"), []byte("{"))
		if deep := bytes.Count(line, []byte("["))+bytes.Count(line, []byte("{")) > MaxNesting; deep {
			return
		}
		if fits != (err == nil) {
			t.Fatalf("%q: error %v, encoding/json accepts: %v", line, err, fits)
		}
		for key, value := range want {
			if s, isString := value.(string); err == nil && isString && got[key] != s {
				t.Fatalf("%q: %q is %q, encoding/json says %q", line, key, got[key], s)
			}
		}
	})
}

func TestTimeIsLinear(t *testing.T) {
	for name, line := range map[string]string{
		"brackets":  `{"a":` + strings.Repeat("[", 8<<20),
		"escapes":   `{"a":"` + strings.Repeat(`\"`, 4<<20) + `"}`,
		"members":   `{` + strings.Repeat(`"a":1,`, 1<<20) + `"b":2}`,
		"many open": `{"a":` + strings.Repeat(`"`, 8<<20),
	} {
		begun := time.Now()
		_ = Object([]byte(line), func(_, _ []byte) error { return nil })
		// Quadratic time would be hours.
		if took := time.Since(begun); took > 20*time.Second {
			t.Errorf("%s: %v", name, took)
		}
	}
}

func BenchmarkRecord(b *testing.B) {
	html, err := json.Marshal(strings.Repeat("<p class=\"story\">The council raised the fees for the harbour.</p>\n", 1500))
	if err != nil {
		b.Fatal(err)
	}
	line := append(append([]byte(`{"url":"https://example.org/1","html":`), html...), '}')
	b.SetBytes(int64(len(line)))
	for b.Loop() {
		_ = Object(line, func(key, value []byte) error {
			if string(key) == "html" {
				Unquote(value)
			}
			return nil
		})
	}
}

package strictyaml

import (
	"strings"
	"testing"
)

func TestPlaces(t *testing.T) {
	const body = "a: 1.10\nb:\n  - c: 010\n    d: x\n  - [u, v]\n"
	var out any
	doc, err := Decode([]byte(body), Kind{Name: "test"}, &out)
	if err != nil {
		t.Fatal(err)
	}
	for path, want := range map[string]string{"a": "1.10", "b 0 c": "010", "b 0 d": "", "b 7 c": "", "b x": "", "": ""} {
		if got := doc.Number(strings.Fields(path)...); got != want {
			t.Errorf("number at %q: %q, want %q", path, got, want)
		}
	}
	for path, want := range map[string]string{
		"": " no", "a": "1:1: no", "b 0": "3:5: no", "b 0 d": "4:5: no", "b 1 1": "5:9: no", "b 9": "2:1: no", "b 0 e": "3:5: no", "q": " no",
	} {
		if got := doc.Errorf(strings.Fields(path), "no").Error(); got != want {
			t.Errorf("error at %q: %q, want %q", path, got, want)
		}
	}
}

package loosejson

import (
	"encoding/json"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"
)

func first(src string) Value {
	for v := range Parse([]byte(src)).Roots() {
		return v
	}
	return Value{}
}

// Each case is a way in which pages break their JSON.
func TestBroken(t *testing.T) {
	cases := []struct{ name, src, want string }{
		{"valid", `{"headline":"Dams"}`, "Dams"},
		{"trailing commas", `{"a":[1,2,],"headline":"Dams",}`, "Dams"},
		{"missing comma", "{\"a\":1\n\"headline\":\"Dams\"}", "Dams"},
		{"raw line breaks", "{\"headline\":\"Dams\nand \t dikes\"}", "Dams\nand \t dikes"},
		{"comment around", "<!-- {\"headline\":\"Dams\"} -->", "Dams"},
		{"CDATA around", "//<![CDATA[\n{\"headline\":\"Dams\"}\n//]]>", "Dams"},
		{"comments within", "{/* the {story} */\"headline\": \"Dams\" // end\n}", "Dams"},
		{"inner quotes", `{"headline":"He said "no" to dams","a":1}`, `He said "no" to dams`},
		{"escaped as HTML", `{&quot;headline&quot;:&quot;Dams&quot;}`, "Dams"},
		{"bare key", `{headline: "Dams"}`, "Dams"},
		{"cut off", `{"headline":"Dams","author":{"name":"A`, "Dams"},
		{"assignment", `window.data = {"headline":"Dams"};`, "Dams"},
		{"escapes", `{"headline":"D\u00e4mme \ud83d\ude00 \/ \"x\" \q"}`, "Dämme 😀 / \"x\" q"},
		{"broken surrogate", `{"headline":"a\ud83dz"}`, "a\ufffdz"},
		{"no value", `{"a":,"headline":"Dams"}`, ""},
	}
	for _, c := range cases {
		if got := first(c.src).Get("headline").Text(); got != c.want {
			t.Errorf("%s: got %q, want %q", c.name, got, c.want)
		}
	}
}

func TestDeepNesting(t *testing.T) {
	src := strings.Repeat(`{"a":[`, 200_000)
	if n := len(Parse([]byte(src)).nodes); n > maxDepth+1 {
		t.Errorf("%d values", n)
	}
	deep := strings.Repeat("[", 200) + strings.Repeat("]", 200)
	if got := first(`{"x":` + deep + `,"headline":"Dams"}`).Get("headline").Text(); got != "Dams" {
		t.Errorf("after a deep value: %q", got)
	}
}

// toAny rebuilds what encoding/json would have made.
func toAny(v Value) any {
	switch v.Kind() {
	case Object:
		m := map[string]any{}
		for x := range v.Each() {
			n := &x.d.nodes[x.i]
			m[decode(x.d.src[n.keyStart:n.keyEnd])] = toAny(x)
		}
		return m
	case Array:
		a := []any{}
		for x := range v.Each() {
			a = append(a, toAny(x))
		}
		return a
	case Number:
		return json.Number(v.Text())
	case Bool:
		return v.Text() == "true"
	case String:
		return v.Text()
	}
	return nil
}

func TestValidMeansTheSame(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		var gen func(depth int) any
		gen = func(depth int) any {
			switch n := rapid.IntRange(0, 5).Draw(t, "kind"); {
			case n == 0:
				return rapid.Bool().Draw(t, "bool")
			case n == 1:
				return rapid.IntRange(-99, 99).Draw(t, "int")
			case n == 2 && depth < 4:
				a := []any{}
				for range rapid.IntRange(0, 3).Draw(t, "n") {
					a = append(a, gen(depth+1))
				}
				return a
			case n == 3 && depth < 4:
				m := map[string]any{}
				for range rapid.IntRange(0, 3).Draw(t, "n") {
					m[rapid.StringMatching(`[a-z@ä"]{1,3}`).Draw(t, "key")] = gen(depth + 1)
				}
				return m
			case n == 4:
				return nil
			}
			return rapid.String().Draw(t, "string")
		}
		src, err := json.MarshalIndent([]any{gen(0)}, "", " ")
		if err != nil {
			t.Skip()
		}
		var want any
		dec := json.NewDecoder(strings.NewReader(string(src)))
		dec.UseNumber()
		if dec.Decode(&want) != nil {
			t.Skip()
		}
		if d := cmp.Diff(want, toAny(first(string(src)))); d != "" {
			t.Fatalf("%s\n%s", src, d)
		}
	})
}

func FuzzParse(f *testing.F) {
	f.Add([]byte(`{"a":[1,"x\u00e4",{"b":null}],}`))
	f.Add([]byte("<!--{\"a\" \"b\nc: }]"))
	f.Fuzz(func(t *testing.T, src []byte) {
		d := Parse(src)
		for v := range d.All() {
			n := d.nodes[v.i]
			if n.next <= v.i || int(n.next) > len(d.nodes) || n.start > n.end || int(n.end) > len(d.src) {
				t.Fatalf("value %d: %+v", v.i, n)
			}
			_ = v.Text()
		}
	})
}

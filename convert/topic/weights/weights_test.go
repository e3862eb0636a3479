package weights

import (
	"bytes"
	"math"
	"strings"
	"testing"

	"github.com/dsbuild/dsbuild/convert/topic/codebook"
	"github.com/dsbuild/dsbuild/convert/topic/model"
	"github.com/dsbuild/dsbuild/convert/topic/vector"
)

// TestCodes holds that the weights are for the codes of CAP, in their order.
func TestCodes(t *testing.T) {
	codes := Standard().Codes
	for i, c := range codebook.CAP().Codes {
		if codes[i+1] != c.Code {
			t.Errorf("code %d is %s, of the codebook %s", i+1, codes[i+1], c.Code)
		}
	}
}

func TestParse(t *testing.T) {
	for name, data := range map[string][]byte{
		"no JSON":      []byte("weights"),
		"nothing":      []byte("{}"),
		"no topic":     bytes.Replace(Data(), []byte(`[""`), []byte(`["0"`), 1),
		"a code more":  bytes.Replace(Data(), []byte(`[""`), []byte(`["", "0"`), 1),
		"a row short":  bytes.Replace(Data(), []byte(`"rows": [[`), []byte(`"rows": [[1], [`), 1),
		"other centre": bytes.Replace(Data(), []byte(`"centre": [`), []byte(`"centre": [7, `), 1),
	} {
		if _, err := Parse(data); err == nil {
			t.Errorf("%s: no error", name)
		}
	}
}

// TestAdd holds that what is added are logarithms of probabilities, whatever the text, and nothing for no words.
func TestAdd(t *testing.T) {
	w := Standard()
	for _, s := range []string{"tax", strings.Repeat("tax ", 1<<16), "a\xffb", "Zürich, 14 May", strings.Repeat("zzz ", 9)} {
		logs := make([]int64, len(w.Codes))
		if !w.Add(&w.Whole, logs, 1, s) {
			t.Errorf("%.20q has no words", s)
		}
		sum := 0.0
		for _, l := range logs {
			sum += math.Exp(float64(l) / model.Logit)
			if l < least || l > 1 {
				t.Errorf("%.20q: a logarithm of %d", s, l)
			}
		}
		if sum < 0.99 || sum > 1.01 {
			t.Errorf("%.20q: probabilities of %g in all", s, sum)
		}
	}
	if logs := make([]int64, len(w.Codes)); w.Add(&w.Whole, logs, 1, "", "…") {
		t.Error("nothing sounds like something")
	}
}

// TestUnit holds that a vector gets the length One, however long it was.
func TestUnit(t *testing.T) {
	for _, size := range []int64{1, 1000, 1 << 24, 1 << 50} {
		var v [vector.Dim]int64
		v[0], v[1] = 3*size, -4*size
		if !unit(&v) || max(v[0]-One*3/5, One*3/5-v[0], v[1]+One*4/5, -One*4/5-v[1]) > 1 {
			t.Errorf("a vector of %d becomes %d, %d", size, v[0], v[1])
		}
	}
	if unit(new([vector.Dim]int64)) {
		t.Error("nothing has a direction")
	}
}

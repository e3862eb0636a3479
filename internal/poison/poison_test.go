package poison

import "testing"

type inner struct{ n int32 }

type workspace struct {
	score  int16
	flag   bool
	text   string
	buf    []byte
	rows   []inner
	fixed  [2]uint8
	seen   map[string]int
	next   *inner
	held   *inner
	option int
}

func TestEverythingButTheExceptionsIsFilled(t *testing.T) {
	held := &inner{3}
	w := workspace{buf: make([]byte, 1, 8), rows: make([]inner, 0, 2), seen: map[string]int{"a": 1}, next: &inner{5}, held: held, option: 7}
	Fill(&w, "workspace.option", "*workspace.held")
	if w.option != 7 || w.next != nil || w.held != held || held.n == 3 {
		t.Errorf("option %d, next %v, held %v: pointers are nil but for those that are followed", w.option, w.next, held)
	}
	if w.score == 0 || !w.flag || w.text == "" || w.fixed[1] == 0 || w.seen["a"] == 1 || len(w.seen) != 2 {
		t.Errorf("not filled: %+v", w)
	}
	if len(w.buf) != 8 || w.buf[7] == 0 || len(w.rows) != 2 || w.rows[1].n == 0 {
		t.Errorf("slices are not filled to the brim: %v %v", w.buf, w.rows)
	}
}

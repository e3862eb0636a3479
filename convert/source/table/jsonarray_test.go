package table

import (
	"bufio"
	"bytes"
	"encoding/json"
	"errors"
	"maps"
	"reflect"
	"strings"
	"testing"
)

// rowsOf reads an array; a row is copied, and err is what ended the rows.
func rowsOf(content string, maxRow int64) (rows []Row, err error) {
	for row, e := range JSONArray(bufio.NewReaderSize(strings.NewReader(content), 16), maxRow).Rows {
		if e != nil {
			return rows, e
		}
		r := *row
		r.JSON = bytes.Clone(row.JSON)
		rows = append(rows, r)
	}
	return rows, nil
}

func TestJSONArrayTooLarge(t *testing.T) {
	rows, err := rowsOf(`[{"text":"`+strings.Repeat("x", 200)+`"}, {"text":"y"} , 7, "]"]`, 100)
	if err != nil || len(rows) != 4 {
		t.Fatal(rows, err)
	}
	if !rows[0].TooLarge || rows[0].Problem != "the element has 211 bytes" || string(rows[1].JSON) != `{"text":"y"}` || rows[2].Problem == "" || rows[3].Problem == "" {
		t.Errorf("%+v", rows)
	}
	if _, err := rowsOf(`[{"text":"y"}`, 100); !errors.Is(err, errNoArray) {
		t.Error(err)
	}
}

// FuzzJSONObject: nothing makes it panic, and it ends; an object that encoding/json reads
// has a table a member that is an array.
func FuzzJSONObject(f *testing.F) {
	f.Add(`{"a":[{"text":"b"}],"c":{"d":[1]},"e":[],"f":-1.5,"g":"]"}`, true)
	f.Add("{\n \"a\": [1, [2], {\"b\":\"}\"}], \"c\": null }", false)
	f.Add(`{"a":[1,`, true)
	f.Fuzz(func(t *testing.T, content string, readRows bool) {
		tables := 0
		var failed error
		for table, err := range JSONObject(bufio.NewReaderSize(strings.NewReader(content), 16), 1<<10) {
			if err != nil {
				failed = err
				break
			}
			if tables++; tables > len(content) {
				t.Fatalf("%d tables of %d bytes", tables, len(content))
			}
			for _, err := range table.Rows {
				if err != nil || !readRows {
					failed = err
					break
				}
			}
		}
		var want map[string]json.RawMessage
		if json.Unmarshal([]byte(content), &want) != nil || want == nil || len(content) > 1<<10 {
			return
		}
		arrays := 0
		for _, value := range want {
			if value[0] == '[' {
				arrays++
			}
		}
		if failed != nil || tables < arrays { // a name may stand twice
			t.Fatalf("%d tables, %v; encoding/json has %d arrays", tables, failed, arrays)
		}
	})
}

// withoutNull takes the members of an object that are null out of it: a row has none.
func withoutNull(value any) any {
	if object, ok := value.(map[string]any); ok {
		maps.DeleteFunc(object, func(_ string, v any) bool { return v == nil })
	}
	return value
}

// FuzzJSONArray: an array that encoding/json reads has a row an element, each with what
// the element holds or with a problem; anything else ends, in rows or in an error.
func FuzzJSONArray(f *testing.F) {
	f.Add(`[{"text":"a","url":"https://a.example/1"},{"text":"b]"}]`)
	f.Add("\xef\xbb\xbf [\n {\"a\":[1,{\"b\":\"\\\"}\"}]} , 1.5e3,true ,null,\"x\",{}]\n")
	f.Add(`[{"a":1},,{"b":2}`)
	f.Add(`[{"a":null,"b":[null],"a":"\ud800"}]`)
	f.Fuzz(func(t *testing.T, content string) {
		const most = 1 << 10
		rows, err := rowsOf(content, most)
		if len(rows) > len(content) {
			t.Fatalf("%d rows of %d bytes", len(rows), len(content))
		}
		var want []json.RawMessage
		if json.Unmarshal([]byte(content), &want) != nil || want == nil {
			return
		}
		if err != nil || len(rows) != len(want) {
			t.Fatalf("%d rows, %v; encoding/json has %d elements", len(rows), err, len(want))
		}
		for i, row := range rows {
			var a, b any
			switch {
			case row.TooLarge != (len(want[i]) > most):
				t.Fatalf("element %d of %d bytes: too large %v", i, len(want[i]), row.TooLarge)
			case row.Problem != "":
				continue
			case json.Unmarshal(row.JSON, &a) != nil, json.Unmarshal(want[i], &b) != nil, !reflect.DeepEqual(a, withoutNull(b)):
				t.Fatalf("element %d is %s, and the row %s", i, want[i], row.JSON)
			}
		}
	})
}

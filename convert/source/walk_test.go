package source

import (
	"fmt"
	"slices"
	"testing"
)

// TestBytesRead: at the end of a reading as much was read as there was to read, packed or not, in every shard.
func TestBytesRead(t *testing.T) {
	files := map[string]string{
		"a.html": htmlPage, "b.warc.gz": gzipEach([]string{ok200("https://a.example/1", "text/html", htmlPage)}),
		"c.jsonl": `{"url":"https://a.example/2","text":"The ferry stops."}` + "\n", "d/e.html": htmlPage, ".hidden/x.html": htmlPage,
	}
	dir := write(t, files)
	all, wanted := int64(0), []string{}
	for n := range 4 {
		opt := Options{}
		if n > 0 {
			opt.Shard = Shard{n, 3}
		}
		r, err := Open([]Input{{Path: dir}}, opt)
		if err != nil {
			t.Fatal(err)
		}
		total := r.TotalBytes()
		for range 2 { // a second reading counts anew
			for range r.Pages(t.Context()) {
				if r.BytesRead() > total {
					t.Errorf("%d of %d bytes were read", r.BytesRead(), total)
				}
			}
			if r.BytesRead() != total || total == 0 {
				t.Errorf("shard %d: %d of %d bytes were read", n, r.BytesRead(), total)
			}
		}
		if n > 0 {
			all -= total
			wanted = slices.AppendSeq(wanted, r.Wanted())
		} else {
			all = total
		}
	}
	if all != 0 || len(wanted) != 4 {
		t.Errorf("the shards differ from the whole by %d bytes; they want %v", all, fmt.Sprint(wanted))
	}
}

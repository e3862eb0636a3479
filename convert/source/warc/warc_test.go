package warc

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"math/rand/v2"
	"runtime"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/klauspost/compress/gzip"
	"github.com/klauspost/compress/zstd"
)

const limit = 1 << 20

// page is a record whose text does not compress to nothing.
func page(n int) string {
	var b strings.Builder
	seed := uint32(n + 1)
	for b.Len() < 6000 {
		seed = seed*1664525 + 1013904223
		fmt.Fprintf(&b, "<p>fee %d of the harbour</p>\n", seed)
	}
	return response(n, "HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n"+b.String(), -1)
}

// response is a record; length -1 is the true one.
func response(n int, block string, length int64) string {
	if length < 0 {
		length = int64(len(block))
	}
	return fmt.Sprintf("WARC/1.0\r\nWARC-Type: response\r\nWARC-Record-ID: <urn:%d>\r\nWARC-Target-URI: <https://town.example/%d>\r\n"+
		"WARC-Date: 2026-03-0%dT10:00:00Z\r\nContent-Type: application/http; msgtype=response\r\nContent-Length: %d\r\n\r\n%s\r\n\r\n", n, n, n%9+1, length, block)
}

func pages(n int) []string {
	list := make([]string, n)
	for i := range list {
		list[i] = page(i)
	}
	return list
}

func packGzip(s string) string {
	var b bytes.Buffer
	w := gzip.NewWriter(&b)
	_, _ = io.WriteString(w, s)
	_ = w.Close()
	return b.String()
}

func packZstd(s string) string {
	w, _ := zstd.NewWriter(nil, zstd.WithEncoderCRC(true))
	return string(w.EncodeAll([]byte(s), nil))
}

func packEach(list []string, pack func(string) string) []string {
	packed := make([]string, len(list))
	for i, s := range list {
		packed[i] = pack(s)
	}
	return packed
}

// offsets are where the strings begin when joined.
func offsets(list []string) []string {
	n, at := 0, make([]string, len(list))
	for i, s := range list {
		at[i] = fmt.Sprint(n)
		n += len(s)
	}
	return at
}

// shortReader reads little at a time: nothing may depend on where a read ends.
type shortReader struct {
	src io.Reader
	n   int
}

func (r shortReader) Read(p []byte) (int, error) { return r.src.Read(p[:min(len(p), r.n)]) }

// list reads everything: "offset url" for a record, "offset url ! damage" for a damaged one.
func list(t *testing.T, content string, packing Packing) []string {
	t.Helper()
	whole := listFrom(t, strings.NewReader(content), content, packing)
	if short := listFrom(t, shortReader{strings.NewReader(content), 1013}, content, packing); !cmp.Equal(short, whole) {
		t.Errorf("short reads give another result: %s", cmp.Diff(whole, short))
	}
	return whole
}

func listFrom(t *testing.T, src io.Reader, content string, packing Packing) []string {
	t.Helper()
	r := NewReader(src, packing, headOf(content, packing), Options{MaxRecord: limit, MaxRatio: 200})
	defer r.Close()
	var lines []string
	for {
		rec, err := r.Next()
		if errors.Is(err, io.EOF) {
			return lines
		}
		if err != nil {
			t.Fatal(err)
		}
		line := rec.Offset + " " + rec.URL
		if rec.Damage != "" {
			line += " ! " + rec.Damage
		} else if int64(len(rec.Block)) != rec.Size && !rec.TooLarge {
			t.Errorf("%s: %d bytes of a block of %d", line, len(rec.Block), rec.Size)
		}
		lines = append(lines, line)
		if len(lines) > 1e6 {
			t.Fatal("reading does not end")
		}
	}
}

func headOf(content string, packing Packing) []byte {
	var src io.Reader = strings.NewReader(content)
	switch packing {
	case Gzip:
		if z, err := gzip.NewReader(src); err == nil {
			src = z
		}
	case Zstd:
		return []byte("WARC/1.0")
	case Plain:
	}
	head := make([]byte, 4096)
	n, _ := io.ReadFull(src, head)
	return head[:n]
}

// urls are what list says of whole records.
func urls(at []string) []string {
	lines := make([]string, len(at))
	for i, offset := range at {
		lines[i] = fmt.Sprintf("%s https://town.example/%d", offset, i)
	}
	return lines
}

func same(t *testing.T, got, want any) {
	t.Helper()
	if diff := cmp.Diff(want, got); diff != "" {
		t.Error(diff)
	}
}

func TestEveryPacking(t *testing.T) {
	plain := pages(40)
	same(t, list(t, strings.Join(plain, ""), Plain), urls(offsets(plain)))
	for packing, pack := range map[Packing]func(string) string{Gzip: packGzip, Zstd: packZstd} {
		packed := packEach(plain, pack)
		same(t, list(t, strings.Join(packed, ""), packing), urls(offsets(packed)))

		// One member for the whole file: the offset in the unpacked bytes follows a plus.
		at := offsets(plain)
		for i := range at[1:] {
			at[i+1] = "0+" + at[i+1]
		}
		same(t, list(t, pack(strings.Join(plain, "")), packing), urls(at))
	}
}

// TestMembersAcrossRecords reads what bgzip writes: members that begin anywhere.
func TestMembersAcrossRecords(t *testing.T) {
	all := strings.Join(pages(20), "")
	var packed strings.Builder
	for i := 0; i < len(all); i += 1000 {
		packed.WriteString(packGzip(all[i:min(i+1000, len(all))]))
	}
	packed.WriteString(packGzip("")) // as bgzip ends a file
	got := list(t, packed.String(), Gzip)
	if len(got) != 20 {
		t.Fatal(len(got), got)
	}
	for i, line := range got {
		if !strings.HasSuffix(line, fmt.Sprintf(" https://town.example/%d", i)) {
			t.Error(line)
		}
	}
}

func TestZstdDictionary(t *testing.T) {
	plain := pages(30)
	var samples [][]byte
	for _, p := range plain {
		samples = append(samples, []byte(p))
	}
	dict, err := zstd.BuildDict(zstd.BuildDictOptions{ID: 7, Contents: samples, History: []byte(plain[0]), Offsets: [3]int{1, 4, 8}})
	if err != nil {
		t.Fatal(err)
	}
	w, err := zstd.NewWriter(nil, zstd.WithEncoderDict(dict))
	if err != nil {
		t.Fatal(err)
	}
	for _, stored := range []string{string(dict), packZstd(string(dict))} {
		n := len(stored)
		frames := []string{"\x5d\x2a\x4d\x18" + string([]byte{byte(n), byte(n >> 8), byte(n >> 16), 0}) + stored}
		for _, p := range plain {
			frames = append(frames, string(w.EncodeAll([]byte(p), nil)))
		}
		same(t, list(t, strings.Join(frames, ""), Zstd), urls(offsets(frames)[1:]))
	}
}

// TestDamage breaks the record 5 of 10: the other nine come out whole.
func TestDamage(t *testing.T) {
	const at = 5
	block := "HTTP/1.1 200 OK\r\n\r\n" + strings.Repeat("tide ", 900)
	n := int64(len(block))
	tests := []struct {
		name   string
		record string                // in the place of the record
		packed func(m string) string // what is done to its member
		plain  bool                  // also in a plain file
		damage string
	}{
		{"length too long", response(at, block, n+3000), nil, true, "it says that it has"},
		{"length too short", response(at, block, n-300), nil, true, "but no record follows"},
		{"length of 2^40", response(at, block, 1<<40), nil, true, "1099511627776 bytes and ends after"},
		{"length beyond int64", strings.Replace(response(at, block, 7), "Length: 7", "Length: 99999999999999999999", 1), nil, true, "no length"},
		{"negative length", response(at, block, -n)[:0] + strings.Replace(response(at, block, -1), "Content-Length: ", "Content-Length: -", 1), nil, true, "no length"},
		{"no length", strings.Replace(response(at, block, -1), "Content-Length", "Content-Size", 1), nil, true, "does not say how long"},
		{"no type", strings.Replace(response(at, block, -1), "WARC-Type", "WARC-Kind", 1), nil, true, "does not say what it is"},
		{"no record", strings.Replace(response(at, block, -1), "WARC/1.0", "WARX/1.0", 1), nil, true, "are no record"},
		{"long header", strings.Replace(response(at, block, -1), "WARC-Date", "X: "+strings.Repeat("y", maxHeader)+"\r\nWARC-Date", 1), nil, true, "header has more than"},
		{"flipped bytes", page(at), func(m string) string { return m[:len(m)/2] + "\x55\xaa\x55\xaa" + m[len(m)/2+4:] }, false, "compressed data are damaged"},
		{"cut member", page(at), func(m string) string { return m[:len(m)/2] }, false, "compressed data are damaged"},
		{"cut header of a member", page(at), func(m string) string { return m[:7] }, false, "passed over"},
		{"wrong checksum", page(at), func(m string) string { return m[:len(m)-5] + string([]byte{m[len(m)-5] ^ 1}) + m[len(m)-4:] }, false, "compressed data are damaged"},
		{"no member", page(at), func(string) string { return strings.Repeat("no member \x1f\x8b\x08", 500) }, false, "passed over"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			records := pages(10)
			records[at] = tt.record
			if tt.plain {
				checkDamage(t, list(t, strings.Join(records, ""), Plain), offsets(records), at, tt.damage)
			}
			packed := packEach(records, packGzip)
			if tt.packed != nil {
				packed[at] = tt.packed(packed[at])
			}
			checkDamage(t, list(t, strings.Join(packed, ""), Gzip), offsets(packed), at, tt.damage)
		})
	}
}

func checkDamage(t *testing.T, got, at []string, broken int, damage string) {
	t.Helper()
	want := urls(at)
	var bad []string
	kept := got[:0:0]
	for _, line := range got {
		if strings.Contains(line, " ! ") {
			bad = append(bad, line)
		} else {
			kept = append(kept, line)
		}
	}
	same(t, kept, append(want[:broken:broken], want[broken+1:]...))
	if len(bad) == 0 || !strings.HasPrefix(bad[0], at[broken]+" ") || !strings.Contains(bad[0], damage) && len(bad) == 1 && damage != "compressed data are damaged" {
		t.Errorf("damaged: %q, want %q at %s", bad, damage, at[broken])
	}
}

// TestRandomDamage flips, cuts out and puts in bytes of one member: all others
// come out whole, and the damaged one is no whole record.
func TestRandomDamage(t *testing.T) {
	plain := pages(8)
	rng := rand.New(rand.NewPCG(1, 2))
	for packing, pack := range map[Packing]func(string) string{Gzip: packGzip, Zstd: packZstd} {
		packed := packEach(plain, pack)
		for n := range 150 {
			at := rng.IntN(len(packed))
			m := []byte(packed[at])
			i := rng.IntN(len(m))
			switch rng.IntN(3) {
			case 0:
				m[i] ^= byte(1 + rng.IntN(255))
			case 1:
				m = slices.Delete(m, i, min(len(m), i+1+rng.IntN(300)))
			default:
				m = slices.Insert(m, i, []byte(packed[(at+1)%len(packed)][40:40+1+rng.IntN(200)])...)
			}
			members := slices.Clone(packed)
			members[at] = string(m)
			want := urls(offsets(members))
			got := list(t, strings.Join(members, ""), packing)
			for k, line := range want {
				if k != at && !slices.Contains(got, line) {
					t.Errorf("packing %d, damage %d of member %d at %d: lacks %q of %q", packing, n, at, i, line, got)
				}
			}
		}
	}
}

// TestCutFile cuts a file at every 97th byte: all records before the cut come out.
func TestCutFile(t *testing.T) {
	records := pages(4)
	for packing, packed := range map[Packing][]string{Plain: records, Gzip: packEach(records, packGzip), Zstd: packEach(records, packZstd)} {
		all, ends := strings.Join(packed, ""), 0
		for n := 97; n < len(all); n += 97 {
			for whole := ends + len(packed[len(urlsBefore(packed, ends))]); whole <= n; {
				ends = whole
				break
			}
			before := urlsBefore(packed, ends)
			got := list(t, all[:n], packing)
			if len(got) < len(before) {
				t.Fatalf("packing %d cut at %d: %d records, want %d", packing, n, len(got), len(before))
			}
			same(t, got[:len(before)], urls(before))
		}
	}
}

// urlsBefore returns the offsets of the records that end at n or before.
func urlsBefore(packed []string, n int) []string {
	at, end := offsets(packed), 0
	for i, s := range packed {
		if end += len(s); end > n {
			return at[:i]
		}
	}
	return at
}

func TestARC(t *testing.T) {
	var records []string
	for i := range 5 {
		block := "HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n" + strings.Repeat(fmt.Sprintf("<p>Tide %d of the day.</p>\n", i), 60)
		records = append(records, fmt.Sprintf("https://town.example/%d 192.0.2.1 2010030%d101500 text/html %d\n%s\n", i, i+1, len(block), block))
	}
	body := "1 0 harbour\nURL IP-address Archive-date Content-type Archive-length\n"
	head := fmt.Sprintf("filedesc://a.arc 0.0.0.0 20100301101500 text/plain %d\n%s\n", len(body), body)
	want := func(list []string) []string {
		at := offsets(list)
		return append([]string{at[0] + " filedesc://a.arc"}, urls(at[1:])...)
	}
	plain := append([]string{head}, records...)
	same(t, list(t, strings.Join(plain, ""), Plain), want(plain))
	packed := packEach(plain, packGzip)
	same(t, list(t, strings.Join(packed, ""), Gzip), want(packed))

	broken := append([]string{}, plain...)
	broken[3] = strings.Replace(broken[3], " text/html ", " text/html 9", 1)
	got := list(t, strings.Join(broken, ""), Plain)
	if len(got) != len(plain) || !strings.Contains(got[3], " ! ") || got[4] != want(broken)[4] {
		t.Errorf("%q", got)
	}
}

// TestMemoryIsBounded reads what says it is huge, and what is.
func TestMemoryIsBounded(t *testing.T) {
	huge := response(0, "HTTP/1.1 200 OK\r\nContent-Type: video/mp4\r\n\r\n"+strings.Repeat("x", 60<<20), -1)
	for name, content := range map[string]string{"2^40": response(0, "HTTP/1.1 200 OK\r\n\r\nshort", 1<<40), "60 MiB": huge + page(1)} {
		var before, after runtime.MemStats
		runtime.ReadMemStats(&before)
		r := NewReader(strings.NewReader(content), Plain, []byte(content[:9]), Options{MaxRecord: limit, MaxRatio: 200})
		for err := error(nil); err == nil; {
			_, err = r.Next()
		}
		runtime.ReadMemStats(&after)
		if n := after.TotalAlloc - before.TotalAlloc; n > 8<<20 {
			t.Errorf("%s: %d MiB were allocated", name, n>>20)
		}
	}
	same(t, list(t, huge+page(1), Plain), urls([]string{"0", fmt.Sprint(len(huge))}))
	got := list(t, packGzip(huge)+packGzip(page(1)), Gzip)
	if len(got) != 2 || !strings.Contains(got[0], "expands to more than 200 times") || !strings.HasSuffix(got[1], "/1") {
		t.Errorf("a bomb: %q", got)
	}
}

// TestTimeIsLinear: each of many records claims all bytes behind it.
func TestTimeIsLinear(t *testing.T) {
	for _, packing := range []Packing{Plain, Gzip} {
		var b strings.Builder
		for i := range 3000 {
			s := response(i, "x", limit-1)
			if packing == Gzip {
				s = packGzip(s)
			}
			b.WriteString(s)
		}
		counted := &countReader{src: strings.NewReader(b.String())}
		r := NewReader(counted, packing, headOf(b.String(), packing), Options{MaxRecord: limit, MaxRatio: 200})
		n := 0
		for ; ; n++ {
			if _, err := r.Next(); err != nil {
				break
			}
		}
		if n == 0 || r.reread > int64(b.Len())+keep || r.parts.tape.rewound > int64(b.Len())+keep {
			t.Errorf("packing %d: %d records, %d of %d bytes were read again", packing, n, r.reread+r.parts.tape.rewound, b.Len())
		}
	}
}

type countReader struct {
	src io.Reader
	n   int64
}

func (r *countReader) Read(p []byte) (int, error) {
	n, err := r.src.Read(p)
	r.n += int64(n)
	return n, err
}

func TestReadErrorEndsReading(t *testing.T) {
	failed := errors.New("the disk is gone")
	for packing, content := range map[Packing]string{Plain: page(0) + page(1)[:900], Gzip: packGzip(page(0)) + packGzip(page(1))[:900]} {
		r := NewReader(io.MultiReader(strings.NewReader(content), failingReader{failed}), packing, headOf(content, packing),
			Options{MaxRecord: limit, MaxRatio: 200})
		if _, err := r.Next(); err != nil {
			t.Fatal(err)
		}
		if _, err := r.Next(); !errors.Is(err, failed) {
			t.Errorf("packing %d: %v", packing, err)
		}
	}
}

type failingReader struct{ err error }

func (r failingReader) Read([]byte) (int, error) { return 0, r.err }

// FuzzReader: whatever the bytes, reading ends, and twice in the same way.
func FuzzReader(f *testing.F) {
	one, two := response(1, "HTTP/1.1 200 OK\r\n\r\n<p>ebb", -1), response(2, "HTTP/1.1 200 OK\r\n\r\n<p>flow", -1)
	f.Add([]byte(one+two), byte(Plain))
	f.Add([]byte(packGzip(one)+packGzip(two)), byte(Gzip))
	f.Add([]byte(packZstd(one)+packZstd(two)), byte(Zstd))
	f.Add([]byte("http://a.example/ 192.0.2.1 20100301101500 text/html 5\nhello\n"), byte(Plain))
	f.Add([]byte("\x5d\x2a\x4d\x18\x03\x00\x00\x00abc"+packZstd(one)), byte(Zstd))
	f.Fuzz(func(t *testing.T, content []byte, packing byte) {
		list(t, string(content), Packing(packing%3))
	})
}

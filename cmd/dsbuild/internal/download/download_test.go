package download

import (
	"bytes"
	"compress/gzip"
	"context"
	"errors"
	"fmt"
	"net/http"
	"net/http/httptest"
	"os"
	"strings"
	"sync/atomic"
	"testing"
	"time"
)

const record = `{"url":"https://paper.example/a","title":"Ferry fares rise","text":"Mara Ellison said the ferry would cost more."}` + "\n"

var whole = []byte(strings.Repeat(record, 5000))

// serve answers by handler and returns what Get makes of path there.
func serve(t *testing.T, handler http.HandlerFunc, path string, opt Options) ([]byte, time.Time, error) {
	t.Helper()
	server := httptest.NewTLSServer(handler)
	defer server.Close()
	opt.Client, opt.Pause = server.Client(), time.Millisecond
	dir := t.TempDir()
	name, err := Get(t.Context(), server.URL+path, dir, opt)
	if err != nil {
		if left, _ := os.ReadDir(dir); len(left) > 0 {
			t.Errorf("%s is left behind", left[0].Name())
		}
		return nil, time.Time{}, err
	}
	info, err := os.Stat(name)
	if err != nil {
		t.Fatal(err)
	}
	body, err := os.ReadFile(name)
	return body, info.ModTime(), err
}

// breaking serves a file and breaks the connection after each part; asked are the ranges it was asked for.
func breaking(etag func() string, part int, asked *[]string) http.HandlerFunc {
	return func(w http.ResponseWriter, r *http.Request) {
		*asked = append(*asked, r.Header.Get("Range"))
		w.Header().Set("ETag", etag())
		http.ServeContent(&cut{w, part}, r, "", time.Unix(1_700_000_000, 0), bytes.NewReader(whole))
	}
}

type cut struct {
	http.ResponseWriter
	left int
}

func (c *cut) Write(p []byte) (int, error) {
	if len(p) <= c.left {
		c.left -= len(p)
		return c.ResponseWriter.Write(p)
	}
	_, _ = c.ResponseWriter.Write(p[:c.left])
	_ = http.NewResponseController(c.ResponseWriter).Flush()
	panic(http.ErrAbortHandler)
}

func TestGoesOnWhereItBroke(t *testing.T) {
	var asked []string
	body, modified, err := serve(t, breaking(func() string { return `"one"` }, 200_000, &asked), "/crawl.jsonl", Options{})
	if err != nil || !bytes.Equal(body, whole) || modified.Unix() != 1_700_000_000 {
		t.Fatalf("%d of %d bytes, time %v, %v", len(body), len(whole), modified, err)
	}
	if len(asked) != 3 || asked[0] != "" || asked[1] == "" || asked[2] == "" {
		t.Errorf("asked for the ranges %q", asked)
	}
}

func TestAnotherVersionBeginsAnew(t *testing.T) {
	n := 0
	var asked []string
	tags := func() string { n++; return fmt.Sprintf("%q", fmt.Sprint(min(n, 2))) }
	body, _, err := serve(t, breaking(tags, 400_000, &asked), "/crawl.jsonl", Options{})
	if err != nil || !bytes.Equal(body, whole) {
		t.Fatalf("%d of %d bytes, %v", len(body), len(whole), err)
	}
	if len(asked) < 3 {
		t.Errorf("asked %d times: what came of the first version was kept", len(asked))
	}
}

func TestWrongRangeIsNotUsed(t *testing.T) {
	n := 0
	body, _, err := serve(t, func(w http.ResponseWriter, r *http.Request) {
		n++
		w.Header().Set("ETag", `"one"`)
		switch {
		case n == 1:
			w.Header().Set("Content-Length", fmt.Sprint(len(whole)))
			_, _ = w.Write(whole[:1000])
		case r.Header.Get("Range") != "":
			w.Header().Set("Content-Range", fmt.Sprintf("bytes 7-%d/%d", len(whole)-1, len(whole)))
			w.WriteHeader(http.StatusPartialContent)
			_, _ = w.Write(whole[7:])
		default:
			_, _ = w.Write(whole)
		}
	}, "/crawl.jsonl", Options{})
	if err != nil || !bytes.Equal(body, whole) {
		t.Fatalf("%d of %d bytes, %v", len(body), len(whole), err)
	}
}

// TestPartUnasked: a part that nobody asked for is not the whole.
func TestPartUnasked(t *testing.T) {
	n := 0
	body, _, err := serve(t, func(w http.ResponseWriter, r *http.Request) {
		if n++; n == 1 {
			w.Header().Set("Content-Range", fmt.Sprintf("bytes 0-99/%d", len(whole)))
			w.WriteHeader(http.StatusPartialContent)
			_, _ = w.Write(whole[:100])
			return
		}
		http.ServeContent(w, r, "", time.Time{}, bytes.NewReader(whole))
	}, "/crawl.jsonl", Options{})
	if err != nil || !bytes.Equal(body, whole) {
		t.Fatalf("%d of %d bytes, %v", len(body), len(whole), err)
	}
}

func TestRefuses(t *testing.T) {
	page := "<!DOCTYPE html><html><head><title>Ferry fares</title></head><body><p>Fares rise.</p></body></html>"
	var packed bytes.Buffer
	z := gzip.NewWriter(&packed)
	_, _ = z.Write([]byte(page))
	_ = z.Close()
	for _, c := range []struct {
		name, want string
		max        int64
		handler    http.HandlerFunc
	}{
		{"a page", "is a web page", 0, func(w http.ResponseWriter, _ *http.Request) { _, _ = w.Write([]byte(page)) }},
		{"a page that says it is data", "is a web page", 0, func(w http.ResponseWriter, _ *http.Request) {
			w.Header().Set("Content-Type", "application/jsonl")
			_, _ = w.Write([]byte(page))
		}},
		{"a packed page", "is a web page", 0, func(w http.ResponseWriter, _ *http.Request) { _, _ = w.Write(packed.Bytes()) }},
		{"a page without end", "is a web page", 0, func(w http.ResponseWriter, _ *http.Request) {
			for _, err := w.Write([]byte(page)); err == nil; _, err = w.Write(bytes.Repeat([]byte("<p>more</p>"), 1000)) {
			}
		}},
		{"too large, stated", "larger than 1000 bytes", 1000, func(w http.ResponseWriter, _ *http.Request) {
			w.Header().Set("Content-Length", fmt.Sprint(len(whole)))
			_, _ = w.Write(whole)
		}},
		{"too large, not stated", "larger than 1000 bytes", 1000, func(w http.ResponseWriter, _ *http.Request) {
			_ = http.NewResponseController(w).Flush()
			_, _ = w.Write(whole)
		}},
		{"not there", "404 Not Found; check the URL", 0, http.NotFound},
		{"not allowed", "403 Forbidden; check the URL and whether it has expired", 0, func(w http.ResponseWriter, _ *http.Request) { w.WriteHeader(http.StatusForbidden) }},
		{"out of order", "503 Service Unavailable, after 5 attempts", 0, func(w http.ResponseWriter, _ *http.Request) { w.WriteHeader(http.StatusServiceUnavailable) }},
		{"without https", "without https", 0, func(w http.ResponseWriter, r *http.Request) {
			http.Redirect(w, r, "http://paper.example/x?sig=s3cret", http.StatusFound)
		}},
		{"in a circle", "redirects", 0, func(w http.ResponseWriter, r *http.Request) { http.Redirect(w, r, r.URL.String(), http.StatusFound) }},
		{"silent", "nothing came for", 0, func(_ http.ResponseWriter, r *http.Request) { <-r.Context().Done() }},
		{"breaks at once", "after 5 attempts", 0, func(http.ResponseWriter, *http.Request) { panic(http.ErrAbortHandler) }},
	} {
		_, _, err := serve(t, c.handler, "/x.jsonl?sig=s3cret", Options{Max: c.max, Stall: 300 * time.Millisecond})
		if err == nil || !strings.Contains(err.Error(), c.want) || !strings.HasPrefix(err.Error(), "download 127.0.0.1/x.jsonl: ") {
			t.Errorf("%s: %v, want %q", c.name, err, c.want)
		} else if strings.Contains(err.Error(), "s3cret") {
			t.Errorf("%s: the error shows the query: %v", c.name, err)
		}
	}
}

// TestAByteAtATimeEnds: each attempt brings something, and yet it must end.
func TestAByteAtATimeEnds(t *testing.T) {
	var n atomic.Int64
	_, _, err := serve(t, func(w http.ResponseWriter, r *http.Request) {
		w.Header().Set("ETag", `"one"`)
		n.Add(1)
		http.ServeContent(&cut{w, 1}, r, "", time.Time{}, bytes.NewReader(whole))
	}, "/crawl.jsonl", Options{})
	if err == nil || n.Load() != maxAttempts {
		t.Errorf("%d attempts, %v", n.Load(), err)
	}
}

func TestCancelled(t *testing.T) {
	ctx, cancel := context.WithCancel(t.Context())
	server := httptest.NewTLSServer(http.HandlerFunc(func(_ http.ResponseWriter, r *http.Request) {
		cancel()
		<-r.Context().Done()
	}))
	defer server.Close()
	if _, err := Get(ctx, server.URL+"/x.jsonl", t.TempDir(), Options{Client: server.Client()}); !errors.Is(err, context.Canceled) {
		t.Error(err)
	}
}

func TestName(t *testing.T) {
	for input, want := range map[string]string{
		"https://data.example/crawls/2024.warc.gz?X-Amz-Signature=s3cret": "data.example/crawls/2024.warc.gz",
		"HTTPS://mara:s3cret@data.example:8443/a/../b%20c.jsonl#s3cret":   "data.example/b c.jsonl",
		"https://data.example/":                                               "is a site or a folder",
		"https://data.example":                                                "is a site or a folder",
		"https://data.example/crawls/?s3cret":                                 "is a site or a folder",
		"https:///x.jsonl":                                                    "is a site or a folder",
		"http://mara:s3cret@data.example/x.jsonl":                             "name it with https://",
		"https://data.example/..%5C..%5Cs3cret.jsonl":                         "no file here can have",
		"https://data.example/a%00b.jsonl":                                    "no file here can have",
		"s3://bucket/a b/key?x.jsonl":                                         "bucket/a b/key?x.jsonl",
		"S3://bucket/prefix/":                                                 "bucket/prefix",
		"s3://b/key.jsonl":                                                    "has no bucket that could be one",
		"s3://me:s3cret@bucket/key.jsonl":                                     "has no bucket that could be one",
		"s3://bucket/a/../../s3cret":                                          "in the bucket bucket has a key that no file here can have",
		"https://data.example/%zz?s3cret":                                     "no URL",
		"https://data.example/" + "x.jsonl?" + strings.Repeat("s3cret", 1000): "data.example/x.jsonl",
	} {
		got, err := Name(input)
		if err != nil {
			got = err.Error()
		}
		if !strings.Contains(got, want) || strings.Contains(got, "s3cret") {
			t.Errorf("%.60s: %q, want %q", input, got, want)
		}
	}
	for input, want := range map[string]bool{"https://a/b": true, "S3://b/k": true, "http://a/b": true, "https": false, "pages/https://x": false, "-": false} {
		if Is(input) != want {
			t.Errorf("%s: %v", input, Is(input))
		}
	}
}

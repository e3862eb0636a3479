package download

import (
	"bytes"
	"context"
	"crypto/hmac"
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/johannesboyne/gofakes3"
	"github.com/johannesboyne/gofakes3/backend/s3mem"
)

// noKeys takes away what credentials this machine has.
func noKeys(t *testing.T) {
	t.Helper()
	for _, name := range []string{
		"AWS_ACCESS_KEY_ID", "AWS_ACCESS_KEY", "AWS_SECRET_ACCESS_KEY", "AWS_SECRET_KEY", "AWS_SESSION_TOKEN", "AWS_PROFILE", "AWS_REGION",
		"AWS_DEFAULT_REGION", "AWS_WEB_IDENTITY_TOKEN_FILE", "AWS_CONTAINER_CREDENTIALS_RELATIVE_URI", "AWS_CONTAINER_CREDENTIALS_FULL_URI",
		"AWS_ENDPOINT_URL_S3",
	} {
		t.Setenv(name, "")
	}
	home := t.TempDir()
	t.Setenv("HOME", home)
	t.Setenv("USERPROFILE", home)
	t.Setenv("AWS_CONFIG_FILE", filepath.Join(home, "config"))
	t.Setenv("AWS_SHARED_CREDENTIALS_FILE", filepath.Join(home, "credentials"))
	t.Setenv("AWS_EC2_METADATA_DISABLED", "true")
}

// bucket serves objects by a store in memory, behind a handler, and returns a Store that asks it.
func bucket(t *testing.T, objects map[string][]byte, before func(http.Handler) http.Handler) *Store {
	t.Helper()
	noKeys(t)
	backend := s3mem.New()
	if err := backend.CreateBucket("papers"); err != nil {
		t.Fatal(err)
	}
	for key, body := range objects {
		if _, err := backend.PutObject("papers", key, map[string]string{"Last-Modified": "Tue, 14 Nov 2023 22:13:20 GMT"}, bytes.NewReader(body), int64(len(body)), nil); err != nil {
			t.Fatal(err)
		}
	}
	handler := gofakes3.New(backend).Server()
	if before != nil {
		handler = before(handler)
	}
	return storeAt(t, handler)
}

func storeAt(t *testing.T, handler http.Handler) *Store {
	t.Helper()
	server := httptest.NewServer(handler)
	t.Cleanup(server.Close)
	t.Setenv("AWS_ENDPOINT_URL", server.URL)
	s, err := NewStore(os.Getenv)
	if err != nil {
		t.Fatal(err)
	}
	s.pause = time.Millisecond
	return s
}

func get(t *testing.T, s *Store, input string) ([]byte, time.Time, error) {
	t.Helper()
	name, err := Get(t.Context(), input, t.TempDir(), Options{Store: s, Pause: time.Millisecond})
	if err != nil {
		return nil, time.Time{}, err
	}
	info, err := os.Stat(name)
	if err != nil {
		t.Fatal(err)
	}
	body, err := os.ReadFile(name)
	return body, info.ModTime(), err
}

func TestObjectGoesOnWhereItBroke(t *testing.T) {
	var ranges, matches []string
	s := bucket(t, map[string][]byte{"2024/ferry news+1%.jsonl": whole}, func(h http.Handler) http.Handler {
		return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
			ranges, matches = append(ranges, r.Header.Get("Range")), append(matches, r.Header.Get("If-Match"))
			h.ServeHTTP(&cut{w, 200_000}, r)
		})
	})
	body, modified, err := get(t, s, "s3://papers/2024/ferry news+1%.jsonl")
	if err != nil || !bytes.Equal(body, whole) || modified.Unix() != 1_700_000_000 {
		t.Fatalf("%d of %d bytes, time %v, %v", len(body), len(whole), modified, err)
	}
	if len(ranges) != 3 || ranges[0] != "" || ranges[2] == "" || matches[0] != "" || matches[2] == "" {
		t.Errorf("asked for the ranges %q of %q", ranges, matches)
	}
}

// TestObjectIsReplaced: what came of an object before another took its name is not kept.
func TestObjectIsReplaced(t *testing.T) {
	other := bytes.ReplaceAll(whole, []byte("Ferry"), []byte("Canal"))
	for _, says := range []string{"the store looks at If-Match", "it does not"} {
		n := 0
		s := bucket(t, nil, func(http.Handler) http.Handler {
			return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
				body, etag := whole, `"one"`
				if n++; n > 1 {
					body, etag = other, `"two"`
				}
				if says == "it does not" {
					r.Header.Del("If-Match")
				}
				w.Header().Set("ETag", etag)
				http.ServeContent(&cut{w, 400_000}, r, "", time.Unix(1_700_000_000, 0), bytes.NewReader(body))
			})
		})
		if body, _, err := get(t, s, "s3://papers/x.jsonl"); err != nil || !bytes.Equal(body, other) {
			t.Errorf("%s: %d of %d bytes, %v", says, len(body), len(other), err)
		}
	}
}

func TestList(t *testing.T) {
	objects := map[string][]byte{"crawl/": nil, "crawl/sub/": nil, "crawler.jsonl": whole, "crawl/z ü+%.warc": whole, "crawl/a.html": whole, "crawl/a/b.html": whole}
	for i := range 1500 {
		objects[fmt.Sprintf("crawl/many/%04d.html", i)] = []byte("x")
	}
	asked := 0
	s := bucket(t, objects, func(h http.Handler) http.Handler {
		return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) { asked++; h.ServeHTTP(w, r) })
	})
	list, err := s.List(t.Context(), "s3://papers/crawl/")
	if err != nil || len(list) != 1503 || asked < 2 {
		t.Fatalf("%d objects by %d requests, %v", len(list), asked, err)
	}
	if !slices.IsSortedFunc(list, func(a, b Object) int { return strings.Compare(a.Below, b.Below) }) || list[0].Below != "a.html" ||
		list[1502] != (Object{"s3://papers/crawl/z ü+%.warc", "z ü+%.warc", list[1502].Modified}) {
		t.Errorf("out of order: %v ... %v", list[0], list[1502])
	}
	if body, _, err := get(t, s, list[1502].Input); err != nil || !bytes.Equal(body, whole) {
		t.Errorf("%d bytes, %v", len(body), err)
	}
}

func TestListRefuses(t *testing.T) {
	page := func(inner string) http.HandlerFunc {
		return func(w http.ResponseWriter, _ *http.Request) {
			fmt.Fprintf(w, "<ListBucketResult>%s</ListBucketResult>", inner)
		}
	}
	for want, handler := range map[string]http.HandlerFunc{
		`the key "x/../../b" can be no file here`:      page("<Contents><Key>x/../../b</Key></Contents>"),
		`the key "x//b" can be no file here`:           page("<Contents><Key>x//b</Key></Contents>"),
		`the key "x/a\x1bb" can be no file here`:       page("<EncodingType>url</EncodingType><Contents><Key>x/a%1bb</Key></Contents>"),
		"badly escaped":                                page("<EncodingType>url</EncodingType><Contents><Key>x/%zz</Key></Contents>"),
		"there is no object; check the prefix":         page("<Contents><Key>another/b</Key></Contents>"),
		"does not say how its list goes on":            page("<IsTruncated>true</IsTruncated><NextContinuationToken>a</NextContinuationToken>"),
		"is no list of a bucket":                       func(w http.ResponseWriter, _ *http.Request) { _, _ = w.Write([]byte("<html>hello")) },
		"there is no bucket of this name; check it":    failing(http.StatusNotFound, "NoSuchBucket"),
		"403 AccessDenied, and there are no credentia": failing(http.StatusForbidden, "AccessDenied"),
	} {
		noKeys(t)
		ctx, cancel := context.WithTimeout(t.Context(), 20*time.Second)
		_, err := storeAt(t, handler).List(ctx, "s3://papers/x/")
		cancel()
		if err == nil || !strings.Contains(err.Error(), want) || !strings.HasPrefix(err.Error(), "list s3://papers/x/: ") {
			t.Errorf("%v, want %q", err, want)
		}
	}
}

// TestListEnds: a list in which every page names another one must end too.
func TestListEnds(t *testing.T) {
	for _, empty := range []bool{false, true} {
		noKeys(t)
		n := 0
		s := storeAt(t, http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) {
			n++
			fmt.Fprintf(w, "<ListBucketResult><IsTruncated>true</IsTruncated><NextContinuationToken>%d</NextContinuationToken>", n)
			if !empty {
				fmt.Fprintf(w, "<Contents><Key>x/%d</Key></Contents>", n)
			}
			fmt.Fprint(w, "</ListBucketResult>")
		}))
		s.max = 20
		if _, err := s.List(t.Context(), "s3://papers/x/"); err == nil || !strings.Contains(err.Error(), "more than 20 objects; name a longer prefix") {
			t.Errorf("%v after %d pages", err, n)
		}
	}
}

func failing(status int, code string) http.HandlerFunc {
	return func(w http.ResponseWriter, _ *http.Request) {
		w.WriteHeader(status)
		fmt.Fprintf(w, "<?xml version=\"1.0\"?><Error><Code>%s</Code><Message>s3cret \x1b[31m</Message></Error>", code)
	}
}

func TestObjectRefuses(t *testing.T) {
	for _, c := range []struct {
		status         int
		code, id, want string
	}{
		{404, "NoSuchBucket", "", "there is no bucket of this name; check it"},
		{404, "NoSuchKey", "", "there is no object of this name; check the key, and end a prefix with a slash"},
		{403, "AccessDenied", "", "403 AccessDenied, and there are no credentials; set AWS_PROFILE"},
		{403, "SignatureDoesNotMatch", "AKIA1", "403 SignatureDoesNotMatch to the credentials of the environment; name others"},
		{400, "ExpiredToken", "AKIA1", "400 ExpiredToken to the credentials of the environment"},
		{400, "Bad\x1b[31m", "", "400 Bad Request; check bucket and key"},
		{503, "SlowDown", "", "503 SlowDown, after 5 attempts"},
		{301, "PermanentRedirect", "", "301 PermanentRedirect; check bucket and key, AWS_REGION"},
	} {
		noKeys(t)
		t.Setenv("AWS_ACCESS_KEY_ID", c.id)
		t.Setenv("AWS_SECRET_ACCESS_KEY", map[bool]string{true: "s3cret"}[c.id != ""])
		_, _, err := get(t, storeAt(t, failing(c.status, c.code)), "s3://papers/x.jsonl")
		if err == nil || !strings.Contains(err.Error(), c.want) || !strings.HasPrefix(err.Error(), "download s3://papers/x.jsonl: ") {
			t.Errorf("%d %s: %v, want %q", c.status, c.code, err, c.want)
		} else if strings.Contains(err.Error(), "s3cret") || strings.Contains(err.Error(), "AKIA1") {
			t.Errorf("the error shows keys or the words of the store: %v", err)
		}
	}
}

// TestCredentials: each usual place is looked at, in the usual order, and a bucket says where it lies.
func TestCredentials(t *testing.T) {
	role := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) {
		_, _ = io.WriteString(w, `{"AccessKeyId":"FROMROLE","SecretAccessKey":"s3cret","Token":"t0ken","Expiration":"2099-01-01T00:00:00Z"}`)
	}))
	defer role.Close()
	profiles := func(t *testing.T, file string) {
		body := "[default]\naws_access_key_id = FROMDEFAULT\naws_secret_access_key = s3cret\n" +
			"[profile ferry]\naws_access_key_id = FROMFERRY\naws_secret_access_key = s3cret\n" +
			"[ferry]\naws_access_key_id = FROMFERRY\naws_secret_access_key = s3cret\n"
		if err := os.WriteFile(os.Getenv(file), []byte(body), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	for _, c := range []struct {
		name, want string
		set        func(t *testing.T)
	}{
		{"nobody", "", func(*testing.T) {}},
		{"environment", "FROMENV/", func(t *testing.T) {
			profiles(t, "AWS_SHARED_CREDENTIALS_FILE")
			t.Setenv("AWS_ACCESS_KEY_ID", "FROMENV")
			t.Setenv("AWS_SECRET_ACCESS_KEY", "s3cret")
		}},
		{"default profile", "FROMDEFAULT/", func(t *testing.T) { profiles(t, "AWS_SHARED_CREDENTIALS_FILE") }},
		{"named profile", "FROMFERRY/", func(t *testing.T) {
			profiles(t, "AWS_SHARED_CREDENTIALS_FILE")
			t.Setenv("AWS_PROFILE", "ferry")
		}},
		{"profile of the config", "FROMFERRY/", func(t *testing.T) {
			profiles(t, "AWS_CONFIG_FILE")
			t.Setenv("AWS_PROFILE", "ferry")
		}},
		{"role", "FROMROLE/", func(t *testing.T) { t.Setenv("AWS_CONTAINER_CREDENTIALS_FULL_URI", role.URL) }},
	} {
		t.Run(c.name, func(t *testing.T) {
			noKeys(t)
			c.set(t)
			var asked []string
			s := storeAt(t, http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
				asked = append(asked, r.Header.Get("Authorization"))
				if len(asked) == 1 {
					w.Header().Set("X-Amz-Bucket-Region", "eu-west-3")
					w.WriteHeader(http.StatusMovedPermanently)
					return
				}
				_, _ = w.Write(whole)
			}))
			if body, _, err := get(t, s, "s3://papers/x.jsonl"); err != nil || !bytes.Equal(body, whole) || len(asked) != 2 {
				t.Fatalf("%d of %d bytes by %d requests, %v", len(body), len(whole), len(asked), err)
			}
			for i, region := range []string{"/us-east-1/s3/", "/eu-west-3/s3/"} {
				if c.want == "" && asked[i] != "" || !strings.Contains(asked[i], c.want) || c.want != "" && !strings.Contains(asked[i], region) {
					t.Errorf("request %d is signed %q, want %s%s", i, asked[i], c.want, region)
				}
				if strings.Contains(asked[i], "s3cret") {
					t.Error("the secret went over the wire")
				}
			}
		})
	}
	noKeys(t)
	t.Setenv("AWS_PROFILE", "none")
	_, _, err := get(t, storeAt(t, failing(200, "")), "s3://papers/x.jsonl")
	if err == nil || !strings.Contains(err.Error(), "no credentials can be had from the profile of ~/.aws; check AWS_PROFILE") {
		t.Errorf("a profile that is not there: %v", err)
	}
}

func TestAddressOfAnObject(t *testing.T) {
	for _, c := range []struct{ bucket, key, region, want string }{
		{"papers", "a b/ü+%.warc.gz", "eu-west-1", "https://papers.s3.eu-west-1.amazonaws.com/a%20b/%C3%BC%2B%25.warc.gz"},
		{"papers.example", "x", "us-east-1", "https://s3.us-east-1.amazonaws.com/papers.example/x"},
		{"papers", "x?y#z", "cn-north-1", "https://papers.s3.cn-north-1.amazonaws.com.cn/x%3Fy%23z"},
	} {
		noKeys(t)
		t.Setenv("AWS_ENDPOINT_URL", "")
		t.Setenv("AWS_REGION", c.region)
		s, err := NewStore(os.Getenv)
		if err != nil {
			t.Fatal(err)
		}
		req, err := s.request(t.Context(), c.bucket, c.key, nil)
		if err != nil || req.URL.String() != c.want {
			t.Errorf("%v, %v, want %s", req.URL, err, c.want)
		}
	}
	for name, value := range map[string]string{"AWS_REGION": "eu west/..", "AWS_ENDPOINT_URL": "https://me:s3cret@store.example", "AWS_ENDPOINT_URL_S3": "store.example"} {
		noKeys(t)
		t.Setenv("AWS_ENDPOINT_URL", "")
		t.Setenv(name, value)
		if _, err := NewStore(os.Getenv); err == nil || !strings.Contains(err.Error(), name) || strings.Contains(err.Error(), "s3cret") {
			t.Errorf("%s=%s: %v", name, value, err)
		}
	}
}

// TestSignature computes the signature of a request as S3 does from what has come over the wire, by the documented steps.
func TestSignature(t *testing.T) {
	noKeys(t)
	t.Setenv("AWS_ACCESS_KEY_ID", "FROMENV")
	t.Setenv("AWS_SECRET_ACCESS_KEY", "s3cret")
	t.Setenv("AWS_SESSION_TOKEN", "t0ken")
	asked := 0
	s := storeAt(t, http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		asked++
		if want := signature(r, "s3cret"); !strings.HasSuffix(r.Header.Get("Authorization"), "Signature="+want) {
			t.Errorf("%s is signed %q, want %s", r.URL, r.Header.Get("Authorization"), want)
		}
		if r.URL.Query().Has("list-type") {
			fmt.Fprint(w, "<ListBucketResult><Contents><Key>a b/ü+%&amp;=/x.jsonl</Key></Contents></ListBucketResult>")
			return
		}
		w.Header().Set("ETag", `"one"`)
		http.ServeContent(&cut{w, 400_000}, r, "", time.Time{}, bytes.NewReader(whole))
	}))
	list, err := s.List(t.Context(), "s3://papers/a b/ü+%&=/")
	if err != nil || len(list) != 1 {
		t.Fatal(list, err)
	}
	if body, _, err := get(t, s, list[0].Input); err != nil || !bytes.Equal(body, whole) || asked != 3 {
		t.Errorf("%d bytes by %d requests, %v", len(body), asked, err)
	}
}

func signature(r *http.Request, secret string) string {
	_, rest, _ := strings.Cut(r.Header.Get("Authorization"), "Credential=FROMENV/")
	scope, rest, _ := strings.Cut(rest, ", SignedHeaders=")
	signed, _, _ := strings.Cut(rest, ", ")
	var headers strings.Builder
	for name := range strings.SplitSeq(signed, ";") {
		value := r.Header.Get(name)
		if name == "host" {
			value = r.Host
		}
		fmt.Fprintf(&headers, "%s:%s\n", name, value)
	}
	query := strings.Split(r.URL.RawQuery, "&")
	slices.Sort(query)
	canonical := strings.Join([]string{
		r.Method, r.URL.EscapedPath(), strings.Join(query, "&"), headers.String(), signed, r.Header.Get("X-Amz-Content-Sha256"),
	}, "\n")
	sum := sha256.Sum256([]byte(canonical))
	text := "AWS4-HMAC-SHA256\n" + r.Header.Get("X-Amz-Date") + "\n" + scope + "\n" + hex.EncodeToString(sum[:])
	key := []byte("AWS4" + secret)
	for part := range strings.SplitSeq(scope, "/") { // day, region, s3, aws4_request
		key = hmacOf(key, part)
	}
	return hex.EncodeToString(hmacOf(key, text))
}

func hmacOf(key []byte, text string) []byte {
	h := hmac.New(sha256.New, key)
	h.Write([]byte(text))
	return h.Sum(nil)
}

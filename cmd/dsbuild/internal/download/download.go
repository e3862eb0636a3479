// Package download brings an input behind https:// or s3:// to this machine.
//
// In: the URL of one file, or a prefix of a bucket. Out: that file, in a folder of the caller's, or what lies there.
//
// Laws:
//   - One https:// URL is one file: a web page is refused, and no link is followed but a redirect to https.
//   - What broke off goes on where it stopped, but only if the server says that the file is still the same.
//   - No error shows the user, the password or the query of a URL, which may be a signature that opens a bucket, or the
//     credentials of a store.
package download

import (
	"bytes"
	"cmp"
	"context"
	"errors"
	"fmt"
	"io"
	"net/http"
	"net/url"
	"os"
	"path"
	"path/filepath"
	"strings"
	"sync"
	"time"

	"github.com/klauspost/compress/gzip"

	"github.com/dsbuild/dsbuild/convert/source/sniff"
)

// Options say how a file is brought here. The zero value works.
type Options struct {
	Max    int64         // bytes of the file; 0 is 32 GiB
	Stall  time.Duration // how long nothing may come; 0 is a minute
	Pause  time.Duration // before the second attempt, twice as long before the next; 0 is a second
	Client *http.Client  // nil: one that trusts what the system trusts and heeds HTTPS_PROXY
	Store  *Store        // of s3:// inputs
}

const (
	defaultMax = 32 << 30
	// maxFailures is how many attempts in turn may bring nothing, maxAttempts how many there may be
	// in all: a server that breaks off after every byte must end too.
	maxFailures, maxAttempts = 5, 200
	maxRedirects             = 10
)

// Is reports whether an input lies on another machine.
func Is(input string) bool {
	for _, scheme := range []string{"https://", "http://", "s3://"} {
		if len(input) > len(scheme) && strings.EqualFold(input[:len(scheme)], scheme) {
			return true
		}
	}
	return false
}

// Scheme is how an input on another machine begins.
func Scheme(input string) string {
	if IsS3(input) {
		return s3Scheme
	}
	return "https://"
}

// Name is how an input is called in messages and in source_uri: host and path alone, or bucket and key.
func Name(input string) (string, error) {
	if IsS3(input) {
		return nameS3(input)
	}
	u, err := url.Parse(input)
	switch {
	case err != nil:
		return "", errors.New("an input is no URL that can be read; write blanks and the like as %20")
	case !strings.EqualFold(u.Scheme, "https"):
		return "", fmt.Errorf("input %s%s: http:// can be changed on its way; name it with https://, or download it yourself",
			u.Hostname(), u.Path)
	}
	base := path.Base(path.Clean("/" + u.Path))
	if u.Hostname() == "" || base == "/" || strings.HasSuffix(u.Path, "/") {
		return "", fmt.Errorf("input %s%s is a site or a folder, not one file, and dsbuild fetches no pages; name a file (WARC, JSONL, zip, ...)",
			u.Hostname(), u.Path)
	}
	if strings.ContainsFunc(base, func(r rune) bool { return r < ' ' || r == '\\' || r == ':' }) || !filepath.IsLocal(base) {
		return "", fmt.Errorf("the file of an input on %s has a name that no file here can have; download it yourself", u.Hostname())
	}
	return u.Hostname() + path.Clean("/"+u.Path), nil
}

// Get brings the file to a folder, under its own name, and returns where it is. Its time is the one that the
// server states, so that a build that was broken off knows it again.
func Get(ctx context.Context, input, dir string, opt Options) (string, error) {
	name, err := Name(input)
	if err != nil {
		return "", err
	}
	file, err := os.Create(filepath.Join(dir, path.Base(name)))
	if err != nil {
		return "", fmt.Errorf("download %s: %w", name, err)
	}
	g := &getter{opt: opt, input: input, file: file}
	if IsS3(input) {
		g.bucket, g.key, _ = splitS3(input) // Name looked at it
		name = s3Scheme + name
	}
	g.opt.Max, g.opt.Stall = cmp.Or(opt.Max, defaultMax), cmp.Or(opt.Stall, time.Minute)
	g.client = client(opt.Client)
	err = g.all(ctx, cmp.Or(opt.Pause, time.Second))
	if err = errors.Join(err, file.Close()); err == nil {
		err = os.Chtimes(file.Name(), g.modified, g.modified)
	}
	if err != nil {
		return "", errors.Join(fmt.Errorf("download %s: %w", name, err), os.Remove(file.Name()))
	}
	return file.Name(), nil
}

// transport speaks HTTP/1: HTTP/2 brings one file no faster, and released binaries are without it.
var transport = sync.OnceValue(func() *http.Transport {
	t := http.DefaultTransport.(*http.Transport).Clone()
	t.Protocols = new(http.Protocols)
	t.Protocols.SetHTTP1(true)
	return t
})

// client is the given client, or a new one, that follows redirects to https only.
func client(given *http.Client) *http.Client {
	c := http.Client{}
	if given != nil {
		c = *given
	} else {
		c.Transport = transport()
	}
	c.CheckRedirect = func(to *http.Request, via []*http.Request) error {
		if to.URL.Scheme != "https" {
			return final{errors.New("it is redirected to an address without https; download it yourself")}
		}
		if len(via) >= maxRedirects {
			return final{fmt.Errorf("more than %d redirects; name the address it ends at", maxRedirects)}
		}
		return nil
	}
	return &c
}

// final is an error that another attempt would meet again.
type final struct{ error }

func (f final) Unwrap() error { return f.error }

// getter is one file on its way.
type getter struct {
	opt    Options
	client *http.Client
	input  string
	bucket string // "": no object of a store
	key    string
	file   *os.File
	have   int64 // bytes of the file that are here
	size   int64 // of the whole, as the server says with a part of it; 0 unknown
	// version is what the server says of the file, for If-Range or If-Match; "": it cannot be gone on with.
	version  string
	modified time.Time
}

// all makes attempts until the file is whole.
func (g *getter) all(ctx context.Context, pause time.Duration) error {
	err := persist(ctx, pause, "try again later, or download it yourself and name the file", func() (bool, error) {
		before := g.have
		err := g.attempt(ctx)
		return g.have > before, err
	})
	if err != nil {
		return err
	}
	return g.refusePage()
}

// persist makes attempts until one succeeds, or too many have failed in turn; came says that one that failed brought
// something. remedy is what to do then.
func persist(ctx context.Context, pause time.Duration, remedy string, attempt func() (came bool, err error)) error {
	failures := 0
	for n := 1; ; n++ {
		came, err := attempt()
		if err == nil {
			return nil
		}
		if ctx.Err() != nil {
			return ctx.Err()
		}
		// The message of an url.Error has the whole URL in it.
		if outer, ok := errors.AsType[*url.Error](err); ok {
			err = outer.Err
		}
		if never, ok := errors.AsType[final](err); ok {
			return never.error
		}
		failures++
		if came {
			failures = 1
		}
		if failures == maxFailures || n == maxAttempts {
			return fmt.Errorf("%w, after %d attempts; %s", err, n, remedy)
		}
		select {
		case <-ctx.Done():
			return ctx.Err()
		case <-time.After(pause << (failures - 1)):
		}
	}
}

// attempt asks for what is not here yet.
func (g *getter) attempt(ctx context.Context) error {
	ctx, cancel := context.WithCancelCause(ctx)
	defer cancel(nil)
	stalled := time.AfterFunc(g.opt.Stall, func() { cancel(fmt.Errorf("nothing came for %s", g.opt.Stall)) })
	defer stalled.Stop()
	err := g.ask(ctx, func() { stalled.Reset(g.opt.Stall) })
	if cause := context.Cause(ctx); err != nil && cause != nil {
		return cause
	}
	return err
}

func (g *getter) ask(ctx context.Context, alive func()) error {
	resp, err := g.request(ctx)
	if err != nil {
		return err
	}
	defer resp.Body.Close() // it was only read
	if err := g.place(resp); err != nil {
		return err
	}
	if resp.ContentLength > g.opt.Max-g.have {
		return g.tooLarge()
	}
	if err := g.copy(resp.Body, alive); err != nil {
		return err
	}
	if g.have < g.size {
		return errors.New("the server sent less than there is")
	}
	return nil
}

// request asks a server or a store; S3 documents If-Match where others have If-Range.
func (g *getter) request(ctx context.Context) (*http.Response, error) {
	header := http.Header{"Accept-Encoding": {"identity"}} // its bytes as they lie there
	more := g.have > 0 && g.version != ""
	if more {
		header.Set("Range", fmt.Sprintf("bytes=%d-", g.have))
	}
	if g.bucket != "" {
		if more {
			header.Set("If-Match", g.version)
		}
		return g.opt.Store.get(ctx, g.bucket, g.key, nil, header)
	}
	req, err := http.NewRequestWithContext(ctx, http.MethodGet, g.input, http.NoBody)
	if err != nil {
		return nil, final{errors.New("it is no URL that can be asked for")}
	}
	if more {
		header.Set("If-Range", g.version)
	}
	req.Header = header
	return g.client.Do(req)
}

// place makes the file ready for what an answer brings.
func (g *getter) place(resp *http.Response) error {
	switch code := resp.StatusCode; {
	case code == http.StatusPartialContent:
		var from, to int64
		// The size may be "*": it stays 0 then.
		n, _ := fmt.Sscanf(resp.Header.Get("Content-Range"), "bytes %d-%d/%d", &from, &to, &g.size)
		// A store that does not look at If-Match says at least what it sends.
		if n < 2 || from != g.have || g.bucket != "" && resp.Header.Get("ETag") != g.version {
			g.size = 0
			g.version = "" // the server counts in its own way: from the beginning, without ranges
			return fmt.Errorf("the server sent another part than it was asked for")
		}
		return nil
	case code == http.StatusOK:
		g.have, g.size, g.version = 0, 0, resp.Header.Get("ETag")
		if g.bucket == "" && (g.version == "" || strings.HasPrefix(g.version, "W/")) {
			g.version = resp.Header.Get("Last-Modified")
		}
		g.modified = time.Unix(0, 0)
		if at, err := http.ParseTime(resp.Header.Get("Last-Modified")); err == nil {
			g.modified = at
		}
		_, err := g.file.Seek(0, io.SeekStart)
		return errors.Join(err, g.file.Truncate(0))
	case (code == http.StatusRequestedRangeNotSatisfiable || code == http.StatusPreconditionFailed) && g.have > 0:
		g.version = ""
		return errors.New("the file is not the one it was")
	case g.bucket != "":
		return g.opt.Store.refused(resp)
	case code >= http.StatusInternalServerError, code == http.StatusTooManyRequests, code == http.StatusRequestTimeout:
		return fmt.Errorf("the server says %s", status(code))
	default:
		return final{fmt.Errorf("the server says %s; check the URL and whether it has expired", status(code))}
	}
}

// status is a status code with its meaning; the server's own words are not ours to print.
func status(code int) string { return strings.TrimSpace(fmt.Sprint(code, " ", http.StatusText(code))) }

// copy writes what comes behind what is here.
func (g *getter) copy(body io.Reader, alive func()) error {
	buf := make([]byte, 256<<10)
	for {
		n, err := body.Read(buf)
		if n > 0 {
			alive()
			if g.have+int64(n) > g.opt.Max {
				return g.tooLarge()
			}
			early := g.have < sniff.HeadSize
			if _, err := g.file.Write(buf[:n]); err != nil {
				return final{fmt.Errorf("%w; free space, or set TMPDIR to a folder with more", err)}
			}
			if g.have += int64(n); early && g.have >= sniff.HeadSize {
				if err := g.refusePage(); err != nil {
					return final{err}
				}
			}
		}
		switch {
		case errors.Is(err, io.EOF):
			return nil
		case err != nil:
			return err
		}
	}
}

func (g *getter) tooLarge() error {
	return final{fmt.Errorf("it is larger than %d bytes; download it yourself and name the file", g.opt.Max)}
}

// refusePage looks at the beginning of the file: a page, packed or not, is not what an https input is for. A bucket
// is where pages are kept.
func (g *getter) refusePage() error {
	if g.bucket != "" {
		return nil
	}
	head := make([]byte, sniff.HeadSize)
	n, err := g.file.ReadAt(head, 0)
	if err != nil && !errors.Is(err, io.EOF) {
		return fmt.Errorf("read what came: %w", err)
	}
	head = head[:n]
	if sniff.Head(head).Kind == sniff.Gzip {
		if z, err := gzip.NewReader(bytes.NewReader(head)); err == nil {
			inner := make([]byte, sniff.HeadSize)
			n, _ := io.ReadFull(z, inner) // what is cut off ends in an error, and its beginning is enough
			head = inner[:n]
		}
	}
	if sniff.Head(head).Kind == sniff.HTML {
		return errors.New("this is a web page, and dsbuild fetches none: save it with a browser, or pages with a crawler " +
			"(wget, Browsertrix), and name the files")
	}
	return nil
}

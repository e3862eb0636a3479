// Package browsertest opens documents in a browser without a screen, for tests.
//
// In: an HTML document that stands alone, keys and expressions. Out: the document as its script
// leaves it, and what the expressions say. Laws: a document that loads anything, or that the
// browser complains of, fails the test; without a browser the test is skipped, but not where
// DSBUILD_REQUIRE_BROWSER is set.
package browsertest

import (
	"bufio"
	"bytes"
	"context"
	"encoding/base64"
	"encoding/json"
	"errors"
	"image/color"
	"image/png"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"time"
	"unicode/utf8"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"
)

// browser returns a Chromium, or skips the test: but not where
// DSBUILD_REQUIRE_BROWSER says that there must be one.
func browser(t *testing.T) string {
	t.Helper()
	for _, name := range []string{"chromium", "chromium-browser", "google-chrome"} {
		if path, err := exec.LookPath(name); err == nil {
			return path
		}
	}
	if os.Getenv("DSBUILD_REQUIRE_BROWSER") != "" { //nolint:forbidigo // a test asks its environment
		t.Fatal("there is no Chromium, and DSBUILD_REQUIRE_BROWSER is set: install the package chromium")
	}
	t.Skip("SKIPPED: no Chromium on this machine, so the document was not opened in a browser; install the package chromium")
	return ""
}

// flags start the browser without a screen and with an empty profile.
func flags(t *testing.T) []string {
	t.Helper()
	profile, err := os.MkdirTemp("", "look") //nolint:usetesting // see below
	if err != nil {
		t.Fatal(err)
	}
	// Its helpers may still write there when the browser has ended, which t.TempDir takes for a failure.
	t.Cleanup(func() { _ = os.RemoveAll(profile) })
	return []string{
		"--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run",
		"--disable-background-networking", "--disable-component-update", "--disable-sync", "--user-data-dir=" + profile,
	}
}

// Open loads a document in a browser at a fragment and returns the document as
// the script leaves it. Whatever the browser complains of fails the test.
func Open(t *testing.T, document []byte, fragment string) *html.Node {
	t.Helper()
	name := filepath.Join(t.TempDir(), "page.html")
	if err := os.WriteFile(name, document, 0o600); err != nil {
		t.Fatal(err)
	}
	ctx, cancel := context.WithTimeout(t.Context(), 2*time.Minute)
	defer cancel()
	cmd := exec.CommandContext(ctx, browser(t), append(flags(t), "--enable-logging=stderr", "--dump-dom", "file://"+name+"#"+fragment)...)
	var stdout, stderr bytes.Buffer
	cmd.Stdout, cmd.Stderr = &stdout, &stderr
	if err := cmd.Run(); err != nil {
		t.Fatalf("%v: %s", errors.Join(err, ctx.Err()), stderr.String())
	}
	for line := range strings.SplitSeq(stderr.String(), "\n") {
		if strings.Contains(line, "CONSOLE") {
			t.Errorf("#%s: the browser says: %s", fragment, line)
		}
	}
	doc, err := html.Parse(&stdout)
	if err != nil {
		t.Fatal(err)
	}
	for n := range doc.Descendants() {
		if n.DataAtom != atom.Html {
			continue
		}
		said := map[string]string{}
		for _, a := range n.Attr {
			said[a.Key] = a.Val
		}
		if said["data-ready"] != "1" || said["data-error"] != "" {
			t.Fatalf("#%s: the script did not come to its end: %q", fragment, said["data-error"])
		}
	}
	return doc
}

// Elements counts the elements of a document by their names.
func Elements(document *html.Node) map[string]int {
	counts := map[string]int{}
	for n := range document.Descendants() {
		if n.Type == html.ElementNode {
			counts[n.Data]++
		}
	}
	return counts
}

// Tab is a page in a browser that is driven over a pipe (the DevTools protocol).
type Tab struct {
	t       *testing.T
	to      *os.File
	from    *bufio.Reader
	session string
	n       int
}

// OpenTab loads a document in a browser that can be typed into. What the page
// loads or complains of fails the test.
func OpenTab(t *testing.T, document []byte) *Tab {
	t.Helper()
	name := filepath.Join(t.TempDir(), "page.html")
	if err := os.WriteFile(name, document, 0o600); err != nil {
		t.Fatal(err)
	}
	theirs, to, err := os.Pipe()
	if err != nil {
		t.Fatal(err)
	}
	from, answers, err := os.Pipe()
	if err != nil {
		t.Fatal(err)
	}
	cmd := exec.Command(browser(t), append(flags(t), "--remote-debugging-pipe", "about:blank")...)
	cmd.ExtraFiles = []*os.File{theirs, answers}
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	theirs.Close()
	answers.Close()
	b := &Tab{t: t, to: to, from: bufio.NewReader(from)}
	t.Cleanup(func() {
		b.session = ""
		b.Call("Browser.close", nil)
		if err := cmd.Wait(); err != nil {
			t.Error(err)
		}
		to.Close()
		from.Close()
	})
	if err := from.SetReadDeadline(time.Now().Add(2 * time.Minute)); err != nil { //nolint:forbidigo // a browser that hangs fails the test
		t.Fatal(err)
	}
	target := b.Call("Target.createTarget", map[string]any{"url": "about:blank"})
	b.session = b.Call("Target.attachToTarget", map[string]any{"targetId": target["targetId"], "flatten": true})["sessionId"].(string)
	for _, domain := range []string{"Page", "Runtime", "Log", "Network"} {
		b.Call(domain+".enable", nil)
	}
	b.Load("file://" + name)
	return b
}

// Load opens a URL and waits for the script.
func (b *Tab) Load(url string) {
	b.t.Helper()
	b.Call("Page.navigate", map[string]any{"url": url})
	for b.JS("document.documentElement.dataset.ready || ''") != "1" {
		time.Sleep(20 * time.Millisecond)
	}
}

// Reopen leaves the page and opens it again, until expr is want: a browser writes what
// a page keeps after the page has gone on. It returns what expr is in the end.
func (b *Tab) Reopen(expr string, want any) (got any) {
	b.t.Helper()
	name := b.JS(`location.href.split("#")[0]`).(string)
	for range 20 {
		b.Call("Page.navigate", map[string]any{"url": "about:blank"})
		b.Load(name)
		if got = b.JS(expr); got == want {
			break
		}
		time.Sleep(250 * time.Millisecond)
	}
	return got
}

// Call sends a command and waits for its answer.
func (b *Tab) Call(method string, params map[string]any) map[string]any {
	b.t.Helper()
	b.n++
	command := map[string]any{"id": b.n, "method": method, "params": params}
	if b.session != "" {
		command["sessionId"] = b.session
	}
	body, err := json.Marshal(command)
	if err != nil {
		b.t.Fatal(err)
	}
	if _, err := b.to.Write(append(body, 0)); err != nil {
		b.t.Fatal(err)
	}
	for {
		message, err := b.from.ReadBytes(0)
		if err != nil {
			b.t.Fatalf("%s: %v", method, err)
		}
		var answer struct {
			ID     int
			Method string
			Params struct {
				Request struct{ URL string }
			}
			Result map[string]any
			Error  any
		}
		if err := json.Unmarshal(message[:len(message)-1], &answer); err != nil {
			b.t.Fatal(err)
		}
		switch {
		case answer.ID == b.n && answer.Error != nil:
			b.t.Fatalf("%s: %v", method, answer.Error)
		case answer.ID == b.n:
			return answer.Result
		case answer.Method == "Log.entryAdded" || answer.Method == "Runtime.exceptionThrown" || answer.Method == "Runtime.consoleAPICalled":
			b.t.Errorf("the browser says: %s", message)
		case answer.Method == "Network.requestWillBeSent" && !strings.HasPrefix(answer.Params.Request.URL, "file://"):
			b.t.Errorf("the document loads %s", answer.Params.Request.URL)
		}
	}
}

// JS returns the value of an expression.
func (b *Tab) JS(expression string) any {
	b.t.Helper()
	answer := b.Call("Runtime.evaluate", map[string]any{"expression": expression, "returnByValue": true})
	return answer["result"].(map[string]any)["value"]
}

// Press types keys, which stand apart: characters, or names of keys like Enter.
func (b *Tab) Press(keys string) {
	b.t.Helper()
	for key := range strings.FieldsSeq(keys) {
		down := map[string]any{"type": "keyDown", "key": key}
		if utf8.RuneCountInString(key) == 1 {
			down["text"] = key
		}
		b.Call("Input.dispatchKeyEvent", down)
		b.Call("Input.dispatchKeyEvent", map[string]any{"type": "keyUp", "key": key})
	}
}

// Pixels counts those of the screen that have a colour.
func (b *Tab) Pixels(red, green, blue uint8) int {
	b.t.Helper()
	body, err := base64.StdEncoding.DecodeString(b.Call("Page.captureScreenshot", nil)["data"].(string))
	if err != nil {
		b.t.Fatal(err)
	}
	picture, err := png.Decode(bytes.NewReader(body))
	if err != nil {
		b.t.Fatal(err)
	}
	n := 0
	for y := range picture.Bounds().Dy() {
		for x := range picture.Bounds().Dx() {
			if c := color.RGBAModel.Convert(picture.At(x, y)).(color.RGBA); c.R == red && c.G == green && c.B == blue {
				n++
			}
		}
	}
	return n
}

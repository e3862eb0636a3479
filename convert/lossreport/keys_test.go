package lossreport_test

import (
	"bufio"
	"bytes"
	"encoding/base64"
	"encoding/json"
	"image/color"
	"image/png"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/dsbuild/dsbuild/schema"
)

// tab is a page in a browser that is driven over a pipe (the DevTools protocol).
type tab struct {
	t       *testing.T
	to      *os.File
	from    *bufio.Reader
	session string
	n       int
}

// openTab loads a report in a browser that can be typed into. What the page
// loads or complains of fails the test.
func openTab(t *testing.T, report []byte) *tab {
	t.Helper()
	name := filepath.Join(t.TempDir(), "look.html")
	if err := os.WriteFile(name, report, 0o600); err != nil {
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
	b := &tab{t: t, to: to, from: bufio.NewReader(from)}
	t.Cleanup(func() {
		b.session = ""
		b.call("Browser.close", nil)
		if err := cmd.Wait(); err != nil {
			t.Error(err)
		}
		to.Close()
		from.Close()
	})
	if err := from.SetReadDeadline(time.Now().Add(2 * time.Minute)); err != nil {
		t.Fatal(err)
	}
	target := b.call("Target.createTarget", map[string]any{"url": "about:blank"})
	b.session = b.call("Target.attachToTarget", map[string]any{"targetId": target["targetId"], "flatten": true})["sessionId"].(string)
	for _, domain := range []string{"Page", "Runtime", "Log", "Network"} {
		b.call(domain+".enable", nil)
	}
	b.load("file://" + name)
	return b
}

// load opens a URL and waits for the script.
func (b *tab) load(url string) {
	b.t.Helper()
	b.call("Page.navigate", map[string]any{"url": url})
	for b.js("document.documentElement.dataset.ready || ''") != "1" {
		time.Sleep(20 * time.Millisecond)
	}
}

// call sends a command and waits for its answer.
func (b *tab) call(method string, params map[string]any) map[string]any {
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
			b.t.Errorf("the report loads %s", answer.Params.Request.URL)
		}
	}
}

// js returns the value of an expression.
func (b *tab) js(expression string) any {
	b.t.Helper()
	answer := b.call("Runtime.evaluate", map[string]any{"expression": expression, "returnByValue": true})
	return answer["result"].(map[string]any)["value"]
}

func (b *tab) press(keys string) {
	b.t.Helper()
	for key := range strings.FieldsSeq(keys) {
		b.call("Input.dispatchKeyEvent", map[string]any{"type": "keyDown", "key": key, "text": key})
		b.call("Input.dispatchKeyEvent", map[string]any{"type": "keyUp", "key": key})
	}
}

// TestFragments: a place and filters in the address are what is shown.
func TestFragments(t *testing.T) {
	pages := examplePages(t)
	report := draw(t, pages)
	b := openTab(t, report)
	p := prefixOf(t, report, pages[0].Trace.Page.ID)
	kept, two, all := 0, 0, len(pages[0].Trace.Blocks)
	for _, block := range pages[0].Trace.Blocks {
		if block.Kept {
			kept++
		}
		if block.Reason == schema.ReasonBoilerplate || block.Reason == schema.ReasonRelated {
			two++
		}
	}
	name := b.js(`location.href`).(string)
	for _, c := range []struct {
		why, fragment string
		want          int
	}{
		{"a page", p, all},
		{"kept text", p + ";show=kept", kept},
		{"two reasons", p + ";reason=boilerplate,related", two},
		{"nothing left", p + ";show=kept;reason=related", 0},
		{"a word that is none", p + ";show=everything", all},
		{"a row in a fold", p + "b2", all},
	} {
		b.call("Page.navigate", map[string]any{"url": "about:blank"})
		b.load(name + "#" + c.fragment)
		if got := b.js(`document.querySelectorAll("#` + p + ` .r:not([hidden])").length`); got != float64(c.want) {
			t.Errorf("%s, #%s: %v rows are shown, want %d", c.why, c.fragment, got, c.want)
		}
		if got := b.js(`Array.from(document.querySelectorAll(".page, .index")).filter(s => !s.hidden).map(s => s.id).join()`); got != p {
			t.Errorf("%s, #%s: %v is shown", c.why, c.fragment, got)
		}
	}
	if got := b.js(`document.querySelector(".here").id + document.querySelector(".here").closest("details").open`); got != p+"b2true" {
		t.Errorf("the row of the fragment in an open fold: %v", got)
	}
	b.press("b")
	if n := b.pixels(0x2b, 0x8a, 0x4b); n < 100 {
		t.Errorf("%d pixels of the screen have the colour of kept text: the style sheet does not hold", n)
	}
}

// pixels counts those of the screen that have a colour.
func (b *tab) pixels(red, green, blue uint8) int {
	b.t.Helper()
	body, err := base64.StdEncoding.DecodeString(b.call("Page.captureScreenshot", nil)["data"].(string))
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

// TestKeys reads a report as a person does: with keys and clicks.
func TestKeys(t *testing.T) {
	pages := examplePages(t)
	b := openTab(t, draw(t, pages))
	const (
		place   = `location.hash`
		section = `Array.from(document.querySelectorAll(".page, .index")).filter(s => s.offsetParent).map(s => s.id).join()`
		row     = `document.querySelector(".here")?.className.split(" ")[0] + document.querySelector(".here")?.className.split(" ")[1]`
		rows    = `Array.from(document.querySelectorAll(".r")).filter(r => r.checkVisibility()).length`
	)
	for _, c := range []struct{ why, keys, click, look, want string }{
		{"the index comes first", "", "", section, "index"},
		{"the first page", "n", "", section, "p1"},
		{"back to the index", "p", "", section, "index"},
		{"on to the last page and no further", "n n n n n", "", section, "p3"},
		{"a row of kept text", "b", "", row, "rk"},
		{"the last row of kept text", "e", "", `document.querySelector(".here ~ .k") === null && document.querySelector(".status").textContent.includes("kept: text of the article") ? "yes" : "no"`, "yes"},
		{"the row before it", "j k k", "", place + `.match(/^#p3b\d+$/) ? "yes" : "no"`, "yes"},
		{"kept text only", "3", "", `document.querySelector("#p3 .r.d:not([hidden])") === null ? "yes" : "no"`, "yes"},
		{"the filter stands in the address", "", "", place + `.split(";")[1]`, "show=kept"},
		{"what is dropped", "4", "", `document.querySelector("#p3 .r.k:not([hidden])") === null ? "yes" : "no"`, "yes"},
		{"dropped for one reason", "2", `.bar [data-reason=boilerplate]`, `Array.from(new Set(Array.from(document.querySelectorAll("#p3 .r:not([hidden])")).map(r => r.dataset.reason))).join()`, "boilerplate"},
		{"no filter", "", `[data-go=clear]`, `document.querySelector("#p3 .r[hidden]") === null ? "yes" : "no"`, "yes"},
		{"folds are open where all is shown", "", "", rows + ` === document.querySelectorAll("#p3 .r").length ? "yes" : "no"`, "yes"},
		{"folds are closed for reading", "1", "", rows + ` < document.querySelectorAll("#p3 .r").length ? "yes" : "no"`, "yes"},
		{"a mark", "x i", "", `document.querySelector(".tally").textContent`, "Marked: 0 right, 1 wrong."},
		{"marks can be saved", "", "", `decodeURIComponent(document.querySelector(".save").href.split(",").slice(1).join()).split("\n")[0]`, "doc_id,mark"},
		{"a click on a heading sorts", "", `th[data-sort=i]`, `Array.from(document.querySelectorAll(".index tbody tr")).map(r => r.cells[0].textContent).join()`, "1,2,3"},
		{"the order of the index is that of the pages", "n", "", section + ` === document.querySelector(".index tbody tr").dataset.page ? "yes" : "no"`, "yes"},
		{"help", "?", "", `document.querySelector("dialog").open ? "yes" : "no"`, "yes"},
		{"help goes", "?", "", `document.querySelector("dialog").open ? "yes" : "no"`, "no"},
		{"the dark scheme", "t", "", `getComputedStyle(document.body).backgroundColor === "rgb(22, 24, 27)" ? "yes" : "no"`, "yes"},
	} {
		b.press(c.keys)
		if c.click != "" {
			b.js(`document.querySelector(` + quote(c.click) + `).click()`)
		}
		if got := b.js(c.look); got != c.want {
			t.Errorf("%s: after %q %q it is %v, want %s (at %v)", c.why, c.keys, c.click, got, c.want, b.js(place))
		}
	}
	name := b.js(`location.href.split("#")[0]`).(string)
	b.call("Page.navigate", map[string]any{"url": "about:blank"})
	b.load(name)
	if got := b.js(`document.querySelector(".tally").textContent`); got != "Marked: 0 right, 1 wrong." {
		t.Errorf("when the file is opened again its marks are %q", got)
	}
}

func quote(s string) string {
	b, _ := json.Marshal(s)
	return string(b)
}

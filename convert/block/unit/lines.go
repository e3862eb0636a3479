package unit

import (
	"bytes"

	"github.com/dsbuild/dsbuild/internal/text"
)

// splitLines makes every line that says something a unit; dump says that the lines
// come from a page.
func (p *Page) splitLines(body []byte, dump bool) {
	blank, number := true, int32(0)
	for len(body) > 0 {
		line := body
		if i := bytes.IndexByte(body, '\n'); i >= 0 {
			line, body = body[:i], body[i+1:]
		} else {
			body = nil
		}
		number++
		u := Unit{Number: number, Before: blank, Earlier: -1, Near: -1}
		for int(u.Indent) < len(line) && line[u.Indent] == ' ' {
			u.Indent++
		}
		line, u.Bullet = unbullet(bytes.TrimSpace(line))
		if p.write(&u, line, dump); u.From == u.To {
			blank = true
			if n := len(p.Units); n > 0 && !u.Bullet {
				p.Units[n-1].After = true
			}
			continue
		}
		blank = false
		p.Units = append(p.Units, u)
	}
	if n := len(p.Units); n > 0 {
		p.Units[n-1].After = true
	}
}

// write appends the cleaned text of a line, which becomes that of the unit.
func (p *Page) write(u *Unit, line []byte, dump bool) {
	if dump {
		line = withoutRemarks(line)
	}
	u.From = int32(len(p.Text))
	p.Text = append(p.Text, text.Clean(string(line), false)...)
	u.To = int32(len(p.Text))
}

// unbullet takes the bullets off the beginning of a line.
func unbullet(line []byte) ([]byte, bool) {
	found := false
	for {
		rest, ok := bytes.CutPrefix(line, []byte("•"))
		if !ok {
			return line, found
		}
		line, found = bytes.TrimSpace(rest), true
	}
}

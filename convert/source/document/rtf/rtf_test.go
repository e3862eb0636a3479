package rtf

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"github.com/dsbuild/dsbuild/convert/source/document"
)

func show(t *document.Text) string {
	var b strings.Builder
	for _, l := range t.Lines {
		if l.Blank() {
			continue
		}
		page := ""
		if l.NewPage {
			page = "^"
		}
		fmt.Fprintf(&b, "%s%s%d:%s\n", page, l.Kind, l.Level, l.Text)
	}
	return b.String()
}

func TestRead(t *testing.T) {
	tests := []struct{ name, rtf, want string }{
		{"escapes", `{\rtf1\ansi\ansicpg1252 Gro\'dfe \u70\'46\u228\'e4hre \{5\u8364 ?\} \ldblquote so\rdblquote\~it\_is\emdash\par}`, "0:Große Fähre {5€} “so” it-is—\n"},
		{"negative and paired", `{\rtf1\uc1 \u-10179?\u-8704?\u-1?x}`, "0:😀\uffffx\n"},
		{"code pages", `{\rtf1\ansi\ansicpg1252{\fonttbl{\f0\fcharset0 A;}{\f1\fcharset204 B;}{\f2\fcharset238 C;}}\f1 \'cc\'ee\'f1\'ea\'e2\'e0 {\f2 \'b3\'f3d\'9f}\par}`, "0:Москва łódź\n"},
		{"what is not shown", `{\rtf1{\info{\title Fares}{\author x}}{\header head}{\*\generator y}{\pict 00ff}text{\v hidden}{\deleted gone}{\field{\*\fldinst HYPERLINK "u"}{\fldrslt link}}{\footnote note}\par}`, "0:textlink\n"},
		{"styles and levels", `{\rtf1{\stylesheet{\s0 Normal;}{\s3 heading 2;}}\pard\s3 Why\par\pard\outlinelevel0 Top\par\pard text\par}`, "heading2:Why\nheading1:Top\n0:text\n"},
		{"list", "{\\rtf1\\pard{\\listtext\\'b7\\tab}one\\par\\pard \u2022two\\par\\pard three\\line four\\par}", "list_item0:one\n0:â€¢two\n0:three\n0:four\n"},
		{"bullet", `{\rtf1\pard \bullet\tab one\par}`, "list_item0:one\n"},
		{"table", `{\rtf1\trowd\intbl a\cell b\par c\cell\row\trowd\intbl d\cell e\cell\row\pard text\par}`, "table_row0:a\tb c\ntable_row0:d\te\n0:text\n"},
		{"pages", `{\rtf1 one\page two\sect three\par}`, "0:one\n^0:two\n^0:three\n"},
		{"bytes and junk", `{\rtf1 a\bin3 }}}b\'zz\par}` + "\x00\x00", "0:abzz\n"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			got, err := Read([]byte(tt.rtf), true)
			if err != nil {
				t.Fatal(err)
			}
			if show(got) != tt.want {
				t.Errorf("got\n%swant\n%s", show(got), tt.want)
			}
		})
	}
}

func TestProperties(t *testing.T) {
	got, err := Read([]byte(`{\rtf1{\info{\title Fares \u8364?}}text\par}`), true)
	if err != nil || got.Properties["title"] != "Fares €" {
		t.Errorf("%q, %v", got.Properties, err)
	}
	cells, _ := Read([]byte(`{\rtf1\trowd\intbl HD\cell Fares\par rise\cell\row}`), false)
	if want := "0:HD\n0:Fares\n0:rise\n"; show(cells) != want {
		t.Errorf("cells apart: %q", show(cells))
	}
}

// TestDamaged: what is cut off or nested without end is an error, in time linear in it.
func TestDamaged(t *testing.T) {
	for name, rtf := range map[string]string{
		"cut off": `{\rtf1 text`, "deep": `{\rtf1 ` + strings.Repeat("{", 1<<20), "none": "text", "half an escape": `{\rtf1 a\'`, "half a word": `{\rtf1 a\`,
	} {
		if _, err := Read([]byte(rtf), true); err == nil {
			t.Errorf("%s: no error", name)
		}
	}
	start := time.Now()
	for _, part := range []string{"a", `\par `, `{\b x}`, `\'e4`, `\u8364?`, `a\cell `, `\s3 `, `{\fonttbl{\f1\fcharset204 x;}}`} {
		n := (8 << 20) / len(part)
		if _, err := Read([]byte(`{\rtf1 `+strings.Repeat(part, n)+"}"), true); err != nil {
			t.Errorf("%q: %v", part, err)
		}
	}
	if took := time.Since(start); took > time.Minute {
		t.Errorf("64 MB took %s", took)
	}
}

// FuzzRead: any bytes have lines, in order, without line breaks.
func FuzzRead(f *testing.F) {
	f.Add([]byte(`{\rtf1\ansi{\fonttbl{\f0\fcharset204 A;}}\f0 \'cc\u8364?{\b x}\par\trowd\intbl a\cell\row}`), true)
	f.Fuzz(func(t *testing.T, b []byte, rows bool) {
		got, _ := Read(b, rows)
		document.CheckLines(t, got)
	})
}

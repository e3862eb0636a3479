package card

import (
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
)

// What stands between these lines of README.md is the owner's.
const (
	proseBegin = "<!-- Your own words: build --overwrite keeps what stands between this line and the next of its kind. -->"
	proseEnd   = "<!-- End of your own words. -->"
)

// maxReadme is above what a person writes.
const maxReadme = 4 << 20

// ReadProse returns what the owner of the dataset in dir wrote between the marks of its
// README.md; "" where there is no such file, or none with marks. Marks that are not
// whole are an error: what they were to keep would be lost.
func ReadProse(dir string) (string, error) {
	name := filepath.Join(dir, readmeName)
	f, err := os.Open(name)
	if errors.Is(err, fs.ErrNotExist) {
		return "", nil
	}
	if err != nil {
		return "", err
	}
	defer f.Close()
	body, err := io.ReadAll(io.LimitReader(f, maxReadme+1))
	if err != nil {
		return "", err
	}
	if len(body) > maxReadme {
		return "", fmt.Errorf("%s has more than %d bytes; move what you wrote elsewhere", name, maxReadme)
	}
	prose, err := prose(string(body))
	if err != nil {
		return "", fmt.Errorf("%s: %w", name, err)
	}
	return prose, nil
}

func prose(body string) (string, error) {
	var own []string
	begins, ends := 0, 0
	for line := range strings.SplitSeq(strings.ReplaceAll(body, "\r\n", "\n"), "\n") {
		switch {
		case line == proseBegin:
			begins++
		case line == proseEnd && begins == 1:
			ends++
		case line == proseEnd:
			ends = -1 // closes what was not opened
		case begins == 1 && ends == 0:
			own = append(own, line)
		}
	}
	switch {
	case begins == 0 && ends == 0:
		return "", nil
	case begins != 1 || ends != 1:
		return "", fmt.Errorf("your own words are not marked as they were: want the line %q once, and the line %q once behind it; put them "+
			"back, or move your words elsewhere", proseBegin, proseEnd)
	}
	if text := strings.Trim(strings.Join(own, "\n"), "\n"); text != "" {
		return text + "\n", nil
	}
	return "", nil
}

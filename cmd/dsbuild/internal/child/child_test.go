package child

import (
	"context"
	"errors"
	"fmt"
	"os"
	"runtime"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/dsbuild/dsbuild/cmd/dsbuild/internal/command"
)

// TestMain is what the tests run as their child.
func TestMain(m *testing.M) {
	if !Is() {
		os.Exit(m.Run())
	}
	fmt.Print("one\n\ntwo\n")
	switch os.Args[1] { // the flags of Run come first
	case "--end=well":
		fmt.Println("done")
	case "--end=failure":
		fmt.Fprintln(os.Stderr, "dsbuild: out/a.parquet is not there\nand more")
		os.Exit(command.Failed)
	case "--end=usage":
		os.Exit(command.Usage)
	case "--end=panic":
		fmt.Print("half a li")
		panic("index out of range")
	case "--end=memory":
		Limit()
		fmt.Println(len(make([]byte, 64*headroom)))
	case "--end=never":
		select {}
	}
}

func TestRun(t *testing.T) {
	for _, c := range []struct {
		end, want string
		died      bool
	}{
		{"well", "", false},
		{"failure", "out/a.parquet is not there", false},
		{"usage", "exit status 64", true},
		{"panic", "the library that reads it met something it did not expect", true},
		{"memory", "what the file says of itself would take more memory", true},
	} {
		t.Run(c.end, func(t *testing.T) {
			if c.end == "memory" && runtime.GOOS != "linux" {
				t.Skip("the address space is limited on Linux only")
			}
			var got []string
			err := Run(t.Context(), []string{"--end=" + c.end}, func(line []byte) error {
				got = append(got, string(line))
				return nil
			})
			want := []string{"one", "", "two"} // never half a line
			if c.end == "well" {
				want = append(want, "done")
			}
			if diff := cmp.Diff(want, got); diff != "" {
				t.Error(diff)
			}
			if (err == nil) != (c.want == "") || err != nil && !strings.Contains(err.Error(), c.want) || errors.Is(err, ErrDied) != c.died {
				t.Errorf("%v, want %s", err, c.want)
			}
		})
	}
}

func TestAnErrorOfTheReaderEndsTheChild(t *testing.T) {
	stop := errors.New("stop")
	if err := Run(t.Context(), []string{"--end=never"}, func([]byte) error { return stop }); !errors.Is(err, stop) {
		t.Error(err)
	}
	ctx, cancel := context.WithCancel(t.Context())
	err := Run(ctx, []string{"--end=never"}, func([]byte) error { cancel(); return nil })
	if !errors.Is(err, ErrDied) {
		t.Error(err)
	}
}

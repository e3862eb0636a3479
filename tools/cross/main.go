// Command cross type-checks the program for systems other than this one.
//
// In: systems as GOOS/GOARCH. Out: what does not compile there, and exit code 1. It reads
// the sources of what is imported and leaves their function bodies out, so it needs no
// compiled package of that system: seconds, where `GOOS=windows go vet` compiles for minutes.
//
//	go run -C tools/cross . windows/amd64 darwin/arm64
package main

import (
	"errors"
	"fmt"
	"os"
	"strings"

	"golang.org/x/tools/go/packages"
)

// own is how the paths of our packages begin: the bodies of their functions are checked too.
const own = "github.com/dsbuild/dsbuild/"

// root is the folder of the module, from here.
const root = "../.."

func main() {
	failed := false
	for _, system := range os.Args[1:] {
		n, err := check(system)
		if err != nil {
			fmt.Fprintf(os.Stderr, "%s: %v\n", system, err)
			failed = true
			continue
		}
		fmt.Printf("%s: %d packages of ours type-check\n", system, n)
	}
	if failed {
		os.Exit(1)
	}
}

// check loads cmd/dsbuild and what it imports of ours, and returns how many packages that are.
func check(system string) (int, error) {
	goos, goarch, ok := strings.Cut(system, "/")
	if !ok {
		return 0, errors.New("name a system as GOOS/GOARCH, such as windows/amd64")
	}
	env := append(os.Environ(), "GOOS="+goos, "GOARCH="+goarch, "CGO_ENABLED=0")
	names, err := packages.Load(&packages.Config{Mode: packages.NeedName | packages.NeedImports | packages.NeedDeps, Env: env, Dir: root}, "./cmd/dsbuild")
	if err != nil {
		return 0, fmt.Errorf("list packages: %w", err)
	}
	var ours []string
	packages.Visit(names, nil, func(p *packages.Package) {
		if strings.HasPrefix(p.PkgPath, own) {
			ours = append(ours, p.PkgPath)
		}
	})
	mode := packages.NeedName | packages.NeedFiles | packages.NeedCompiledGoFiles | packages.NeedImports | packages.NeedDeps |
		packages.NeedTypes | packages.NeedTypesSizes | packages.NeedSyntax | packages.NeedTypesInfo
	loaded, err := packages.Load(&packages.Config{Mode: mode, Env: env, Dir: root}, ours...)
	if err != nil {
		return 0, fmt.Errorf("load packages: %w", err)
	}
	if n := packages.PrintErrors(loaded); n > 0 {
		return 0, fmt.Errorf("%d errors", n)
	}
	return len(loaded), nil
}

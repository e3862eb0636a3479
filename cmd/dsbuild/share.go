package main

import (
	"context"
	"crypto/rand"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"runtime"
	"slices"
	"strconv"
	"strings"

	"github.com/spf13/cobra"

	"github.com/dsbuild/dsbuild/cmd/dsbuild/internal/command"
	"github.com/dsbuild/dsbuild/cmd/dsbuild/internal/memory"
	"github.com/dsbuild/dsbuild/cmd/dsbuild/internal/screen"
	"github.com/dsbuild/dsbuild/datasets"
	"github.com/dsbuild/dsbuild/datasets/selection"
	"github.com/dsbuild/dsbuild/datasets/share"
)

// shareOptions are the flags of export that make a dataset without the text.
type shareOptions struct {
	rights, persons, key string
	public               []string
}

const shareHelp = `With --rights PLACE becomes a dataset without the text, which may be given away: the same
tables and columns with NULL where text stood (none), with the first N characters of each
article (snippets:N), or with a keyed digest for each text, so that equal ones can still be
counted (hashes). Offsets, counts, labels, dates, addresses and digests stay. Names of
persons stay under none and snippets and become digests under hashes, unless --persons
says otherwise. The key of the digests is made in PLACE.key, or read from --key FILE: it
stays with you. Columns of your own are left out unless --public names them. 'dsbuild
schema show' says of each column whether it is public, text or person; docs/sharing.md has
the rest, and 'dsbuild rehydrate' is the way back.`

func (s *shareOptions) addFlags(cmd *cobra.Command) {
	f := cmd.Flags()
	f.StringVar(&s.rights, "rights", "", "make a dataset that can be shared: none, snippets:N or hashes")
	f.StringVar(&s.persons, "persons", "", "names of persons in it: keep, drop or hash; default hash under hashes, else keep")
	f.StringSliceVar(&s.public, "public", nil, "columns of your own (x_NAME) that may be in it")
	f.StringVar(&s.key, "key", "", "file of the key of the digests, made where it is not there; default PLACE.key")
}

// options reads the flags. What they say wrong is an error of usage.
func (s *shareOptions) options() (share.Options, error) {
	o := share.Options{Persons: s.persons, Public: s.public, Tool: version}
	word, number, cut := strings.Cut(s.rights, ":")
	n, err := strconv.Atoi(number)
	switch {
	case word == datasets.RightsSnippets && cut && err == nil && n > 0:
		o.Snippet = n
	case !cut && (word == datasets.RightsNone || word == datasets.RightsHashes):
	default:
		return o, command.Usagef("--rights is none, snippets:N with a number of characters, or hashes, not %q", s.rights)
	}
	o.Rights = word
	if !slices.Contains([]string{"", datasets.PersonsKeep, datasets.PersonsDrop, datasets.PersonsHash}, s.persons) {
		return o, command.Usagef("--persons is keep, drop or hash, not %q", s.persons)
	}
	if s.key != "" && !o.NeedsKey() {
		return o, command.Usagef("--key is of the digests of --rights hashes or --persons hash; there are none here")
	}
	return o, nil
}

// check finds what does not go together.
func (o *exportOptions) check() error {
	s := &o.share
	switch {
	case o.out == "" || o.to == "" && s.rights == "":
		return command.Usagef("export needs --to FORMAT (%s) or --rights none, snippets:N or hashes, and -o PLACE, "+
			"a folder that does not exist yet",
			strings.Join(formatNames(), ", "))
	case s.rights == "" && (s.persons != "" || s.key != "" || len(s.public) > 0):
		return command.Usagef("--persons, --key and --public belong to --rights")
	case s.rights == "":
		return nil
	case o.to != "":
		return command.Usagef("--rights writes a dataset; export that with --to %s in a second step", o.to)
	case o.tables != nil:
		return command.Usagef("--rights writes all tables; --tables belongs to --to")
	}
	_, err := s.options()
	return err
}

// keyFile is where the key stands.
func (o *exportOptions) keyFile() string {
	if o.share.key != "" {
		return o.share.key
	}
	return filepath.Clean(o.out) + ".key"
}

// keyBytes of a key are random.
const keyBytes = 32

// makeKey makes the key where there is none, for its owner alone to read.
func makeKey(name string) error {
	f, err := os.OpenFile(name, os.O_WRONLY|os.O_CREATE|os.O_EXCL, 0o600)
	if errors.Is(err, fs.ErrExist) {
		_, err := readKey(name)
		return err
	}
	if err != nil {
		return fmt.Errorf("make the key: %w", err)
	}
	key := make([]byte, keyBytes)
	_, _ = rand.Read(key) // never fails
	_, err = fmt.Fprintln(f, hex.EncodeToString(key))
	if err := errors.Join(err, f.Sync(), f.Close()); err != nil {
		return fmt.Errorf("make the key: %w", err)
	}
	return nil
}

func readKey(name string) ([]byte, error) {
	body, err := os.ReadFile(name)
	if err != nil {
		return nil, fmt.Errorf("--key: %w", err)
	}
	key, err := hex.DecodeString(strings.TrimSpace(string(body)))
	if err != nil || len(key) != keyBytes {
		return nil, fmt.Errorf("--key %s: a key is a line of %d hexadecimal digits, as export makes it; name another file, which need not exist",
			name, 2*keyBytes)
	}
	return key, nil
}

// writeShared is the part of the child where a dataset without text is made.
func writeShared(ctx context.Context, w io.Writer, dir string, o *exportOptions, s *selection.Selection) error {
	ds, err := datasets.Open(dir)
	if err != nil {
		return err
	}
	x, err := o.share.options()
	if err != nil {
		return err
	}
	if x.NeedsKey() {
		if x.Key, err = readKey(o.keyFile()); err != nil {
			return err
		}
	}
	memory.Limit(memory.OfReading)
	e := json.NewEncoder(w)
	x.Reading = func(rows int64) {
		_ = e.Encode(exported{Rows: rows}) // what cannot be written shows at the end
	}
	done := exported{}
	if !s.Empty() {
		view, err := selection.Of(ds, s, func() { x.Reading(0) })
		if err != nil {
			return err
		}
		x.Selected, done.Selected = view, view.Record().String()
	}
	codebooks, err := storedCodebooks(dir, ds.Manifest())
	if err != nil {
		return err
	}
	x.Beside = beside(ctx, runtime.GOMAXPROCS(0), "", codebooks)
	m, err := share.Write(ds, o.into, x)
	if err != nil {
		return err
	}
	done.Files, done.Key = len(m.Files), x.NeedsKey()
	for _, f := range m.Files {
		done.Bytes += f.Bytes
	}
	return e.Encode(done)
}

// sayShared says what was made.
func sayShared(w io.Writer, o *exportOptions, last *exported) {
	fmt.Fprintf(w, "%s: a dataset without the text (%s), %s, %s; 'dsbuild validate %s' checks it\n", o.out, o.share.rights,
		screen.Number(int64(last.Files), "file"), screen.Number(last.Bytes, "byte"), o.out)
	if last.Key {
		fmt.Fprintf(w, "The key of its digests stands in %s. Keep it, and do not give it away: "+
			"who has it can test which words a digest stands for.\n", o.keyFile())
	}
}

// storedCodebooks are the codebooks in a dataset, by path.
func storedCodebooks(dir string, m *datasets.Manifest) (map[string]string, error) {
	files := map[string]string{}
	for _, name := range m.Codebooks() {
		body, err := os.ReadFile(filepath.Join(dir, filepath.FromSlash(name)))
		if err != nil {
			return nil, err
		}
		files[name] = string(body)
	}
	return files, nil
}

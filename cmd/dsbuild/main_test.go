package main

import (
	"archive/tar"
	"archive/zip"
	"bytes"
	"compress/gzip"
	"encoding/pem"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"net/http"
	"net/http/httptest"
	"os"
	"os/exec"
	"path"
	"path/filepath"
	"strings"
	"sync"
	"testing"

	"github.com/johannesboyne/gofakes3"
	"github.com/johannesboyne/gofakes3/backend/s3mem"
	"github.com/rogpeppe/go-internal/testscript"
	"github.com/spf13/cobra"

	"github.com/dsbuild/dsbuild/internal/disk"
)

func TestMain(m *testing.M) {
	testscript.Main(m, map[string]func(){"dsbuild": fatalMain})
}

// setup lays the example recipes beside the script, and a dataset that an older
// version wrote.
func setup(env *testscript.Env) error {
	env.Setenv("HOME", env.WorkDir)
	examples, err := filepath.Abs(filepath.Join("..", "..", "datasets", "examples"))
	if err != nil {
		return err
	}
	older := "written-0.1.2"
	if err := os.CopyFS(filepath.Join(env.WorkDir, older), os.DirFS(filepath.Join("testdata", older))); err != nil {
		return err
	}
	return os.CopyFS(filepath.Join(env.WorkDir, "examples"), os.DirFS(examples))
}

var commands = map[string]func(*testscript.TestScript, bool, []string){
	"action": runAction,
	// digests DIR FILE writes the SHA-256 of every file below DIR to FILE.
	"digests": func(ts *testscript.TestScript, _ bool, args []string) {
		out, err := exec.Command("sh", "-c", "cd \"$0\" && find . -type f | sort | xargs sha256sum", ts.MkAbs(args[0])).Output()
		ts.Check(err)
		ts.Check(os.WriteFile(ts.MkAbs(args[1]), out, 0o600))
	},
	// exits CODE COMMAND... runs a command that must end with the code.
	"exits": func(ts *testscript.TestScript, _ bool, args []string) {
		err := ts.Exec(args[1], args[2:]...)
		if got := exitStatus(err); fmt.Sprint(got) != args[0] {
			ts.Fatalf("exit %d, want %s", got, args[0])
		}
	},
	// repeat N STRING FILE writes STRING N times.
	"repeat": func(ts *testscript.TestScript, _ bool, args []string) {
		var n int
		_, err := fmt.Sscan(args[0], &n)
		ts.Check(err)
		ts.Check(os.WriteFile(ts.MkAbs(args[2]), []byte(strings.Repeat(args[1], n)), 0o600))
	},
	// pack DIR FILE packs a folder, by the ending of FILE as zip, tar or tar.gz.
	"pack": func(ts *testscript.TestScript, _ bool, args []string) {
		ts.Check(pack(ts.MkAbs(args[0]), ts.MkAbs(args[1])))
	},
	// arrows DIR|JSONL FILE writes the files of a folder, or records, as an Arrow stream.
	"arrows": runArrows,
	// serve DIR serves a folder by TLS at $HOSTED, with a certificate that is trusted from here on.
	"serve": func(ts *testscript.TestScript, _ bool, args []string) {
		server := httptest.NewTLSServer(http.FileServer(http.Dir(ts.MkAbs(args[0]))))
		ts.Defer(server.Close)
		cert := ts.MkAbs("server.pem")
		ts.Check(os.WriteFile(cert, pem.EncodeToMemory(&pem.Block{Type: "CERTIFICATE", Bytes: server.Certificate().Raw}), 0o600))
		ts.Setenv("SSL_CERT_FILE", cert)
		ts.Setenv("HOSTED", server.URL)
	},
	// store DIR BUCKET serves a folder as a bucket of S3; asked NAME N says how often an object of that name was asked for.
	"store": func(ts *testscript.TestScript, _ bool, args []string) {
		backend := s3mem.New()
		ts.Check(backend.CreateBucket(args[1]))
		root := ts.MkAbs(args[0])
		ts.Check(filepath.WalkDir(root, func(name string, d fs.DirEntry, err error) error {
			if err != nil || d.IsDir() {
				return err
			}
			body, err := os.ReadFile(name)
			ts.Check(err)
			key, err := filepath.Rel(root, name)
			ts.Check(err)
			_, err = backend.PutObject(args[1], filepath.ToSlash(key), nil, bytes.NewReader(body), int64(len(body)), nil)
			return err
		}))
		asked, fake := &askedFor{}, gofakes3.New(backend).Server()
		server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
			if !strings.Contains(r.Header.Get("Authorization"), "AKIAFERRY") {
				w.WriteHeader(http.StatusForbidden)
				return
			}
			asked.Store(path.Base(r.URL.Path), asked.count(path.Base(r.URL.Path))+1)
			fake.ServeHTTP(w, r)
		}))
		ts.Defer(server.Close)
		ts.Setenv("AWS_ENDPOINT_URL", server.URL)
		ts.Setenv("AWS_EC2_METADATA_DISABLED", "true")
		ts.Setenv("store", server.URL)
		stores.Store(server.URL, asked)
	},
	"asked": func(ts *testscript.TestScript, _ bool, args []string) {
		at, _ := stores.Load(ts.Getenv("store"))
		if n := fmt.Sprint(at.(*askedFor).count(args[0])); n != args[1] {
			ts.Fatalf("%s was asked for %s times, want %s", args[0], n, args[1])
		}
	},
	// flip FILE changes one bit in the middle of FILE.
	"flip": func(ts *testscript.TestScript, _ bool, args []string) {
		body, err := os.ReadFile(ts.MkAbs(args[0]))
		ts.Check(err)
		body[len(body)/2] ^= 1
		ts.Check(os.WriteFile(ts.MkAbs(args[0]), body, 0o600))
	},
}

// stores are those that scripts serve, by their address.
var stores sync.Map

// askedFor counts what was asked of a store, by the last element of its key; one request comes at a time.
type askedFor struct{ sync.Map }

func (a *askedFor) count(name string) int {
	n, _ := a.Load(name)
	i, _ := n.(int)
	return i
}

func pack(dir, name string) error {
	file, err := os.Create(name)
	if err != nil {
		return err
	}
	defer file.Close()
	if strings.HasSuffix(name, ".zip") {
		w := zip.NewWriter(file)
		return errors.Join(w.AddFS(os.DirFS(dir)), w.Close())
	}
	var out io.WriteCloser = file
	if strings.HasSuffix(name, ".gz") {
		out = gzip.NewWriter(file)
		defer out.Close()
	}
	w := tar.NewWriter(out)
	return errors.Join(w.AddFS(os.DirFS(dir)), w.Close())
}

func exitStatus(err error) int {
	if err == nil {
		return 0
	}
	if e, ok := err.(interface{ ExitCode() int }); ok {
		return e.ExitCode()
	}
	return -1
}

func TestScripts(t *testing.T) {
	testscript.Run(t, testscript.Params{Dir: filepath.Join("testdata", "script"), Setup: setup, Cmds: commands, RequireExplicitExec: true})
}

// TestHelpExamples runs every example of every command's help, in a folder
// that holds what the examples name.
func TestHelpExamples(t *testing.T) {
	var script strings.Builder
	script.WriteString(`# made of the examples in the help
exec sh -c 'mkdir -p datasets && cp -r examples datasets/ && cp -r examples/first/pages pages'
exec sh -c 'dsbuild build pages -o made && mv made/articles/articles-00000.parquet export.parquet && rm -r made'
pack pages pages.zip
arrows pages pages.arrows
` + helpBucket)
	n := 0
	walk(newRootCommand(disk.Real), func(cmd *cobra.Command) {
		if cmd.Example == "" && cmd.Runnable() && cmd.Name() != "help" {
			t.Errorf("%s has no example in its help", cmd.CommandPath())
		}
		for line := range strings.SplitSeq(cmd.Example, "\n") {
			if line = strings.TrimSpace(line); line != "" {
				if line == "dsbuild build pages/ -o out" {
					script.WriteString("exec rm -rf out\n") // the first example of more than one command
				}
				if strings.Contains(line, "--audit audit.csv") {
					script.WriteString(auditOf("out"))
				}
				fmt.Fprintf(&script, "exec sh -c '%s'\n", strings.ReplaceAll(line, "'", `'"'"'`))
				if strings.Contains(line, " -o out") {
					script.WriteString("exists out/manifest.json\n")
				}
				n++
			}
		}
	})
	if n < 10 {
		t.Fatalf("only %d examples found", n)
	}
	const records = 20 // an example names the seventeenth
	script.WriteString(helpFiles + "-- crawl.warc.gz --\n" + helpArchive + "-- crawl.jsonl --\n" + strings.Repeat(helpRecord, records))
	dir := t.TempDir()
	if err := os.WriteFile(filepath.Join(dir, "examples.txtar"), []byte(script.String()), 0o600); err != nil {
		t.Fatal(err)
	}
	testscript.Run(t, testscript.Params{Dir: dir, Setup: setup, Cmds: commands, RequireExplicitExec: true})
}

// TestREADMEExamples runs the commands of the README and of docs/statistics.md, in a
// folder that holds what they name.
func TestREADMEExamples(t *testing.T) {
	var body []byte
	for _, name := range []string{"README.md", "docs/statistics.md"} {
		b, err := fs.ReadFile(os.DirFS("../.."), name)
		if err != nil {
			t.Fatal(err)
		}
		body = append(body, b...)
	}
	var script strings.Builder
	script.WriteString("# made of the commands in the README\nexec sh -c 'cp -r examples/first/pages pages && cp pages/aster-courier.html pages/one.html'\npack pages pages.zip\n" + helpBucket)
	n := 0
	for line := range strings.SplitSeq(string(body), "\n") {
		if command, ok := strings.CutPrefix(line, "bin/"); ok {
			if strings.Contains(command, "--audit audit.csv") {
				script.WriteString(auditOf("my-dataset"))
			}
			fmt.Fprintf(&script, "exec sh -c '%s'\n", command)
			n++
		}
	}
	if n < 5 {
		t.Fatalf("only %d commands found", n)
	}
	script.WriteString("exists my-dataset/manifest.json look.html\n" + helpFiles + "-- crawl.warc.gz --\n" + helpArchive)
	dir := t.TempDir()
	if err := os.WriteFile(filepath.Join(dir, "readme.txtar"), []byte(script.String()), 0o600); err != nil {
		t.Fatal(err)
	}
	testscript.Run(t, testscript.Params{Dir: dir, Setup: setup, Cmds: commands, RequireExplicitExec: true})
}

// auditOf is a command that marks the first article of a dataset: which one that is
// depends on the commands before.
func auditOf(dataset string) string {
	return `exec sh -c 'id=$(dsbuild stats ` + dataset + ` --by doc_id --format json | grep -A1 "\"keys\"" | sed -n "2s/[^0-9a-f]//gp"); printf "doc_id,field,right\n%s,title,true\n" $id > audit.csv'` + "\n"
}

// helpBucket makes the bucket that the examples name.
const helpBucket = `exec sh -c 'mkdir bucket && cp -r pages bucket/2024'
store bucket papers
env AWS_ACCESS_KEY_ID=AKIAFERRY
env AWS_SECRET_ACCESS_KEY=s3cret
`

// helpFiles are the files the examples name.
const helpFiles = `
-- people.csv --
action,key,value
merge,ada roe,Ada Maria Roe
-- coded.csv --
id,text,quote,speaker
a,"The ferry will stop. “It leaks,” said Ann Roe.",It leaks,Ann Roe
-- marks.csv --
mark,doc_id,quote_index,kind,probability,speech_confidence,speaker_confidence
right,a1,0,direct,0.5,0.98,0.95
-- second.csv --
mark,doc_id,quote_index,kind,probability,speech_confidence,speaker_confidence
extent,a1,0,direct,0.5,0.98,0.95
-- outlets.csv --
site,outlet,country,kind
aster-courier.example,Aster Courier,Vareland,daily
-- coding.csv --
path,Headline,wave
aster-courier.html,A headline of the coder,1
-- export.csv --
title;url;text
Council votes on the ferry;https://a.example/1;"The council of Tidewater voted on Monday to keep the night ferry. ""It was close,"" said Ada Roe."
-- nexis.txt --
                               1 of 1 DOCUMENTS


                               The Larkin Herald

                            January 11, 2010 Monday

Ferry fares rise

BYLINE: Mara Ellison

SECTION: NEWS; Pg. 3

LENGTH: 21 words

The council raised the fares of the harbour ferry on Monday, for the third
year in a row, said Ada Roe of the council.

LOAD-DATE: January 12, 2010

LANGUAGE: ENGLISH

                  Copyright 2010 Larkin Herald Ltd
                             All Rights Reserved
-- words.csv --
code,label,keyword,strength
1,Sea,harbour*,strong
2,Land,road,
-- mine.yaml --
name: ports
version: "1"
codes:
  - code: f1
    name: Ferries
    keywords: {en: {strong: [ferry, ferries]}}
    match: [The ferry is late.]
-- rules.yaml --
rules: {file.beside: off}
-- texts.jsonl --
{"id":1,"text":"\"We will vote on the budget,\" said Ana Ruiz."}
-- headlines.jsonl --
{"text":"Ferry strike enters its second week","code":"5"}
{"text":"Union of pilots rejects the wage offer","code":"5"}
{"text":"Hospital in Orrin closes its children's ward","code":"3"}
{"text":"Nurses warn of a shortage of vaccine","code":"3"}
-- headlines.csv --
text,code
Ferry strike enters its second week,5
Union of pilots rejects the wage offer,5
Hospital in Orrin closes its ward,3
Nurses warn of a shortage of vaccine,3
-- check.csv --
text,code
Dockers go on strike,5
Vaccine for the hospital,3
-- new.jsonl --
{"id":1,"text":"Strike of the hospital's nurses"}
-- ann.csv --
code,label,doc_id,scheme,probability
3,,a1,cap,1
5,,a2,cap,1
-- bo.csv --
code,label,doc_id,scheme,probability
3,,a1,cap,1
3,,a2,cap,1
-- coded.jsonl --
{"id":1,"text":"Ann Roe said the bridge leaks.","quotes":[{"type":"indirect","content":[[13,29]],"source":[[0,7]],"cue":[[8,12]]}]}
`

// helpRecord is a line of the JSONL that the examples name.
const helpRecord = `{"url":"https://a.example/1","headline":"Council votes","text":"The council voted on Monday.\n\nThe vote was close, and the mayor said so."}
`

// helpArchive is the web archive that the examples name; a file is read by its content.
const helpArchive = `WARC/1.0
WARC-Type: response
WARC-Target-URI: https://a.example/1
WARC-Date: 2026-03-01T10:00:00Z
Content-Length: 409

HTTP/1.1 200 OK
Content-Type: text/html

<article><h1>Council votes on the ferry</h1><p>The council of Tidewater voted on Monday to keep the night ferry for another year, its clerk said.</p><p>The vote was close, and the mayor told reporters that the town would have to find the money in the spring.</p><p>Boat owners had asked for the ferry to stay in a letter that four hundred of them signed.</p></article>

`

func walk(cmd *cobra.Command, visit func(*cobra.Command)) {
	visit(cmd)
	for _, sub := range cmd.Commands() {
		if sub.IsAvailableCommand() && sub.Name() != "completion" {
			walk(sub, visit)
		}
	}
}

// TestREADMENamesEveryCommand keeps README and commands together.
func TestREADMENamesEveryCommand(t *testing.T) {
	body, err := fs.ReadFile(os.DirFS("../.."), "README.md")
	if err != nil {
		t.Fatal(err)
	}
	for _, cmd := range newRootCommand(disk.Real).Commands() {
		if name := cmd.Name(); cmd.IsAvailableCommand() && name != "completion" && name != "help" && !strings.Contains(string(body), "dsbuild "+name) {
			t.Errorf("README.md does not name dsbuild %s", name)
		}
	}
}

package convert

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/dsbuild/dsbuild/schema"
)

func TestOutletsOfSites(t *testing.T) {
	for name, tc := range map[string]struct {
		printed []string // site publisher
		known   []schema.Outlet
		want    []schema.Outlet
	}{
		"the most frequent one": {
			[]string{"b.example Daily Tern", "b.example The Tern", "b.example The Tern", "a.example Heron"},
			nil,
			[]schema.Outlet{{Site: "a.example", Name: "Heron"}, {Site: "b.example", Name: "The Tern"}},
		},
		"of equals the first by bytes": {
			[]string{"a.example Zander", "a.example Asp", "a.example Zander", "a.example Asp"},
			nil,
			[]schema.Outlet{{Site: "a.example", Name: "Asp"}},
		},
		"no publisher is none, however frequent": {
			[]string{"a.example ", "a.example ", "a.example Asp", "b.example ", " Nobody"},
			nil,
			[]schema.Outlet{{Site: "a.example", Name: "Asp"}, {Site: "b.example", Name: "b.example"}},
		},
		"the file wins, and sites without articles stay": {
			[]string{"a.example Asp", "b.example Bleak"},
			[]schema.Outlet{{Site: "c.example", Name: "Chub", Kind: "weekly"}, {Site: "a.example", Name: "The Asp", Country: "VA"}, {Site: "b.example", Country: "VB"}},
			[]schema.Outlet{{Site: "a.example", Name: "The Asp", Country: "VA"}, {Site: "b.example", Name: "Bleak", Country: "VB"}, {Site: "c.example", Name: "Chub", Kind: "weekly"}},
		},
	} {
		o := outlets{}
		for _, line := range tc.printed {
			site, publisher, _ := strings.Cut(line, " ")
			o.count(&schema.Article{Metadata: schema.Metadata{Site: site, Publisher: publisher}})
		}
		if diff := cmp.Diff(tc.want, o.named(tc.known)); diff != "" {
			t.Errorf("%s, -want +got:\n%s", name, diff)
		}
	}
}

func TestReadOutlets(t *testing.T) {
	want := []schema.Outlet{{Site: "asp.example.org", Name: "The Asp", Country: "Vareland", Kind: "daily"}, {Site: "bleak.co.uk", Name: "Bleak"}}
	want[0].Site = "example.org"
	for name, body := range map[string]string{
		"as it is":        "site,outlet,country,kind\nexample.org,The Asp,Vareland,daily\nbleak.co.uk,Bleak,,\n",
		"as people do it": "\ufeffName;Domain;Country;Type;Remark\r\nThe Asp; https://www.Example.org/news ;Vareland;daily;x\r\nBleak;www.bleak.co.uk;;;\r\nBleak;news.bleak.co.uk;;;\r\n",
		"JSON lines":      `{"site":"asp.example.org","outlet":"The Asp","country":"Vareland","kind":"daily"}` + "\n" + `{"site":"bleak.co.uk","outlet":"Bleak"}` + "\n",
	} {
		file := filepath.Join(t.TempDir(), "outlets.csv")
		if err := os.WriteFile(file, []byte(body), 0o600); err != nil {
			t.Fatal(err)
		}
		got, err := ReadOutlets(file)
		if diff := cmp.Diff(want, got); diff != "" || err != nil {
			t.Errorf("%s: %v\n%s", name, err, diff)
		}
	}
	for body, message := range map[string]string{
		"site,colour\na.example,red\n":                      "no column outlet among site, colour; name one outlet",
		"outlet\nAsp\n":                                     "no column site",
		"site,outlet\nnowhere,Asp\n":                        `row 1: "nowhere" in column site is no site such as example.org`,
		"site,outlet\na.example,Asp\nwww.a.example,Bleak\n": "row 2: the site a.example stands twice, with other values",
		"site,outlet\n":                                     "no row below its header",
		"":                                                  "it is empty",
	} {
		file := filepath.Join(t.TempDir(), "outlets.csv")
		if err := os.WriteFile(file, []byte(body), 0o600); err != nil {
			t.Fatal(err)
		}
		if _, err := ReadOutlets(file); err == nil || !strings.Contains(err.Error(), message) || !strings.Contains(err.Error(), file) {
			t.Errorf("%q: %v, not %q", body, err, message)
		}
	}
	if _, err := ReadOutlets(filepath.Join(t.TempDir(), "none.csv")); err == nil || !strings.Contains(err.Error(), "does not exist") {
		t.Error(err)
	}
}

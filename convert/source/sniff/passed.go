package sniff

import (
	"bytes"
	"path"
	"strings"
)

// Why a walk passes a file over, as the summary names it.
const (
	PassAsset  = "asset"
	PassCode   = "code"
	PassConfig = "config"
	PassAbout  = "about_folder" // README and the like
	PassSaver  = "saver_file"   // what a tool that saves sites keeps for itself
)

// assetEndings are styles and the scripts of pages, which no content tells from
// text, and what a damaged image or font may still be known by.
var assetEndings = endings(`css js mjs map scss less wasm png jpg jpeg gif webp avif bmp ico svg tif tiff heic psd
woff woff2 ttf otf eot`)

// codeEndings are programs and notebooks.
var codeEndings = endings(`py pyi pyx ipynb r rmd qmd rproj rdata rds do ado mata sps sas jl m go mod sum c h cc cpp hpp cs java scala kt swift rs rb pl lua
sh bash zsh bat cmd ps1 sql ts tsx jsx vue php awk tex bib cls sty`)

// configEndings are settings.
var configEndings = endings(`toml ini cfg conf yaml yml lock env properties editorconfig`)

// configNames are settings that are JSON.
var configNames = endings(`package.json package-lock.json composer.json tsconfig.json jsconfig.json manifest.json settings.json config.json launch.json
tasks.json renv.lock environment.json bower.json now.json vercel.json angular.json nest-cli.json datapackage.json`)

// aboutNames, without their ending, tell about the folder that they stand in.
var aboutNames = endings(`readme license licence copying changelog changes contributing authors notice makefile dockerfile requirements codeowners todo citation`)

// aboutEndings are those that such files have.
var aboutEndings = endings(`md txt rst adoc org cff`)

func endings(list string) map[string]bool {
	m := make(map[string]bool)
	for word := range strings.FieldsSeq(list) {
		m[word] = true
	}
	return m
}

// Passed says why a walk passes over a file, or "". Content comes first: an
// image is one under any name, and a page is a page though it is called
// view.do or index.php. The name decides between code and text, which no content
// tells apart.
func Passed(name string, what Type, head []byte) string {
	if what.Kind == Asset {
		return PassAsset
	}
	if what.Kind == HTML && bytes.Contains(head, []byte("index made by HTTrack Website Copier")) {
		return PassSaver
	}
	if what.Kind == MHTML || what.Kind == HTML && beginsAsPage(head) {
		return ""
	}
	if what.Kind == Record && (bytes.Contains(head, []byte(`"nbformat"`)) || bytes.Contains(head, []byte(`"cell_type"`))) {
		return PassCode
	}
	base, ending := plainName(name)
	switch {
	case assetEndings[ending]:
		return PassAsset
	case !what.Kind.IsText():
		return ""
	case codeEndings[ending]:
		return PassCode
	case configEndings[ending], what.Kind == Record && configNames[base]:
		return PassConfig
	case what.Kind != Text:
		return ""
	}
	stem := strings.TrimSuffix(base, "."+ending)
	if aboutNames[stem] && (ending == "" || aboutEndings[ending]) {
		return PassAbout
	}
	return ""
}

// plainName returns the last element of a name and its ending, in lower case. A
// saver may have kept the query: "style.css?v=5", "style.css@v=5".
func plainName(name string) (base, ending string) {
	base = strings.ToLower(path.Base(name))
	if i := strings.IndexAny(base, "?@"); i > 0 {
		base = base[:i]
	}
	return base, strings.TrimPrefix(path.Ext(base), ".")
}

// beginsAsPage reports whether the first thing in a file is a tag of a page. Code
// has tags too, but further down.
func beginsAsPage(head []byte) bool {
	return !bytes.Contains(head, []byte("<?php")) &&
		startsWithTag(skipProlog(bytes.TrimLeft(bytes.TrimPrefix(head, []byte("\xef\xbb\xbf")), " \t\r\n\f")))
}

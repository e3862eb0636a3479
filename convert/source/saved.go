package source

import (
	"os"
	"path/filepath"
	"strings"

	"golang.org/x/text/unicode/norm"
)

// savedPageEndings end the name of the folder in which a browser keeps the parts of the
// page that it saved "complete": the page's own name comes before. They say "files" in the
// language of the browser: those that Windows connects with the page beside them
// (shell documentation, "Managing the File System", connected files), and the same word
// in further languages.
var savedPageEndings = endings(`
	_files .files _file _archivos _arquivos _ficheiros _bestanden _bylos -dateien _dateien _datoteke _dosyalar _elemei
	_failid _fails _faili _failai _fajlovi _fichiers -filer _filer _fitxers _fitxategiak _pliki _soubory _súbory _tiedostot
	_fișiere _fişiere _fisiere _lêers _ffeiliau _skrár _файлы _файли _файлове _датотеке _датотеки _фајлови _αρχεία
	_קבצים _ملفات _文件 _檔案 _ファイル _파일 _ไฟล์ _tệp`)

func endings(list string) map[string]bool {
	all := map[string]bool{}
	for e := range strings.FieldsSeq(list) {
		all[norm.NFC.String(e)] = true
	}
	return all
}

// savedPages are what follows the name of a page where a browser or a server says that
// it is one.
var savedPages = []string{
	".html", ".htm", ".HTML", ".HTM", ".xhtml", ".xht", ".shtml", ".php", ".asp", ".aspx", ".jsp", ".html.gz",
	".htm.gz", ".html.zst", "",
}

// savedPageFolder reports whether a folder holds the parts of a saved page that stands
// beside it. Without the page it is a folder like any other: its name proves nothing.
func savedPageFolder(folder string) bool {
	name := filepath.Base(folder)
	at := savedPageName(name)
	if at <= 0 {
		return false
	}
	page := filepath.Join(filepath.Dir(folder), name[:at])
	for _, ending := range savedPages {
		if info, err := os.Stat(page + ending); err == nil && info.Mode().IsRegular() {
			return true
		}
	}
	return false
}

// savedPageName returns how much of the name of such a folder is that of the page; 0
// where it is not called like one.
func savedPageName(folder string) int {
	at := strings.LastIndexAny(folder, "_-.")
	if at <= 0 || !savedPageEndings[norm.NFC.String(strings.ToLower(folder[at:]))] {
		return 0
	}
	return at
}

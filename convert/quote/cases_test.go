package quote

// cases are short texts, one for each rule.
var cases = []struct {
	name, text string
	want       []string
}{}

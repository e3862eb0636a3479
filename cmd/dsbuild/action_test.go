package main

import (
	"fmt"
	"os"
	"regexp"
	"strings"

	"github.com/goccy/go-yaml"
	"github.com/rogpeppe/go-internal/testscript"
)

// action is what a composite action of GitHub is made of, as far as ours goes.
type action struct {
	Inputs map[string]struct {
		Default  string `yaml:"default"`
		Required bool   `yaml:"required"`
	} `yaml:"inputs"`
	Runs struct {
		Using string       `yaml:"using"`
		Steps []actionStep `yaml:"steps"`
	} `yaml:"runs"`
}

type actionStep struct {
	ID    string            `yaml:"id"`
	If    string            `yaml:"if"`
	Uses  string            `yaml:"uses"`
	Shell string            `yaml:"shell"`
	Env   map[string]string `yaml:"env"`
	Run   string            `yaml:"run"`
}

var (
	expression = regexp.MustCompile(`\$\{\{ *(.*?) *\}\}`)
	condition  = regexp.MustCompile(`^(steps\.\w+\.outputs\.\w+) == ''$`)
)

// runAction runs the steps of action.yml as GitHub's runner does, up to the
// first that fails: action CODE INPUT=VALUE... must end with the code.
func runAction(ts *testscript.TestScript, _ bool, args []string) {
	body, err := os.ReadFile("../../action.yml")
	ts.Check(err)
	var a action
	ts.Check(yaml.Unmarshal(body, &a))
	values := map[string]string{"github.action_path": "no/such/folder"}
	for name, in := range a.Inputs {
		values["inputs."+name] = in.Default
	}
	for _, arg := range args[1:] {
		name, value, _ := strings.Cut(arg, "=")
		if _, known := a.Inputs[name]; !known {
			ts.Fatalf("the action has no input %q", name)
		}
		values["inputs."+name] = value
	}
	code := 0
	for i := range a.Runs.Steps {
		if code = runStep(ts, &a.Runs.Steps[i], values); code != 0 {
			break
		}
	}
	if fmt.Sprint(code) != args[0] {
		ts.Fatalf("the action ends with %d, want %s", code, args[0])
	}
}

func runStep(ts *testscript.TestScript, s *actionStep, values map[string]string) int {
	if s.If != "" {
		name := condition.FindStringSubmatch(s.If)
		if name == nil {
			ts.Fatalf("the condition %q is not understood", s.If)
		}
		if values[name[1]] != "" {
			return 0
		}
	}
	if s.Uses != "" || s.Shell != "bash" || expression.MatchString(s.Run) {
		ts.Fatalf("a step that is no script of bash, or has an expression in its script: %+v", s)
	}
	output := ts.MkAbs("step_output")
	ts.Check(os.WriteFile(output, nil, 0o600))
	ts.Setenv("GITHUB_OUTPUT", output)
	for name, value := range s.Env {
		ts.Setenv(name, expression.ReplaceAllStringFunc(value, func(e string) string {
			value, known := values[expression.FindStringSubmatch(e)[1]]
			if !known {
				ts.Fatalf("the expression %q is not understood", e)
			}
			return value
		}))
	}
	script := ts.MkAbs("step.sh")
	ts.Check(os.WriteFile(script, []byte(s.Run), 0o600))
	err := ts.Exec("bash", "--noprofile", "--norc", "-e", "-o", "pipefail", script)
	written, readErr := os.ReadFile(output)
	ts.Check(readErr)
	for line := range strings.Lines(string(written)) {
		name, value, _ := strings.Cut(strings.TrimSuffix(line, "\n"), "=")
		values["steps."+s.ID+".outputs."+name] = value
	}
	if err == nil {
		return 0
	}
	return exitStatus(err)
}

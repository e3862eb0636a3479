package formats

import (
	"crypto/sha256"
	"encoding/hex"
	"net/url"
	"path"
	"slices"
	"strings"

	"github.com/dsbuild/dsbuild/datasets/validate"
	"github.com/dsbuild/dsbuild/datasets/validate/rules"
	"github.com/dsbuild/dsbuild/internal/text"
)

// What SARIF 2.1.0 has a place for stands in it; the rest, as row group and
// row, in the property bags that it leaves to the tool.
type (
	sarifLog struct {
		Schema  string     `json:"$schema"`
		Version string     `json:"version"`
		Runs    []sarifRun `json:"runs"`
	}
	sarifRun struct {
		Tool        sarifTool         `json:"tool"`
		Invocations []sarifInvocation `json:"invocations"`
		Results     []sarifResult     `json:"results"`
		Properties  sarifRunBag       `json:"properties"`
	}
	sarifTool struct {
		Driver sarifDriver `json:"driver"`
	}
	sarifDriver struct {
		Name    string      `json:"name"`
		Version string      `json:"version,omitempty"`
		Rules   []sarifRule `json:"rules"`
	}
	sarifRule struct {
		ID       string      `json:"id"`
		Short    sarifText   `json:"shortDescription"`
		Full     sarifText   `json:"fullDescription"`
		Help     sarifText   `json:"help"`
		Defaults sarifConfig `json:"defaultConfiguration"`
	}
	sarifConfig struct {
		Level   string `json:"level"`
		Enabled bool   `json:"enabled"`
	}
	sarifText struct {
		Text string `json:"text"`
	}
	sarifInvocation struct {
		Successful bool `json:"executionSuccessful"`
		ExitCode   int  `json:"exitCode"`
	}
	sarifRunBag struct {
		Target string              `json:"target"`
		Passed bool                `json:"passed"`
		Tables []validate.Checked  `json:"tables"`
		Counts []validate.RuleHits `json:"counts"` // of all findings, listed or not
	}
	sarifResult struct {
		RuleID       string            `json:"ruleId"`
		RuleIndex    int               `json:"ruleIndex"`
		Level        string            `json:"level"`
		Message      sarifText         `json:"message"`
		Locations    []sarifLocation   `json:"locations"`
		Fingerprints map[string]string `json:"partialFingerprints"`
		Properties   *validate.Finding `json:"properties"`
	}
	sarifLocation struct {
		Physical sarifPhysical  `json:"physicalLocation"`
		Logical  []sarifLogical `json:"logicalLocations,omitempty"`
	}
	sarifPhysical struct {
		Artifact sarifArtifact `json:"artifactLocation"`
		Region   sarifRegion   `json:"region"`
	}
	sarifArtifact struct {
		URI string `json:"uri"`
	}
	// sarifRegion is always the first line: code scanning places a result by its
	// line, and a Parquet file has none.
	sarifRegion struct {
		StartLine int `json:"startLine"`
	}
	sarifLogical struct {
		Name      string `json:"name"`
		Qualified string `json:"fullyQualifiedName"`
		Kind      string `json:"kind"`
	}
)

const sarifSchema = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"

func sarifOf(r *validate.Report) sarifLog {
	const findings = 3 // the command's exit code
	run := sarifRun{
		Tool:        sarifTool{sarifDriver{Name: "dsbuild validate", Version: r.Tool}},
		Invocations: []sarifInvocation{{Successful: true}},
		Results:     []sarifResult{},
		Properties:  sarifRunBag{r.Target, r.Passed, r.Tables, r.Rules},
	}
	if !r.Passed {
		run.Invocations[0].ExitCode = findings
	}
	for i := range rules.Table {
		rule := &rules.Table[i]
		run.Tool.Driver.Rules = append(run.Tool.Driver.Rules, sarifRule{
			rule.ID,
			sarifText{rule.Checks},
			sarifText{rule.Checks + ": " + rule.Why},
			sarifText{rule.Remedy},
			sarifConfig{string(rule.Severity), !slices.Contains(r.Off, rule.ID)},
		})
	}
	for _, g := range groups(r) {
		for _, f := range g.findings {
			run.Results = append(run.Results, sarifResultOf(r, f))
		}
	}
	return sarifLog{sarifSchema, "2.1.0", []sarifRun{run}}
}

func sarifResultOf(r *validate.Report, f *validate.Finding) sarifResult {
	at := sarifLocation{Physical: sarifPhysical{sarifArtifact{uri(location(r, f))}, sarifRegion{1}}}
	if f.Table != "" {
		at.Logical = append(at.Logical, sarifLogical{f.Table, f.Table, "table"})
	}
	if f.Column != "" {
		at.Logical = append(at.Logical, sarifLogical{f.Column, f.Table + "." + f.Column, "column"})
	}
	return sarifResult{
		RuleID: f.Rule, RuleIndex: position(f.Rule), Level: string(f.Severity),
		Message:   sarifText{text.Terminal(f.Says() + ". Remedy: " + f.Remedy)},
		Locations: []sarifLocation{at}, Fingerprints: map[string]string{"dsbuild/v1": fingerprint(f)}, Properties: f,
	}
}

// uri makes a reference of a path.
func uri(name string) string {
	var parts []string
	for part := range strings.SplitSeq(name, "/") {
		parts = append(parts, url.PathEscape(part))
	}
	if path.IsAbs(name) {
		return "file://" + strings.Join(parts, "/")
	}
	return strings.Join(parts, "/")
}

// fingerprint is the same for a finding that comes back in another build of the
// dataset, where rows have other numbers.
func fingerprint(f *validate.Finding) string {
	const short = 16
	where := f.DocID
	if where == "" {
		where = f.File
	}
	sum := sha256.Sum256([]byte(strings.Join([]string{f.Rule, f.Table, f.Column, where, f.Value}, "\x00")))
	return hex.EncodeToString(sum[:])[:short]
}

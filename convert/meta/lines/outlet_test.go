package lines

import "testing"

// TestCopyright: the name begins behind the sign and the years, whatever its first letter is.
func TestCopyright(t *testing.T) {
	for line, want := range map[string]string{
		"© 2025 Current Trade Media. All Rights Reserved": "Current Trade Media",
		"© Capital":                          "Capital",
		"©Capital Courier":                   "Capital Courier",
		"(C) 2024 Corp of the Harbour":       "Corp of the Harbour",
		"(c) 2019-2024 city post":            "city post",
		"Copyright 2024 Crane & Co":          "Crane & Co",
		"Copyright © 2024 by Cedar Press":    "Cedar Press",
		"COPYRIGHT (C) 2020 CCTV":            "CCTV",
		"&copy; 2024 Coast Chronicle":        "Coast Chronicle",
		"© 2012–24 Cove Daily Ltd.":          "Cove Daily",
		"© 2010 - present Common Ground":     "Common Ground",
		"© 2012-2024 Harbor Post, Inc. ":     "Harbor Post",
		"©2024Harbor Post":                   "Harbor Post",
		"© 2024 24 Hours":                    "24 Hours",
		"© 20 Minutes":                       "20 Minutes",
		"© 2024, 7 Days | Terms":             "7 Days",
		"Copyrighted Works":                  "",
		"(c) the holder of the licence, and": "",
		"© 2024":                             "",
		"C. Clark":                           "",
	} {
		got := ""
		outlet(line, func(s string, _ int) { got = s })
		if got != want {
			t.Errorf("%q: %q, want %q", line, got, want)
		}
	}
}

//go:build !linux

package main

import "time"

var begun = time.Now()

// clock is the time since the beginning, where processor time is not to be had.
func clock() time.Duration { return time.Since(begun) }

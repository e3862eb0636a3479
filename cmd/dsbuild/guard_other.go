//go:build !linux

package main

// limitChild does nothing where the address space cannot be limited; the watchdog is left.
func limitChild() {}

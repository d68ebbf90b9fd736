// want read: confirm (generator-input).
// want said: safe.
// want state: refused (assembly).
// want offsets: confirm (assembly).
// want away: safe.
// want mirrored: refused (linkname).

// Package sibling has files beside it that are not written by hand, or not in Go.
package sibling

import _ "unsafe"

type read struct {
	a bool
	n int64
	b bool
}

// said is only in a comment of the generated file.
type said struct {
	a bool
	n int64
	b bool
}

type state struct {
	a bool
	n int64
	b bool
}

func run(s *state, n int)

type offsets struct {
	a bool
	n int64
	b bool
}

type away struct {
	a bool
	n int64
	b bool
}

type mirrored struct {
	a bool
	n int64
	b bool
}

//go:linkname take hazardcases/other.take
func take(m *mirrored)

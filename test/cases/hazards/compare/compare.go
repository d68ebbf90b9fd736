// want operands: confirm (compare-order).
// want key: confirm (compare-order).
// want inKey: confirm (compare-order).
// want foreign: confirm (compare-order).
// want chosen: confirm (compare-order).
// want given: confirm (compare-order).
// want apart: safe.
// want plain: safe.
// want date: safe.

// Package compare compares values with an interface inside, and others.
package compare

import (
	"io"
	"time"
)

type operands struct {
	on  bool
	val any
	up  bool
}

func same(a, b operands) bool { return a == b }

type key struct {
	on  bool
	err error
	up  bool
}

var byKey map[key]int

type inKey struct {
	on  bool
	err error
	up  bool
}

var byOuter map[struct{ in inKey }]int

type foreign struct {
	on bool
	r  io.Reader
	up bool
}

func isIt(a any, f foreign) bool { return a == f }

type chosen struct {
	on  bool
	val any
	up  bool
}

func choose(c chosen) bool {
	switch c {
	case chosen{on: true}:
		return true
	}
	return false
}

type given struct {
	on  bool
	val any
	up  bool
}

func find[T comparable](t T) {}

func give(g given) { find(g) }

// apart is never compared.
type apart struct {
	on  bool
	val any
	up  bool
}

func differ(a, b apart) bool { return a.val == b.val }

type plain struct {
	on bool
	n  int64
	up bool
}

func equal(a, b plain) bool { return a == b }

type date struct {
	on bool
	t  time.Time
	up bool
}

func soon(a, b date) bool { return a == b }

// want direct: confirm (atomic-align).
// want deep: confirm (atomic-align).
// want holding: confirm (atomic-align).
// want passed: confirm (atomic-align).
// want valued: confirm (atomic-align).
// want behind: safe.
// want narrow: safe.
// want scanned: safe.
// want first: refused (first-field).
// want second: safe.
// want cleaned: safe.

// Package atomics counts with sync/atomic.
package atomics

import (
	"fmt"
	"runtime"
	"sync/atomic"
)

type direct struct {
	on bool
	n  uint64
	up bool
}

func count(d *direct) uint64 { return atomic.LoadUint64(&d.n) }

type deep struct {
	on bool
	n  int64
	up bool
}

type holding struct {
	on bool
	in [2]deep
	up bool
}

func countDeep(h *holding) { atomic.AddInt64(&h.in[1].n, 1) }

type passed struct {
	on bool
	n  int64
	up bool
}

func pass(p *passed) { increment(&p.n) }

func increment(n *int64) { atomic.AddInt64(n, 1) }

type valued struct {
	on bool
	n  int64
	up bool
}

func value(v *valued) {
	add := atomic.AddInt64
	add(&v.n, 1)
}

// behind has the counter elsewhere.
type behind struct {
	on bool
	n  *int64
	up bool
}

func far(b *behind) { atomic.AddInt64(b.n, 1) }

type narrow struct {
	on bool
	n  int32
	m  int64
	up bool
}

func small(n *narrow) { atomic.AddInt32(&n.n, 1) }

// scanned gives an address to another package.
type scanned struct {
	on bool
	n  int64
	up bool
}

func scan(s *scanned) { fmt.Sscan("1", &s.n) }

type first struct {
	n  [2]int64
	on bool
	p  *int
	up bool
}

type second struct {
	on bool
	n  [2]int64
	up bool
}

type cleaned struct {
	on bool
	n  [2]int64
	up bool
}

func finalise() {
	f, s, c := new(first), new(second), new(cleaned)
	runtime.SetFinalizer(&f.n, func(*[2]int64) {})
	runtime.SetFinalizer(s, func(*second) {})
	runtime.SetFinalizer(&s.n, func(*[2]int64) {})
	runtime.SetFinalizer(c, nil)
}

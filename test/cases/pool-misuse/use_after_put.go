package misuse

import (
	"bytes"
	"runtime"
	"sync"
)

var sharded [4]sync.Pool

func usedAfter() int {
	v := items.Get().(*item)
	v.n++
	items.Put(v)
	return v.n // want: pool-use-after-put
}

func usedInNestedBlock(c bool) {
	b := buffers.Get().(*bytes.Buffer)
	b.Reset()
	buffers.Put(b) // want: pool-unbounded-put
	if c {
		b.WriteString("x") // want: pool-use-after-put
	}
}

func usedOnTheRight() int {
	v := items.Get().(*item)
	items.Put(v)
	n := v.n // want: pool-use-after-put
	return n
}

func passedAfter(h *holder) {
	v := h.other.Get().(*item)
	h.other.Put(v)
	use(v) // want: pool-use-after-put
}

func aParameter(v *item, i int) {
	sharded[i].Put(v)
	v.n = 0 // want: pool-use-after-put
}

func keptAfter(h *holder) {
	v := h.pool.Get().(*item)
	h.pool.Put(v)
	h.items = append(h.items, v) // want: pool-use-after-put
}

// What follows is right.

func assignedBetween() int {
	v := items.Get().(*item)
	items.Put(v)
	v = &item{}
	return v.n
}

func gotAgain() {
	v := items.Get().(*item)
	items.Put(v)
	v, ok := items.Get().(*item)
	if ok {
		v.n++
		items.Put(v)
	}
}

func onOtherPath(c bool) int {
	v := items.Get().(*item)
	if c {
		items.Put(v)
		return 0
	}
	n := v.n
	items.Put(v)
	return n
}

func inClauses(c int) {
	v := items.Get().(*item)
	switch c {
	case 0:
		items.Put(v)
	case 1:
		v.n = 1
		items.Put(v)
	}
}

func compared() bool {
	v := items.Get().(*item)
	items.Put(v)
	return v == nil
}

func keptAlive() {
	v := items.Get().(*item)
	items.Put(v)
	runtime.KeepAlive(v)
}

func aField(h *holder) {
	var x struct{ v *item }
	v := items.Get().(*item)
	items.Put(v)
	x.v = nil
	_ = struct{ v int }{v: 1}
}

func shadowed() {
	v := items.Get().(*item)
	items.Put(v)
	{
		v := new(item)
		v.n = 1
	}
	for _, v := range []*item{{}} {
		v.n = 2
	}
}

func aNumber(n int) int {
	items.Put(n) // want: pool-wrong-type, pool-value-put
	return n
}

type notAPool struct{}

func (notAPool) Get() any { return new(item) }
func (notAPool) Put(any)  {}

func ofAnotherType(p notAPool) int {
	v := p.Get().(*item)
	p.Put(v)
	return v.n
}

func later() func() int {
	v := items.Get().(*item)
	items.Put(v)
	f := func() int { return v.n }
	v = new(item)
	return f
}

package misuse

import "bytes"

func deferredAndDirect(c bool) {
	v := items.Get().(*item)
	defer items.Put(v)
	if c {
		items.Put(v) // want: pool-double-put
		return
	}
	v.n++
}

func deferredInALiteral() {
	b := buffers.Get().(*bytes.Buffer)
	defer func() {
		b.Reset()
		buffers.Put(b) // want: pool-unbounded-put
	}()
	b.WriteString("x")
	buffers.Put(b) // want: pool-double-put, pool-unbounded-put
}

func inOneList() {
	v := items.Get().(*item)
	items.Put(v)
	items.Put(v) // want: pool-double-put
}

func twoDefers() {
	v := items.Get().(*item)
	defer items.Put(v)
	defer items.Put(v) // want: pool-double-put
	v.n++
}

// What follows is right.

func beforeTheDefer(c bool) {
	v := items.Get().(*item)
	if c {
		items.Put(v)
		return
	}
	defer items.Put(v)
	v.n++
}

func unlessTaken(c bool) {
	v := items.Get().(*item)
	defer func() {
		if v != nil {
			items.Put(v)
		}
	}()
	if c {
		items.Put(v)
		v = nil
	}
}

func swapped() {
	v := items.Get().(*item)
	defer func() { items.Put(v) }()
	w := items.Get().(*item)
	items.Put(v)
	v = w
}

func eitherBranch(c bool) {
	v := items.Get().(*item)
	if c {
		items.Put(v)
	} else {
		v.n = 0
		items.Put(v)
	}
}

func twoValues() {
	v, w := items.Get().(*item), items.Get().(*item)
	defer items.Put(v)
	items.Put(w)
	v.n++
}

package misuse

import (
	"bytes"
	"fmt"
)

func bytesOfBuffer() []byte {
	b := buffers.Get().(*bytes.Buffer)
	b.Reset()
	defer buffers.Put(b) // want: pool-unbounded-put
	fmt.Fprint(b, "x")
	return b.Bytes() // want: pool-returned
}

func theValue() (*item, error) {
	v := items.Get().(*item)
	defer items.Put(v)
	return v, nil // want: pool-returned
}

func theSlice() []byte {
	p := chunks.Get().(*[]byte)
	defer chunks.Put(p) // want: pool-unbounded-put
	*p = append((*p)[:0], 'x')
	return *p // want: pool-returned
}

func aPart(n int) []byte {
	p := chunks.Get().(*[]byte)
	defer func() { chunks.Put(p) }()
	if n > 0 {
		return (*p)[:n] // want: pool-returned
	}
	return nil
}

// What follows is right.

func aCopy() string {
	b := buffers.Get().(*bytes.Buffer)
	b.Reset()
	defer buffers.Put(b) // want: pool-unbounded-put
	b.WriteString("x")
	return b.String()
}

func theStruct() item {
	v := items.Get().(*item)
	defer items.Put(v)
	return *v
}

func aNumberOf() int {
	v := items.Get().(*item)
	defer items.Put(v)
	return v.n
}

func onlyOnError(fail bool) (v *item) {
	v = items.Get().(*item)
	defer func() {
		if fail {
			items.Put(v)
		}
	}()
	return v
}

func copied() []byte {
	b := buffers.Get().(*bytes.Buffer)
	b.Reset()
	defer buffers.Put(b) // want: pool-unbounded-put
	return append([]byte(nil), b.Bytes()...)
}

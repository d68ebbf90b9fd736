// want variable: refused (unsafe-cast).
// want number: refused (unsafe-cast).
// want address: refused (unsafe-cast).
// want array: refused (unsafe-cast).
// want slice: safe.
// want outer, inner: refused (unsafe-cast).
// want derived: refused (unsafe-cast).
// want reader: safe.
// want call: refused (cgo).
// want promoted: refused (unsafe-offset).
// want length: refused (unsafe-offset).
// want measured: confirm (unsafe-size).

// Package memory looks at memory past the type system.
package memory

import (
	"syscall"
	"unsafe"
)

type variable struct {
	a bool
	n int64
	b bool
}

func throughVariable(b []byte) *variable {
	p := unsafe.Pointer(&b[0])
	return (*variable)(p)
}

type number struct {
	a bool
	n int64
	b bool
}

func throughNumber(n *number) uintptr {
	u := uintptr(unsafe.Pointer(n))
	return u
}

type address struct {
	a bool
	n int64
	b bool
}

func ofField(x *address) unsafe.Pointer { return unsafe.Pointer(&x.n) }

// array: the element is part of it.
type array struct {
	a bool
	n [4]int64
	b bool
}

func ofArray(x *array) unsafe.Pointer { return unsafe.Pointer(&x.n[1]) }

// slice: the element is elsewhere.
type slice struct {
	a bool
	n []int64
	b bool
}

func ofSlice(x *slice) unsafe.Pointer { return unsafe.Pointer(&x.n[1]) }

type inner struct {
	a bool
	n int64
	b bool
}

type outer struct {
	a  bool
	in [2]inner
	b  bool
}

func both(o *outer) []byte { return (*[80]byte)(unsafe.Pointer(o))[:] }

type derived struct {
	a bool
	n int64
	b bool
}

type from derived

func ofDerived(f *from) unsafe.Pointer { return unsafe.Pointer(f) }

// reader is converted between two pointer types, which needs no unsafe.
type reader struct {
	a bool
	n int64
	b bool
}

type same reader

func convert(r *reader) *same { return (*same)(r) }

type call struct {
	a bool
	n int64
	b bool
}

func system(c *call) { syscall.Syscall(0, uintptr(unsafe.Pointer(c)), 0, 0) }

type promoted struct {
	a bool
	n int64
	b bool
}

type around struct{ promoted }

var at = unsafe.Offsetof(around{}.n)

type length struct {
	a bool
	n int64
	b bool
}

var room [unsafe.Sizeof(length{})]byte

type measured struct {
	a bool
	n int64
	b bool
}

func isLarge(m *measured) bool { return unsafe.Sizeof(*m) > 20 }

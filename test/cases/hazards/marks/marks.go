// want marked: safe.
// want alias: safe.
// want small: confirm (blank-field).
// want padded: refused (false-sharing-pad).
// want linePad: refused (false-sharing-pad).
// want padding: safe.
// want tuple: refused (wire-array).
// want packed: refused (wire-array).
// want sequence: refused (wire-asn1).
// want arguments: confirm (output-order, reflect-order).

// Package marks has markers, pads and tags.
package marks

import "sync"

type incomparable [0]func()

type marked struct {
	_ incomparable
	_ struct{}
	a bool
	n int64
	b bool
}

type alias struct {
	_ [0]sync.Mutex
	a bool
	n int64
	b bool
}

type small struct {
	a bool
	_ [3]byte
	n int64
	b bool
}

type padded struct {
	a    uint32
	pad1 [7]uint64
	n    int64
	b    bool
}

type CacheLinePad struct{ _ [64]byte }

type linePad struct {
	a bool
	_ CacheLinePad
	n int64
	b bool
}

// padding is what a user chooses, and no pad.
type padding struct {
	a       bool
	padding int64
	b       bool
}

//msgp:tuple tuple
type tuple struct {
	a bool
	n int64
	b bool
}

type packed struct {
	_ struct{} `msgpack:",as_array"`
	A bool
	N int64
	B bool
}

type sequence struct {
	A bool
	N int64 `asn1:"optional"`
	B bool
}

type arguments struct {
	A bool  `arg:"positional"`
	N int64 `arg:"positional"`
	B bool
}

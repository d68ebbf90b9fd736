//go:build go1.22

// want typeFor: confirm (reflect-order).

// Package later needs a later Go than the others.
package later

import "reflect"

type typeFor struct {
	A bool
	N int64
	B bool
}

var _ = reflect.TypeFor[typeFor]()

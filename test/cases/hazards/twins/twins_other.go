//go:build !linux

package twins

type both struct {
	a bool
	n uintptr
	b bool
}

type plain uintptr

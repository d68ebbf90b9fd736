// want Quiet: safe.

// Package quiet can be imported by nobody else.
package quiet

// Quiet is exported.
type Quiet struct {
	A bool
	N int64
	B bool
}

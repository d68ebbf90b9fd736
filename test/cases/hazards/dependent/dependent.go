// want Sent: confirm (exported-api, output-order).
// want Cast: refused (exported-api, unsafe-cast).
// want Converted: refused (exported-api, struct-identity).
// want Alone: confirm (exported-api).

// Package dependent declares what another package uses.
package dependent

// Sent is encoded elsewhere.
type Sent struct {
	A bool
	N int64
	B bool
}

// Cast is reinterpreted elsewhere.
type Cast struct {
	A bool
	N int64
	B bool
}

// Converted is converted elsewhere.
type Converted struct {
	A bool
	N int64
	B bool
}

// Alone is used nowhere.
type Alone struct {
	A bool
	N int64
	B bool
}

// want Visible: confirm (unkeyed-literal, exported-api).
// want shown: confirm (unkeyed-literal).
// want generic: confirm (unkeyed-literal).
// want blank: refused (unkeyed-literal, blank-field).
// want keyed: safe.
// want empty: safe.
// want local: confirm (unkeyed-literal).
// want tested: confirm (unkeyed-literal).
// want elsewhere: confirm (unkeyed-literal).
// want generated: refused (unkeyed-literal, generator-input).
// want nested: confirm (unkeyed-literal).
// want wrapped: confirm (unkeyed-literal, output-order).

// Package literals builds values by position.
package literals

import "fmt"

// Visible is built in the external test.
type Visible struct {
	A bool
	N int64
	B bool
}

// shown has no exported name, and is built in another package all the same.
type shown struct {
	A bool
	N int64
	B bool
}

// List shows it.
type List []shown

type generic[T any] struct {
	a bool
	p *T
	b bool
}

var ofInt = generic[int]{true, nil, false}

type blank struct {
	a bool
	_ int64
	b bool
}

var reserved = blank{true, 1, false}

type keyed struct {
	a bool
	n int64
	b bool
}

var byName = []keyed{{a: true}, {}}

type empty struct {
	a bool
	n int64
	b bool
}

var nothing = empty{}

func inside() any {
	type local struct {
		a bool
		n int64
		b bool
	}
	return []local{{true, 1, false}}[0].n
}

type tested struct {
	a bool
	n int64
	b bool
}

// elsewhere is built in a file for other systems.
type elsewhere struct {
	a bool
	n int64
	b bool
}

type generated struct {
	a bool
	n int64
	b bool
}

type nested struct {
	in keyed
	a  bool
	n  int64
	b  bool
}

var both = nested{keyed{a: true}, true, 1, false}

type wrapped struct {
	a bool
	n int64
	b bool
}

var printed = fmt.Sprint(wrapped{true, 1, false}, wrapped{false, 2, true})

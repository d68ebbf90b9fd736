// Package user builds a type by position that it cannot name.
package user

import "hazardcases/literals"

// All are two.
var All = literals.List{{true, 1, false}, {false, 2, true}}

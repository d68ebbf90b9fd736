// Package user uses another package's types.
package user

import (
	"encoding/json"
	"unsafe"

	dep "hazardcases/dependent"
)

type mine struct {
	A bool
	N int64
	B bool
}

func send(s *dep.Sent) ([]byte, error) { return json.Marshal(s) }
func cast(c *dep.Cast) unsafe.Pointer  { return unsafe.Pointer(c) }
func convert(c dep.Converted) mine     { return mine(c) }

var _ = []any{send, cast, convert}

package literals_test

import (
	"testing"

	"hazardcases/literals"
)

func TestVisible(t *testing.T) {
	if (literals.Visible{true, 1, false}).N != 1 {
		t.Error("another order")
	}
}

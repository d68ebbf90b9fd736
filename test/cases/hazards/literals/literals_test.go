package literals

import "testing"

func TestTested(t *testing.T) {
	if (tested{true, 1, false}).n != 1 {
		t.Error("another order")
	}
}

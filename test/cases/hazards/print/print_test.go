// want failed: confirm (output-order).

package print

import "testing"

type failed struct {
	a bool
	n int64
	b bool
}

func TestFailed(t *testing.T) {
	if (failed{n: 1}).n != 1 {
		t.Errorf("got %v", failed{})
	}
}

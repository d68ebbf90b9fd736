package alloc

import hiding "unsafe"

type hidden struct {
	n    int
	name string
}

//go:noinline
func newHidden(n int) *hidden { return &hidden{n: n, name: "hidden"} }

func hiddenSum(n int) int {
	h := newHidden(n)
	return h.n + len(h.name) + int(hiding.Sizeof(*h))
}

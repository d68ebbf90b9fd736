package misuse

func aSlice() {
	b := raw.Get().([]byte)
	b = append(b[:0], 'x')
	raw.Put(b) // want: pool-value-put, pool-unbounded-put
}

func aFreshHeader(b []byte) {
	chunks.Put(&b) // want: pool-value-put, pool-unbounded-put
}

func aPointer() {
	p := chunks.Get().(*[]byte)
	b := append((*p)[:0], 'x')
	*p = b
	chunks.Put(p) // want: pool-unbounded-put
}

func aMap(m map[string]int) {
	maps.Put(m)
}

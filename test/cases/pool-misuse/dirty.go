package misuse

import (
	"bytes"
	"encoding/json"
	"io"
	"sync"
)

var (
	dirty    = sync.Pool{New: func() any { return new(bytes.Buffer) }}
	cleanPut = sync.Pool{New: func() any { return new(bytes.Buffer) }}
	capped   = sync.Pool{New: func() any { return new(bytes.Buffer) }}
)

func neverReset(s string) string {
	b := dirty.Get().(*bytes.Buffer) // want: pool-dirty-get
	defer dirty.Put(b)               // want: pool-unbounded-put
	b.WriteString(s)
	return b.String()
}

func resetOnPut(s string) string {
	b := cleanPut.Get().(*bytes.Buffer)
	b.WriteString(s)
	out := b.String()
	b.Reset()
	cleanPut.Put(b) // want: pool-unbounded-put
	return out
}

func resetByAHelper(w io.Writer) {
	b := cleanPut.Get().(*bytes.Buffer)
	empty(b)
	_ = json.NewEncoder(b).Encode(1)
	_, _ = b.WriteTo(w)
	putCapped(b)
}

func empty(b *bytes.Buffer) { b.Reset() }

func putCapped(b *bytes.Buffer) {
	if b.Cap() > 64<<10 {
		return
	}
	b.Reset()
	capped.Put(b)
}

func fromCapped(s string) string {
	b := capped.Get().(*bytes.Buffer)
	defer putCapped(b)
	b.WriteString(s)
	return b.String()
}

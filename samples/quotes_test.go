package quotes

import (
	"bytes"
	"errors"
	"io"
	"testing"
)

func TestCache(t *testing.T) {
	cache := NewCache()
	seen := cache.Count()
	cache.Put(Of("GOLD", 100, 102))
	cache.Put(Of("SILVER", 20, 21))
	if got := seen(); got != 2 {
		t.Errorf("seen %d quotes, want 2", got)
	}
	if got := cache.Total(); got != 123 {
		t.Errorf("total %d, want 123", got)
	}
	if _, err := cache.Get("TIN"); !errors.Is(err, ErrUnknown) {
		t.Errorf("got %v, want ErrUnknown", err)
	}
}

func TestEncoder(t *testing.T) {
	var out bytes.Buffer
	encoder := NewEncoder(&out)
	for _, q := range []Quote{Of("GOLD", 100, 102), Of("TIN", 1, 2)} {
		if err := encoder.Encode(q); err != nil {
			t.Fatal(err)
		}
	}
	if got, want := out.String(), "GOLD 100/102TIN 1/2"; got != want {
		t.Errorf("got %q, want %q", got, want)
	}
}

// The two below show what a hint costs: run `go test -bench . -benchmem`.
//
// 下面两个基准测试展示每个提示的代价：运行 go test -bench . -benchmem。

func BenchmarkWrite(b *testing.B) {
	q := Of("GOLD", 100, 102)
	for i := 0; i < b.N; i++ {
		if err := Write(io.Discard, q); err != nil {
			b.Fatal(err)
		}
	}
}

func BenchmarkEncode(b *testing.B) {
	q := Of("GOLD", 100, 102)
	encoder := NewEncoder(io.Discard)
	for i := 0; i < b.N; i++ {
		if err := encoder.Encode(q); err != nil {
			b.Fatal(err)
		}
	}
}

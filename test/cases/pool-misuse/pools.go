// Package misuse has every mistake that is told about pools, each marked with its code at the end of the line, and next
// to it what looks alike and is right.
package misuse

import (
	"bytes"
	"sync"
)

type item struct {
	n    int
	data []byte
}

type holder struct {
	pool  sync.Pool
	other *sync.Pool
	items []*item
}

var (
	items   = sync.Pool{New: func() any { return new(item) }}
	buffers = sync.Pool{New: func() any { return new(bytes.Buffer) }}
	chunks  = sync.Pool{New: func() any { b := make([]byte, 0, 1024); return &b }}
	raw     = sync.Pool{New: func() any { return make([]byte, 0, 1024) }}
	whole   = sync.Pool{New: func() any { return new(item) }}
)

func use(*item) {}

var maps = sync.Pool{New: func() any { return map[string]int{} }}

package misuse

import (
	"bytes"
	"sync"
)

var (
	bare    sync.Pool
	filled  sync.Pool
	strange = sync.Pool{New: func() any { return new(item) }}
	mixed   = sync.Pool{New: func() any { return new(item) }}
	passed  sync.Pool
	moved   = sync.Pool{New: func() any { return new(item) }}
)

func init() { filled.New = func() any { return new(item) } }

func noNew() int {
	v := bare.Get().(*item) // want: pool-no-new
	defer bare.Put(v)
	return v.n
}

func newIsSet() int {
	v := filled.Get().(*item)
	defer filled.Put(v)
	return v.n
}

func checked() int {
	v, ok := bare.Get().(*item)
	if !ok {
		v = new(item)
	}
	n := v.n
	bare.Put(v)
	return n
}

func somebodyElse() int {
	prepare(&passed)
	v := passed.Get().(*item)
	defer passed.Put(v)
	return v.n
}

func prepare(p *sync.Pool) { p.New = func() any { return new(item) } }

func otherType() {
	b := strange.Get().(*bytes.Buffer) // want: pool-wrong-type
	b.Reset()
	strange.Put(b) // want: pool-wrong-type, pool-unbounded-put
}

type alike = item

func anAlias() {
	v := items.Get().(*alike)
	defer items.Put(v)
	v.n++
}

func manyTypes() {
	switch v := mixed.Get().(type) {
	case *item:
		mixed.Put(v)
	case *bytes.Buffer:
		mixed.Put(v)
	}
}

func copies() {
	p := moved // want: pool-copied
	v := p.Get().(*item)
	defer p.Put(v)
	v.n++
}

func pointsTo() {
	p := &whole
	v := p.Get().(*item)
	defer p.Put(v)
	v.n++
}

func localPool() int {
	var p sync.Pool // want: pool-local
	p.New = func() any { return new(item) }
	v := p.Get().(*item)
	defer p.Put(v)
	return v.n
}

func sharedByGoroutines(wg *sync.WaitGroup) {
	p := sync.Pool{New: func() any { return new(item) }}
	for i := 0; i < 4; i++ {
		wg.Add(1)
		go func() {
			defer wg.Done()
			v := p.Get().(*item)
			v.n++
			p.Put(v)
		}()
	}
}

func makesAPool() *sync.Pool {
	p := &sync.Pool{New: func() any { return new(item) }}
	v := p.Get().(*item)
	p.Put(v)
	return p
}

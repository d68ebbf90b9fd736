// Expressions whose positions leave a choice: conversions, boxing, type switches, promoted fields, what spans lines. Recorded in
// subjects.go1.26.8.txt (go build -gcflags=-m=2 in a module that says go 1.26); deliberately odd, formatters leave it alone.
package x

import "net/url"

type T struct{ a int }

var sink any
var ps []*int
var pu *url.URL

func A(x any) {
	switch v := x.(type) {
	case int:
		ps = append(ps, &v)
	case *T, url.URL:
		sink = &v
	default:
		sink = &v
	}
}

func B(x any) (q *url.URL) {
	switch v := x.(type) {
	case url.URL:
		pu = &v
	}
	select {
	case z := <-make(chan int):
		ps = append(ps, &z)
	}
	if y := 3; y > 2 {
		ps = append(ps, &y)
	}
L:
	for i := range 10 {
		ps = append(ps, &i)
		if i > 3 {
			break L
		}
	}
	var (
		s, t int
	)
	ps = append(ps, &s, &t)
	return
}
func C() (url.URL, map[string]int, func() int, []int) {
	return url.URL{}, map[string]int{"a": 1}, func() int { return 1 }, []int{2}
}
func D(b []byte, i int) string {
	sink = string((b))
	sink = string(append(b, 'c'))
	sink = string(b[1:])
	sink = any(string(b))
	sink = interface{}(b)
	sink = (i)
	sink = (i + 1)
	sink = -i
	sink = !(i > 2)
	sink = pu.Host
	sink = url.URL{Host: "x"}
	sink = i
	const k = "abc"
	sink = []byte(k)
	sink = string(b) + k + "q" +
		string(b[2:]) +
		k
	go func(x int) {
		sink = x
	}(i)
	defer func() { sink = i }()
	return C2(string(b))
}
func C2(s string) string { return s + "x" }
func G[K comparable](k K, m map[K]int) any {
	sink = k
	m[k]++
	return m[k]
}
func H() { G[int](1, nil); G("x", nil) }
type st struct { p *int; q any }
func (st) M(a int) st { return st{&a, a} }
func (*st) N(_ int, _ *int) (_ *int, err error) { return nil, nil }
type em struct { *st; T }
func E(e em, f func(...any)) {
	sink = e.q
	sink = e.T
	sink = e.a
	sink = e.M
	f(1, e.p, e.a)
	f(
		1,
		e.a)
	url.
		Parse("x")
	x := new(3)
	sink = x
	ch := make(chan int, 3)
	sink = <-ch
	sink = [2]int{e.a}
	sink = struct{ x int }{e.a}
	sink = e.q.(fmtS)
	sink = e.q.(int)
}
type fmtS interface{ String() string }

type 点 struct{ 名 string }

func 新(名 string) *点 {
	/* 注释 */ 点们 := []*点{{名}, {名: "甲" + 名}}
	sink = 点们; sink = 名
	for _, v := range 点们 { v := v; go func() { sink = &v }() }
	return 点们[0]
}
func Chain(b *builder) *T {
	return b.
		With(1).
		With(
			2,
		).
		Build()
}
type builder struct{ t *T }
func (b *builder) With(n int) *builder { return &builder{&T{n}} }
func (b *builder) Build() *T { return &T{b.t.a} }

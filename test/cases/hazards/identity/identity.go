// want left, right: refused (struct-identity).
// want pointed, twin: refused (struct-identity).
// want compared: refused (struct-identity).
// want viaDefined: refused (struct-identity).
// want united: refused (struct-identity).
// want listed: refused (struct-identity).
// want alike: safe.
// want text, value, to: refused (struct-identity).

// Package identity has structs that are used as each other.
package identity

type left struct {
	a bool
	n int64
	b bool
}

type right struct {
	a bool
	n int64
	b bool
}

func assign(ls []left, f func() right) { ls[0] = left(f()) }

type pointed struct {
	a bool
	n int64
	b bool
}

type twin struct {
	a bool
	n int64
	b bool
}

func point(p *pointed) *twin { return (*twin)(p) }

type compared struct {
	a bool
	n int64
	b bool
}

func equal(c compared, d struct {
	a bool
	n int64
	b bool
}) bool {
	return c == d
}

type viaDefined struct {
	a bool
	n int64
	b bool
}

type defined viaDefined

func back(d defined) struct {
	a bool
	n int64
	b bool
} {
	return d
}

type united struct {
	a bool
	n int64
	b bool
}

func only[T int | struct {
	a bool
	n int64
	b bool
}](T) {
}

func use(u united) {
	only(struct {
		a bool
		n int64
		b bool
	}(u))
}

type listed struct {
	a bool
	n int64
	b bool
}

var list = []struct {
	a bool
	n int64
	b bool
}{listed{}}

// alike has the fields of another, and nobody takes one for the other.
type alike struct {
	a bool
	n int64
	b bool
}

// The names are words of the compiler's sentences.
type text struct {
	a bool
	n int64
	b bool
}

type value struct {
	a bool
	n int64
	b bool
}

type to struct {
	a bool
	n int64
	b bool
}

func words(x text) to { return to(value(x)) }

var _ = alike{}

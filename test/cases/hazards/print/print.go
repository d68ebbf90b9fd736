// want plain: confirm (output-order).
// want nested: confirm (output-order).
// want named: safe.
// want failure: safe.
// want typed: safe.
// want pointed: safe.
// want logged: confirm (output-order).
// want structured: confirm (output-order).
// want raw: confirm (output-order).
// want field: safe.
// want shadowed: safe.

// Package print prints values.
package print

import (
	"fmt"
	"log"
	"log/slog"
	"os"
)

type nested struct {
	a bool
	n int64
	b bool
}

type plain struct {
	a  bool
	in map[string]nested
	b  bool
}

type named struct {
	a bool
	n int64
	b bool
}

func (named) String() string { return "" }

type failure struct {
	a bool
	n int64
	b bool
}

func (*failure) Error() string { return "" }

type typed struct {
	a bool
	n int64
	b bool
}

// pointed is behind a pointer inside of what is printed: its address is.
type pointed struct {
	a bool
	n int64
	b bool
}

type points struct{ p *pointed }

// field is not printed, one of its fields is.
type field struct {
	a bool
	n int64
	b bool
}

func show(p plain, n named, f *failure, t typed, o points, x field) {
	fmt.Fprintln(os.Stderr, p)
	_ = fmt.Sprint(n)
	_ = fmt.Errorf("no: %w", f)
	fmt.Printf("%T 100%% %p", t, &t)
	fmt.Println(o, x.n)
}

type logged struct {
	a bool
	n int64
	b bool
}

type structured struct {
	a bool
	n int64
	b bool
}

func logs(l *log.Logger, s *slog.Logger, a logged, b structured) {
	l.Printf("%v", a)
	s.Info("x", "v", b)
}

// raw is printed without its String: nobody can call it in a field without an exported name.
type raw struct {
	a bool
	n int64
	b bool
}

func (raw) String() string { return "" }

type rawHolder struct{ r raw }

var _ = fmt.Sprint(rawHolder{})

// shadowed goes to what is only called like the package.
type shadowed struct {
	a bool
	n int64
	b bool
}

type printer struct{}

func (printer) Println(any) {}

func local() {
	fmt := printer{}
	fmt.Println(shadowed{})
}

var _ = local

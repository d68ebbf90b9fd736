package alloc

import (
	"fmt"
	"net/http"
)

type level int

func (l level) String() string { return "level" }

type plain string

func key(name string, n int) string {
	return fmt.Sprintf("%s-%d", name, n)
}

func kinds(a uint8, b int64, c bool, d uint, s string) string {
	return fmt.Sprintf("a=%d b=%x c=%t d=%v s=%q 100%%\n", a, b, c, d, s)
}

func raw(s string) string {
	return fmt.Sprintf(`<a href="%s">`, s)
}

func partOf(n int) string {
	return fmt.Sprintf("%d!", n+1)[:1]
}

func only(n int32) string {
	return fmt.Sprintf("%v", n)
}

func sum(a, b string) string {
	return fmt.Sprintf("%s", a+b)
}

type chain struct{ name string }

func (c chain) next(i int) chain { return c }

func called(c chain, p *string, names []string, n int) string {
	return fmt.Sprintf("%s-%s-%s/%d", c.next(len(names)).next(1).name, names[len(names)-1], *p, n)
}

func asBytes(n int) []byte {
	return []byte(fmt.Sprintf("n%d", n))
}

func among(list []string, n int) []string {
	return append(list, fmt.Sprintf("%d!", n), "end")
}

func noStringer(l level) string {
	return fmt.Sprintf("%v", l)
}

func noNamed(p plain) string {
	return fmt.Sprintf("%s", p)
}

func noWidth(n int) string {
	return fmt.Sprintf("%03d", n)
}

func noFloat(f float64) string {
	return fmt.Sprintf("%v", f)
}

func noError(err error) string {
	return fmt.Sprintf("%v", err)
}

func noShadow(n int) string {
	strconv := "x"
	return fmt.Sprintf("%d%s", n, strconv)
}

func noFormat(format string, n int) string {
	return fmt.Sprintf(format, n)
}

func status() string { return http.StatusText(200) }

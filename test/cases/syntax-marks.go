// Marks: a comment line holds carets under the subject of the line above, then what is said of it:
// KIND COLUMN-BEARING TEXT: the compiler's subject; the place is where `@` of the mark points.
package marks

import (
	"errors"
	"fmt"
	"io"
	"log"
)

var table = map[string]*point{"a": {1, 2}}
//                                 ^^^^^^ @{ expression `&point{...}` function= path=init

type point struct{ x, y int }

type list[T any] struct{ items []T }

func init() { sink = new(int) }
//                   ^^^^^^^^ @( expression `new(int)` function=init path=init

func (l *list[T]) Push(v T) { l.items = append(l.items, v) }
//                                      ^^^^^^^^^^^^^^^^^^ @( expression `append` function=(*list).Push path=normal

func (p point) String() string { return fmt.Sprint(p.x) }
//                                                 ^^^ @. expression `p.x` function=point.String path=normal

func Loop(n int) (all []*point) {
	for i := 0; i < n; i++ {
		all = append(all, &point{x: i})
//		                  ^^^^^^^^^^^^ @& expression `&point{...}` function=Loop path=loop
		if i > 100 {
			panic(fmt.Sprint(i))
//			                 ^ @i expression `i` function=Loop path=panic
		}
		go func() { fmt.Println(i) }()
//		   ^^^^^^ @f expression `func literal` function=Loop path=loop keyword=go
	}
	return all
}

func Range(values []any) {
	for _, v := range append(values, new(int)) {
//	                                 ^^^^^^^^ @( expression `new(int)` function=Range path=normal
		sink = v
	}
}

func Fails(r io.Reader, name string) error {
	buf := make([]byte, 10)
//	^^^ @b name `buf` function=Fails path=normal
	if _, err := r.Read(buf); err != nil {
		return fmt.Errorf("read %s: %w", name, err)
//		                                 ^^^^ @n expression `name` function=Fails path=error
	}
	if name == "" {
		log.Fatalf("no name in %v", name)
//		                            ^^^^ @n expression `name` function=Fails path=panic
	}
	return errors.New("名" + name)
//	                  ^^^^^^^^^^ @+ expression `"名" + name` function=Fails path=error
}

func Literals() (any, func() int) {
	p := &point{
//	     ^^^^^^^ @& expression `&point{...}` function=Literals path=normal
		x: 1,
	}
	return p, func() int { return p.x }
//	          ^^^^^^^^^^ @f expression `func literal` function=Literals path=normal
}

func Convert(b []byte) string { defer done(); return string(b) }
//                                                   ^^^^^^^^^ @b expression `string(b)` function=Convert path=normal

func Boxed(b []byte) any { return string(b) }
//                                ^^^^^^^^^ @s expression `string(b)` function=Boxed path=normal

func Unnamed(*int) *int { return nil }
//                 ^^^^ @* name `~r0` function=Unnamed path=normal

func Spread(c *point) {
	fmt.Println(
//	^^^^^^^^^^^^ @( expression `... argument` function=Spread path=normal
		c.x,
	)
}

func Folded() any { return 64 << 10 }
//                         ^^^^^^^^ @< expression `65536` function=Folded path=normal

func done() {}

var sink any

// Package cases: what an allocation takes. Behind each `want` stands, for every heap verdict of the line from left to right, its
// size in bytes on a 64-bit machine, or `?` where the size is not known at compile time. Each function is run by measure_test.go, and
// what it allocates compared with the size classes of its verdicts.
package cases

import (
	"fmt"
	"io"
	"time"
	. "unicode/utf8"
	unsafe2 "unsafe"
)

type small struct {
	a int32
	b bool
}
type pair struct {
	name string
	next *pair
}
type pairs []*pair
type rows [3]*pair
type flags map[string]bool
type words []string
type text string
type celsius float64
type wide struct {
	bytes [700]byte
}
type linked struct {
	bytes [700]byte
	next  *linked
}
type shape interface{ area() int }

func (s small) area() int         { return int(s.a) }
func (p *pair) method() string    { return p.name }
func (p pair) value(n int) pair   { return pair{name: p.name} }
func (w words) join() (r string)  { return fmt.Sprint(len(w)) } // want 8
func keepAll(values ...any) error { Keep = values; return nil } // want 24

var (
	Keep  any
	Ptr   *pair
	Smol  *small
	Func  func() int
	Chan  = make(chan *pair, 64)
	n     = 700
	zero  = 0
	name  = "n"
	numb  = []int{1, 2, 3}
	items = map[string]*pair{"a": {}} // want ? 24
	Pack  = func() *pair { return &pair{} }() // want 24
)

//go:noinline
func keep(p any) { Keep = p }

//go:noinline
func hold(values ...*pair) { lastPairs = values }

//go:noinline
func count(format string, values ...int32) (int, error) { lastInts = values; return 0, nil }

//go:noinline
func two() (int, string) { return 1, "" }

// ---- variables

func MovedLocal()      { x := pair{}; Ptr = &x }                        // want 24
func MovedVar()        { var x, y pair; Ptr, Keep = &x, &y }            // want 24 24
func MovedGroup()      { var (a = small{}; b = a); Smol, Keep = &b, &a } // want 8 8
func movedParam(x pair) { Ptr = &x }                                    // want 24
func (s small) movedReceiver() { Smol = &s }                            // want 8
func movedResult() (r small)   { Smol = &r; return }                    // want 8
func MovedIf()         { if x := (pair{}); n > 0 { Ptr = &x } }         // want 24
func MovedElseIf()     { if n < 0 { } else if x := (small{}); n > 0 { Smol = &x } } // want 8
func MovedFor()        { for i := 0; i < 1; i++ { keep(&i) } }          // want 8
func MovedRange()      { for _, v := range []pair{{}} { Ptr = &v } }    // want 24
func MovedSwitch()     { switch x := (small{}); { case n > 0: Smol = &x } } // want 8
func MovedTypeSwitch() { switch v := Keep.(type) { default: keep(&v) } } // want 16
func movedInCases()    { switch v := Keep.(type) { case nil, int: keep(&v); case string: keep(&v); default: keep(&v) } } // want 16 16 16
func MovedSelect()     { Chan <- nil; select { case p := <-Chan: keep(&p) } } // want 8
func MovedLabel()      { goto L; L: x := small{}; Smol = &x }           // want 8
func MovedLiteral()    { func(a, b small) { Smol = &b }(small{}, small{}) } // want 8 ?
func MovedShadow()     { x := 1; { x := pair{}; Ptr = &x }; zero = x - 1 }     // want 24

func Parameters() { movedParam(pair{}); small{}.movedReceiver(); movedResult() } // want ? ? ?

// ---- literals, new, make

func Literal()      { Ptr = &pair{name: "a"} }                          // want 24
func Anonymous()    { Keep = &struct{ a, b int32 }{1, 2} }              // want 8
func Array()        { Keep = &[4]pair{} }                               // want 96
func CountedArray() { Keep = &[...]int32{1, 2, 3} }                     // want 12
func KeyedArray()   { Keep = &[...]int32{5: 1} }                        // want 24
func Slice()        { numb = []int{1, 2, n} }                           // want 24
func KeyedSlice()   { numb = []int{4: n} }                              // want 40
func NamedSlice()   { w := words{"a", name}; Func = func() int { return len(w) } } // want 32 32
func SlicePointer() { Keep = &words{"a"} }                              // want 24 16
func Elided()       { w := pairs{{}, {name: "a"}}; Ptr = w[zero] }       // want 24 24
func ElidedArray()  { w := rows{{}, 2: {name: "a"}}; Ptr = w[zero] }     // want 24 24
func ElidedMap()    { w := map[string]*pair{"a": {}}; Ptr = w["a"] }    // want 24
func New()          { Ptr = new(pair) }                                 // want 24
func Make()         { numb = make([]int, 2, 10) }                       // want 80
func MakeNamed()    { w := make(words, 3); w[0] = name; Ptr = &pair{name: w[zero]} } // want 24
func MakeKept()     { keepWords(make(words, 3)) }                       // want 48
func MakeMap()      { keepFlags(make(flags, 3)) }                       // want ?
func MakeSize()     { numb = make([]int, n) }                           // want ?
func Wide()         { Keep = &wide{} }                                  // want 700
func Linked()       { Keep = &linked{} }                                // want 712

var (
	lastWords words
	lastFlags flags
	lastPairs []*pair
	lastInts  []int32
	lastAny   []any
)

//go:noinline
func keepWords(w words) { lastWords = w }

//go:noinline
func keepFlags(f flags) { lastFlags = f }

// ---- put in an interface

func Box()           { keep(n) }                                        // want 8
func BoxString()     { keep(name) }                                     // want 16
func BoxStruct()     { keep(pair{name: name}) }                         // want 24
func BoxSlice()      { keep(numb) }                                     // want 24
func BoxPart()       { keep(numb[1:]) }                                 // want 24
func BoxField()      { keep(Ptr.name) }                                 // want 16
func BoxElement()    { keep(numb[zero] + 300) }                          // want 8
func BoxSum()        { keep(n*1000 + 1) }                               // want 8
func BoxResult()     { keep(time.Unix(int64(n), 0)) }                   // want 24
func BoxMethod()     { keep(Ptr.value(n)) }                             // want 24
func BoxConversion() { keep(celsius(n * 1000)) }                        // want 8
func BoxInterface()  { keep(shape(small{a: int32(n)})) }                // want 8
func BoxRunes()      { keep(RuneCountInString(name) + 1000) }           // want 8
func BoxAssertion()  { Keep = small{a: int32(n)}; keep(Keep.(small)) }  // want 8 8
func BoxHead()       { if keep(n * 1000); n > 0 { } }                   // want 8
func BoxCondition()  { if x := n; fmt.Sprint(x*1000) == "" { } }        // want 8
func BoxCase()       { switch { case fmt.Sprint(n*1000) == "": } }      // want 8
func Joined()        { name = name[:1] + fmt.Sprint() }                 // want ?
func JoinedBoxed()   { keep(name + "x") }                               // want ?
func Bytes()         { keep([]byte(name)) }                             // want ? ?
func Text()          { name = string([]byte{byte(n)}) }                 // want ?
func NamedText()     { keep(text(name)) }                               // want 16
func NamedWords()    { keep(words(lastWords)) }                         // want 24
func MethodValue()   { keepMethod(Ptr.method) }                         // want ?

//go:noinline
func keepMethod(f func() string) { Keep = f }

// ---- variadic arguments

func Variadic()       { hold(&pair{}, nil, &pair{}) }                   // want 24 24 24
func VariadicInts()   { count("a", 1, 2, 3) }                           // want 12
func VariadicPrint()  { log(io.Discard, "a", n*1000, name) }            // want 32 8 16
func VariadicMethod() { out.Printf("%d", n*1000) }                      // want 16 8
func VariadicOther()  { keepPair(two()) }                               // want ?

//go:noinline
func log(w io.Writer, format string, values ...any) (int, error) { lastAny = values; return 0, nil }

//go:noinline
func keepPair(a int, b ...string) { lastWords = b }

type printer struct{ n int }

var out = &printer{}

//go:noinline
func (p *printer) Printf(format string, values ...any) { lastAny = values }

// ---- function literals

func ClosureValue()  { x := n; Func = func() int { return x } }         // want 16
func ClosureRef()    { x := n; Func = func() int { x++; return x } }    // want 8 16
func ClosureTwo()    { x, y := n, name; Func = func() int { return x + len(y) } } // want 32
func ClosureBits()   { x, y := n > 0, n < 0; Func = func() int { if x && y { return 1 }; return 0 } } // want ?
func ClosureNested() { x := n; Func = func() int { return func() int { Func = nil; return x }() } } // want 16

func ClosureDeep()   { x := name; makeFunc(func() func() int { y := n; return func() int { return len(x) + y } }) } // want 24 32

var maker func() func() int

//go:noinline
func makeFunc(f func() func() int) { maker, Func = f, f() }

// ---- generic: a size for each instance

func Generic() { generic(n); generic(name) }

//go:noinline
func generic[T any](v T) { Keep = &v } // want ?

var _ = unsafe2.Sizeof(n)

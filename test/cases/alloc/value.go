package alloc

import (
	"fmt"
	"strings"
	"sync"
)

type tally struct {
	names []string
	first [2]byte
	self  *tally
	part  *byte
	n     int
}

func (c *tally) add(name string) { c.names = append(c.names, name); c.n++ }
func (c tally) sum() int         { return c.n + len(c.names) }

func (c *tally) twice() *tally {
	c.n *= 2
	return c
}

// newTally is called here, in value_use.go, and in the test.
func newTally(names ...string) *tally {
	c := &tally{n: 1}
	for _, name := range names {
		c.add(fmt.Sprint(name, c.n))
	}
	fill(c)
	return c
}

func fill(c *tally) { c.first[0] = 'f' }

func countedTwice(names []string) int {
	c := newTally(names...)
	c.twice().n++
	other := *c
	other.add("only there")
	return c.n + other.n + newTally("x").sum()
}

func newByLiteral(s string) *tally {
	if s == "" {
		return new(tally)
	}
	names := strings.Fields(s)
	fmt.Sscan(s, &names[0])
	return &tally{names: names, n: len(names)}
}

func wordsIn(s string) int {
	c := newByLiteral(s)
	return c.sum()
}

func noStored(s string) func() int {
	c := newStored(s)
	return c.sum
}

func newStored(s string) *tally {
	c := &tally{}
	fmt.Sscan(s, &c.n)
	return c
}

func newKept(s string) *tally {
	c := &tally{}
	fmt.Sscan(s, &c.n)
	return c
}

func noKeptIn(s string, m map[string]*tally) int {
	c := newKept(s)
	m[s] = c
	return c.n
}

func newOfItself(s string) *tally {
	c := &tally{n: len(fmt.Sprint(s))}
	c.part = &c.first[1]
	return c
}

func noOfItself(s string) byte {
	c := newOfItself(s)
	c.first[1] = 7
	return *c.part
}

func newDeferred(s string) *tally {
	c := &tally{}
	defer c.add(s)
	return c
}

func noDeferredFill(s string) int { return newDeferred(fmt.Sprint(s)).n }

func newAlias(s string) *tally {
	c := &tally{}
	fmt.Sscan(s, &c.n)
	return c
}

func noAlias(s string) int {
	c := newAlias(s)
	d := c
	d.n++
	return c.n
}

func newCompared(s string) *tally {
	c := &tally{}
	fmt.Sscan(s, &c.n)
	return c
}

func noCompared(s string) bool {
	c := newCompared(s)
	return c != nil && c.n > 0
}

type locked struct {
	inner struct{ mu sync.Mutex }
	n     int
}

func newLocked(s string) *locked {
	l := &locked{}
	fmt.Sscan(s, &l.n)
	return l
}

func noLocked(s string) int {
	l := newLocked(s)
	l.inner.mu.Lock()
	defer l.inner.mu.Unlock()
	return l.n
}

type large [17]int

func newLarge(s string) *large {
	l := &large{}
	fmt.Sscan(s, &(*l)[0])
	return l
}

func noLarge(s string) int {
	l := newLarge(s)
	return (*l)[0]
}

func newInlined(n int) *tally { return &tally{n: n} }

func noInlined(n int) int {
	c := newInlined(n)
	return c.n
}

type written struct{ b strings.Builder }

func newWritten(s string) *written {
	w := &written{}
	fmt.Fprint(&w.b, s)
	return w
}

func noWritten(s string) string {
	w := newWritten(s)
	w.b.WriteString("!")
	return w.b.String()
}

var made = newFunction

func newFunction(s string) *tally {
	c := &tally{}
	fmt.Sscan(s, &c.n)
	return c
}

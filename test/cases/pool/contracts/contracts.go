// What is only borrowed, by contract or by its own methods, and what looks like it.
package contracts

import (
	"bufio"
	"bytes"
	"encoding/json"
	"fmt"
	"io"
	"regexp"
	"sort"
	"text/template"
)

type ids []int

func (x ids) Len() int           { return len(x) }
func (x ids) Less(i, j int) bool { return x[i] < x[j] }
func (x ids) Swap(i, j int)      { x[i], x[j] = x[j], x[i] }

type bad []int

var kept bad

func (x bad) Len() int           { kept = x; return len(x) }
func (x bad) Less(i, j int) bool { return x[i] < x[j] }
func (x bad) Swap(i, j int)      { x[i], x[j] = x[j], x[i] }

func Sorted(n int) int {
	x := make([]int, n)
	sort.Sort(ids(x))
	return x[0]
}

func SortedBad(n int) int {
	x := make([]int, n)
	sort.Sort(bad(x))
	return x[0]
}

func Started(w io.Writer, n int) int {
	x := make([]byte, n)
	go w.Write(x)
	return len(x)
}

func StartedCoder(v any) int {
	x := new(bytes.Buffer)
	go json.NewEncoder(x).Encode(v)
	return x.Len()
}

func StartedCoder2(v any) int {
	x := new(bytes.Buffer)
	enc := json.NewEncoder(x)
	go func() { enc.Encode(v) }()
	return x.Len()
}

func Coder(v any) (string, error) {
	x := new(bytes.Buffer)
	enc := json.NewEncoder(x)
	enc.SetIndent("", " ")
	err := enc.Encode(v)
	return x.String(), err
}

func Printed(w io.Writer, n int) {
	x := make([]byte, n)
	fmt.Fprintf(w, "%x", x)
}

type Log struct{ p []byte }

func (l *Log) Write(p []byte) (int, error) { l.p = p; return 0, nil }

func Concrete(l *Log, n int) {
	x := make([]byte, n)
	l.Write(x)
}

func Held(n int) func() int {
	x := make([]int, 0, n)
	f := func() int { return len(x) }
	x = append(x, 1)
	return f
}

func Iface(n int) any {
	x := make([]any, n)
	return x
}

type own struct{ b []byte }

func (o *own) Read(p []byte) (int, error) { leak = o; return 0, nil }

var leak *own

func Copied(w io.Writer, n int) {
	x := make([]byte, n)
	io.Copy(w, &own{x})
}

func Addr(n int) int {
	x := make([]int, n)
	y := x
	y[0] = 1
	z := append(y, 3)
	return len(z)
}

func Buffered(w *bufio.Writer, n int) {
	x := make([]byte, n)
	w.Write(x)
}

func Matched(re *regexp.Regexp, n int) bool {
	x := make([]byte, n)
	return re.Match(x)
}

func Executed(page *template.Template) string {
	x := new(bytes.Buffer)
	page.Execute(x, 1)
	return x.String()
}

func Wrapped(w io.Writer) {
	x := new(bytes.Buffer)
	x.WriteString("x")
	io.Copy(w, io.LimitReader(x, 3))
}

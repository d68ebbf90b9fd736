package alloc

import (
	"bytes"
	"fmt"
	"io"
	"regexp"
)

type point struct {
	x, y int
	next *point
}

type reader interface{ read(*point) int }

var global *point

func show(w io.Writer, p *point) { fmt.Fprintln(w, p) }

func buffers(w io.Writer, words []string) error {
	for _, word := range words {
		var b bytes.Buffer
		b.WriteString(word)
		b.WriteByte('\n')
		if _, err := w.Write(b.Bytes()); err != nil {
			return err
		}
	}
	return nil
}

func lines(words []string) []string {
	out := make([]string, 0, len(words))
	// One buffer for each word.
	for _, word := range words {
		b := new(bytes.Buffer)
		fmt.Fprintf(b, "%q", word)
		out = append(out, b.String())
	}
	return out
}

func scratch(r io.Reader, n, size int) (int, error) {
	total := 0
	for i := 0; i < n; i++ {
		b := make([]byte, size)
		m, err := r.Read(b)
		if err != nil {
			break
		}
		total += m
	}
	return total, nil
}

func appended(w io.Writer, words []string) {
	for _, word := range words {
		b := make([]byte, 0, 64)
		b = append(b, word...)
		b = append(b, '\n')
		w.Write(b)
	}
}

func structs(rs []reader) int {
	total := 0
	for i, r := range rs {
		p := &point{x: i, y: 1}
		if i == 7 {
			continue
		}
		total += r.read(p)
	}
	return total
}

func pattern(words []string) int {
	n := 0
	for _, word := range words {
		re := regexp.MustCompile(`^a+$`)
		if re.MatchString(word) {
			n++
		}
	}
	return n
}

func noKept(rs []reader) *point {
	var last *point
	for i := range rs {
		p := &point{x: i}
		show(io.Discard, p)
		last = p
	}
	return last
}

func noBytesKept(words []string) [][]byte {
	var out [][]byte
	for _, word := range words {
		b := new(bytes.Buffer)
		b.WriteString(word)
		out = append(out, b.Bytes())
	}
	return out
}

func noReturned(n int) *point {
	for i := 0; i < n; i++ {
		p := &point{x: i}
		if i == 3 {
			return p
		}
	}
	return nil
}

func noGlobal(n int) {
	for i := 0; i < n; i++ {
		p := new(point)
		global = p
	}
}

func noGoroutine(n int, done chan int) {
	for i := 0; i < n; i++ {
		p := &point{x: i}
		go func() { done <- p.x }()
	}
}

func noDeferred(n int) {
	for i := 0; i < n; i++ {
		p := &point{x: i}
		defer show(io.Discard, p)
	}
}

func noLinked(n int) int {
	var head *point
	for i := 0; i < n; i++ {
		p := new(point)
		p.next = head
		head = p
	}
	return n
}

func noSize(w io.Writer, sizes []int) {
	for _, size := range sizes {
		b := make([]byte, size)
		w.Write(b)
	}
}

func noNameInside(w io.Writer, words []string) {
	b := 1
	for _, word := range words {
		b := new(bytes.Buffer)
		b.WriteString(word)
		w.Write(b.Bytes())
	}
	_ = b
}

// What there is room for is zero in a new one.
func noRoomSeen(w io.Writer, numbers []byte) int {
	total := 0
	for _, n := range numbers {
		b := make([]byte, 0, 64)
		total += int(b[:1][0])
		b = append(b, n)
		total += len(b)
		w.Write(b)
	}
	return total
}

// Two that are appended to one: in a new one there is no room for both.
func noTwoInOne(w io.Writer, words []string) {
	for _, word := range words {
		b := make([]byte, 0, 4)
		b = append(b, word...)
		x := append(b, 'x')
		y := append(b, 'y')
		w.Write(x)
		w.Write(y)
	}
}

var prefix = []byte("p")

func noOtherBefore(w io.Writer, n int) {
	for i := 0; i < n; i++ {
		w.Write(prefix)
		prefix := make([]byte, 0, 64)
		prefix = append(prefix, 'q')
		w.Write(prefix)
	}
}

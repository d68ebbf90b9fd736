package alloc

import (
	"bufio"
	"bytes"
	"io"
)

type custom struct{ bytes.Buffer }

func (*custom) Write(p []byte) (int, error)       { return 1, nil }
func (*custom) WriteString(s string) (int, error) { return 2, nil }

func buffered(w *bufio.Writer, s string) (int, error) {
	return w.Write([]byte(s))
}

func noCustom(c *custom, s string) (int, error) {
	return c.Write([]byte(s))
}

func noInterface(w io.Writer, s string) (int, error) {
	return w.Write([]byte(s))
}

func noEscape(b *bytes.Buffer, s string) {
	b.Write([]byte(s))
}

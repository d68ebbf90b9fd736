// outcome: offer. Constructors of bytes.Buffer that begin empty, with room, or with a string, which is copied.
package poolcases

import (
	"bytes"
	"fmt"
	"io"
)

func Fields(w io.Writer, names []string) error {
	buf := bytes.NewBuffer(nil) // want: offer
	for i, n := range names {
		fmt.Fprintf(buf, "%d=%s;", i, n)
	}
	_, err := w.Write(buf.Bytes())
	return err
}

func Quoted(s string, room int) string {
	buf := bytes.NewBuffer(make([]byte, 0, room+2)) // want: offer
	fmt.Fprintf(buf, "%q", s)
	return buf.String()
}

func Prefixed(prefix, s string) string {
	buf := bytes.NewBufferString(prefix) // want: offer
	fmt.Fprintf(buf, "/%s", s)
	return buf.String()
}

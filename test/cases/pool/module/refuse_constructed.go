// outcome: refuse. What has no reset, begins with memory of others, or gives its own away.
package poolcases

import (
	"bufio"
	"bytes"
	"encoding/json"
	"fmt"
	"io"
	"net/http"
	"time"
)

func Given(w io.Writer, p []byte) {
	buf := bytes.NewBuffer(p) // want: refuse
	fmt.Fprint(buf, 1)
	buf.WriteTo(w)
}

func Body(url, s string) (*http.Response, error) {
	body := bytes.NewBufferString(s) // want: refuse
	return http.Post(url, "text/plain", body)
}

func Peeked(r io.Reader) []byte {
	br := bufio.NewReader(r) // want: refuse
	p, _ := br.Peek(3)
	return p
}

func Chained(next func() io.Reader) (string, error) {
	br := bufio.NewReader(next()) // want: refuse
	return br.ReadString('\n')
}

func Room(w io.Writer, n int64) {
	buf := bytes.NewBuffer(make([]byte, 0, n)) // want: refuse
	fmt.Fprint(buf, n)
	buf.WriteTo(w)
}

func Encoder(w io.Writer) any {
	enc := json.NewEncoder(w) // want: refuse
	return enc
}

func Scanned(r io.Reader, all map[string]*bufio.Scanner) {
	sc := bufio.NewScanner(r) // want: refuse
	all["x"] = sc
}

func Waits(d time.Duration) <-chan time.Time {
	timer := time.NewTimer(d) // want: none
	return timer.C
}

func Sized(w io.Writer, n int) error {
	bw := bufio.NewWriterSize(w, n) // want: refuse
	fmt.Fprint(bw, n)
	return bw.Flush()
}

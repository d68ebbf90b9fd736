// outcome: offer. bufio.NewReader(r) answers with r where that is a bufio.Reader already: what it has buffered must not be lost. A file or a
// connection is none, which the type checker knows.
package poolcases

import (
	"bufio"
	"io"
	"net"
	"strings"
)

func FirstLine(r io.Reader) (string, error) {
	br := bufio.NewReader(r) // want: offer
	return br.ReadString('\n')
}

const lineRoom = 64 << 10

func Answer(c net.Conn) (string, error) {
	br := bufio.NewReaderSize(c, lineRoom) // want: offer
	line, err := br.ReadString('\n')
	if err != nil {
		return "", err
	}
	return strings.TrimSpace(line), nil
}

func WriteLines(w io.Writer, lines []string) (err error) {
	bw := bufio.NewWriter(w) // want: offer
	defer func() {
		if e := bw.Flush(); err == nil {
			err = e
		}
	}()
	for _, line := range lines {
		if _, err := bw.WriteString(line); err != nil {
			return err
		}
		if err := bw.WriteByte('\n'); err != nil {
			return err
		}
	}
	return nil
}

// outcome: offer. A hash that is given away as an io.Writer goes to the heap; one that is used directly does not.
package poolcases

import (
	"crypto/sha256"
	"fmt"
	"io"
	"text/tabwriter"
)

func Sum(r io.Reader) (string, error) {
	h := sha256.New() // want: offer
	if _, err := io.Copy(h, r); err != nil {
		return "", err
	}
	return fmt.Sprintf("%x", h.Sum(nil)), nil
}

func SumDirectly(p []byte) string {
	h := sha256.New() // want: none
	h.Write(p)
	return fmt.Sprintf("%x", h.Sum(nil))
}

func Table(w io.Writer, rows [][2]string) error {
	tw := tabwriter.NewWriter(w, 0, 8, 1, ' ', 0) // want: offer
	for _, row := range rows {
		fmt.Fprintf(tw, "%s\t%s\n", row[0], row[1])
	}
	return tw.Flush()
}

// As offer_test.go: what the offers of offer_constructed_*.go must keep.
package poolcases

import (
	"bufio"
	"bytes"
	"compress/flate"
	"compress/gzip"
	"compress/zlib"
	"crypto/sha256"
	"errors"
	"fmt"
	"io"
	"net"
	"strings"
	"testing"
	"text/tabwriter"
)

// text is long for a few inputs, and of another length for each.
func text(i int) string { return strings.Repeat(fmt.Sprintf("line %d ", i), 1+(i%7)*40) }

func TestBuffers(t *testing.T) {
	twice(t, func(i int) string { return strings.Repeat("0=a;", i%2) + strings.Repeat("0=b;1=c;", (i+1)%2) }, func(i int) string {
		var out bytes.Buffer
		names := []string{"a"}
		if i%2 == 0 {
			names = []string{"b", "c"}
		}
		if err := Fields(&out, names); err != nil {
			return err.Error()
		}
		return out.String()
	})
	twice(t, func(i int) string { return fmt.Sprintf("%q", text(i)) }, func(i int) string { return Quoted(text(i), i) })
	twice(t, func(i int) string { return text(i) + "/x" }, func(i int) string { return Prefixed(text(i), "x") })
	func() {
		defer func() {
			if recover() == nil {
				t.Error("negative room must still panic")
			}
		}()
		Quoted("x", -3)
	}()
}

func TestBufferedReaders(t *testing.T) {
	twice(t, func(i int) string { return text(i) + "\n" }, func(i int) string {
		s, err := FirstLine(strings.NewReader(text(i) + "\nsecond"))
		if err != nil {
			return err.Error()
		}
		return s
	})
	// What a bufio.Reader has read ahead stays in it.
	twice(t, func(i int) string { return "first\nsecond\nthird\n" }, func(i int) string {
		br := bufio.NewReaderSize(strings.NewReader("first\nsecond\nthird\n"), 4096+i)
		got := ""
		for k := 0; k < 3; k++ {
			s, err := FirstLine(br)
			if err != nil {
				return err.Error()
			}
			got += s
		}
		return got
	})
	if _, err := FirstLine(strings.NewReader("no end")); err != io.EOF {
		t.Errorf("got %v", err)
	}
	for i := 0; i < 20; i++ {
		client, server := net.Pipe()
		go func() {
			fmt.Fprintf(server, "%s\n", text(i))
			server.Close()
		}()
		if s, err := Answer(client); err != nil || s != strings.TrimSpace(text(i)) {
			t.Fatalf("got %q, %v", s, err)
		}
		client.Close()
		if _, err := Answer(client); err == nil {
			t.Fatal("the error of a closed connection is lost")
		}
	}
}

type broken struct{}

func (broken) Write(p []byte) (int, error) { return 0, errors.New("broken") }

func TestBufferedWriters(t *testing.T) {
	twice(t, func(i int) string { return text(i) + "\n" + text(i+1) + "\n" }, func(i int) string {
		if i%5 == 0 && WriteLines(broken{}, []string{text(i)}) == nil {
			return "the error is lost"
		}
		var out bytes.Buffer
		if err := WriteLines(&out, []string{text(i), text(i + 1)}); err != nil {
			return err.Error()
		}
		return out.String()
	})
	// Flush of a writer that is one already flushes it.
	twice(t, func(i int) string { return text(i) + "\n" }, func(i int) string {
		var out bytes.Buffer
		bw := bufio.NewWriter(&out)
		if err := WriteLines(bw, []string{text(i)}); err != nil {
			return err.Error()
		}
		return out.String()
	})
}

func TestCompressors(t *testing.T) {
	unpacked := func(r io.Reader, err error) string {
		if err != nil {
			return err.Error()
		}
		p, err := io.ReadAll(r)
		if err != nil {
			return err.Error()
		}
		return string(p)
	}
	twice(t, text, func(i int) string {
		var out bytes.Buffer
		if i%5 == 0 && Pack(broken{}, "lost", []byte(text(i))) == nil {
			return "the error is lost"
		}
		if err := Pack(&out, fmt.Sprint("n", i), []byte(text(i))); err != nil {
			return err.Error()
		}
		zr, err := gzip.NewReader(&out)
		if err != nil || zr.Name != fmt.Sprint("n", i) {
			return "the name is another"
		}
		return unpacked(zr, nil)
	})
	twice(t, text, func(i int) string {
		var out bytes.Buffer
		if err := PackFast(&out, []byte(text(i))); err != nil {
			return err.Error()
		}
		zr, err := gzip.NewReader(&out)
		if err == nil && zr.Name != "" {
			return "there is a name"
		}
		return unpacked(zr, err)
	})
	twice(t, text, func(i int) string {
		var out bytes.Buffer
		if err := Deflate(&out, []byte(text(i))); err != nil {
			return err.Error()
		}
		return unpacked(flate.NewReader(&out), nil)
	})
	twice(t, text, func(i int) string {
		var out bytes.Buffer
		if _, err := Zip(&out, []byte(text(i))); err != nil {
			return err.Error()
		}
		return unpacked(zlib.NewReader(&out))
	})
	twice(t, func(i int) string { return fmt.Sprintf("n%d:%s", i, text(i)) }, func(i int) string {
		var out bytes.Buffer
		zw := gzip.NewWriter(&out)
		zw.Name = fmt.Sprint("n", i)
		io.WriteString(zw, text(i))
		zw.Close()
		if i%3 == 0 {
			if _, err := Unpack(strings.NewReader("no header at all")); err != gzip.ErrHeader {
				return fmt.Sprint(err)
			}
		}
		if i%5 == 0 {
			if _, err := Unpack(bytes.NewReader(out.Bytes()[:out.Len()-5])); err != io.ErrUnexpectedEOF {
				return fmt.Sprint(err)
			}
		}
		s, err := Unpack(&out)
		if err != nil {
			return err.Error()
		}
		return s
	})
}

func TestHashes(t *testing.T) {
	twice(t, func(i int) string { return fmt.Sprintf("%x", sha256.Sum256([]byte(text(i)))) }, func(i int) string {
		s, err := Sum(strings.NewReader(text(i)))
		if err != nil {
			return err.Error()
		}
		return s
	})
	if _, err := Sum(iotest{}); err == nil {
		t.Error("the reader's error is lost")
	}
	rows := func(i int) [][2]string { return [][2]string{{strings.Repeat("k", i%9), "v"}, {"longer key", "w"}} }
	twice(t, func(i int) string {
		var out bytes.Buffer
		tw := tabwriter.NewWriter(&out, 0, 8, 1, ' ', 0)
		for _, row := range rows(i) {
			fmt.Fprintf(tw, "%s\t%s\n", row[0], row[1])
		}
		tw.Flush()
		return out.String()
	}, func(i int) string {
		var out bytes.Buffer
		if i%4 == 0 && Table(broken{}, rows(i)) == nil {
			return "the error is lost"
		}
		if err := Table(&out, rows(i)); err != nil {
			return err.Error()
		}
		return out.String()
	})
}

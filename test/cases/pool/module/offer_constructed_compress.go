// outcome: offer. Compressors are large, and made in code that is not inlined: the compiler says nothing of the line. The error of a valid level is
// always nil; that of a reader is its Reset's.
package poolcases

import (
	"compress/flate"
	"compress/gzip"
	"compress/zlib"
	"io"
)

func Pack(w io.Writer, name string, p []byte) error {
	zw := gzip.NewWriter(w) // want: offer
	zw.Name = name
	if _, err := zw.Write(p); err != nil {
		return err
	}
	return zw.Close()
}

func PackFast(w io.Writer, p []byte) error {
	zw, err := gzip.NewWriterLevel(w, gzip.BestSpeed) // want: offer
	if err != nil {
		return err
	}
	defer zw.Close()
	_, err = zw.Write(p)
	return err
}

func Deflate(w io.Writer, p []byte) error {
	fw, _ := flate.NewWriter(w, -1) // want: offer
	_, err := fw.Write(p)
	if e := fw.Close(); err == nil {
		err = e
	}
	return err
}

func Zip(w io.Writer, p []byte) (int, error) {
	zw := zlib.NewWriter(w) // want: offer
	defer zw.Close()
	return zw.Write(p)
}

func Unpack(r io.Reader) (string, error) {
	zr, err := gzip.NewReader(r) // want: offer
	if err != nil {
		return "", err
	}
	defer zr.Close()
	p, err := io.ReadAll(zr)
	return zr.Name + ":" + string(p), err
}

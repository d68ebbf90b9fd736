// want inside: confirm (output-order).
// want outside: confirm (output-order).
// want shown: safe.
// want single: safe.
// want hidden: safe.
// want kept: confirm (gob-bytes).
// want own: safe.
// want keyed: confirm (output-order).
// want decoded: safe.
// want ignored: safe.
// want other: safe.
// want streamed: confirm (output-order).
// want registered: confirm (gob-bytes).
// want embedding: confirm (output-order).
// want spread: confirm (output-order).
// want commented: confirm (output-order).

// Package encode writes values with encoders.
package encode

import (
	"encoding/gob"
	"encoding/json"
	"encoding/xml"
	"fmt"
	"io"
)

type inside struct {
	A bool
	N int64
	B bool
}

type outside struct {
	On   bool
	In   []*inside
	Down bool
}

func put(o map[string]outside) ([]byte, error) { return json.Marshal(o) }

// shown writes itself.
type shown struct {
	A bool
	N int64
	B bool
}

func (s shown) MarshalJSON() ([]byte, error) { return nil, nil }

// single has one field that an encoder sees.
type single struct {
	N int64
	a bool
	b bool
}

// hidden is only in a field that no encoder sees.
type hidden struct {
	A bool
	N int64
	B bool
}

type holder struct {
	h hidden
}

func more() {
	json.Marshal(shown{})
	json.Marshal(&single{})
	json.MarshalIndent(holder{}, "", "")
}

type kept struct {
	A bool
	N int64
	B bool
}

func save(w io.Writer, k []kept) error {
	enc := gob.NewEncoder(w)
	return enc.Encode(k)
}

// own has an Encode of its own, which is no encoder's.
type own struct {
	A bool
	N int64
	B bool
}

type sink struct{}

func (sink) Encode(any) {}

func give(s sink) { s.Encode(own{}) }

type keyed struct {
	A bool  `yaml:"a"`
	N int64 `yaml:"n"`
	B bool  `yaml:"b"`
}

// decoded is only read.
type decoded struct {
	A bool
	N int64
	B bool
}

func get(b []byte) (d decoded, err error) { return d, json.Unmarshal(b, &d) }

// ignored has one field that is written.
type ignored struct {
	A bool  `json:"-"`
	N int64 `json:"n"`
	B bool  `json:"-"`
}

// other has tags of no encoder.
type other struct {
	A bool  `k:"a"`
	N int64 `k:"n"`
	B bool  `k:"b"`
}

type streamed struct {
	A bool
	N int64
	B bool
}

type server struct{ enc *xml.Encoder }

func (s *server) send(v *streamed) error { return s.enc.Encode(v) }

type registered struct {
	A bool
	N int64
	B bool
}

func init() { gob.Register(registered{}) }

type embedding struct {
	N int64
	embedded
	b bool
}

type embedded struct{ A bool }

var _, _ = json.Marshal(embedding{})

type spread struct {
	A bool
	N int64
	B bool
}

func all(s ...spread) string { return fmt.Sprint(any(nil), s) }

type commented struct {
	A bool
	N int64
	B bool
}

func multi(w io.Writer, c commented) error {
	return json. // the encoder
			NewEncoder(w). // goes on
			Encode(struct{ In commented }{c})
}

package alloc

import (
	"bufio"
	"bytes"
	"errors"
	"reflect"
	"sort"
	"strings"
	"sync/atomic"
	"testing"
)

func is(t *testing.T, got, want any) {
	t.Helper()
	if !reflect.DeepEqual(got, want) {
		t.Errorf("got %#v, want %#v", got, want)
	}
}

func TestPreallocate(t *testing.T) {
	is(t, lengths(nil), []int{})
	is(t, lengths([]string{"a", "bc"}), []int{1, 2})
	is(t, staysNil(nil), []int(nil))
	is(t, staysNil([]string{"a", "bc"}), []int{1, 2})
	is(t, ofNamedType(list{"a", "b"}), []string{"a", "b"})
	is(t, ofField(&box{[]string{"a"}}), []string{"A"})
	is(t, ofMap(nil), []string(nil))
	keys := ofMap(map[string]int{"b": 1, "a": 2})
	sort.Strings(keys)
	is(t, keys, []string{"a", "b"})
	is(t, toMap([]string{"a", "b"}), map[string]int{"a": 0, "b": 1})
	out, ok := leavesTheFunction([]string{"a", ""})
	is(t, out, []int(nil))
	is(t, ok, false)
	is(t, noRunes("äö"), []rune("äö"))
}

func TestSprintf(t *testing.T) {
	is(t, key("n", -3), "n--3")
	is(t, kinds(200, -255, true, 7, "a\"b"), "a=200 b=-ff c=true d=7 s=\"a\\\"b\" 100%\n")
	is(t, raw("x"), `<a href="x">`)
	is(t, partOf(41), "4")
	is(t, only(-5), "-5")
	is(t, sum("a", "b"), "ab")
	is(t, among(nil, 3), []string{"3!", "end"})
	is(t, noStringer(3), "level")
	is(t, noError(errors.New("e")), "e")
	is(t, onlyUse(3), "n3")
	is(t, status(), "OK")
}

type adder struct{}

func (adder) read(p *point) int {
	n := p.x + p.y
	p.x, p.y, p.next = 99, 99, p
	return n
}

func TestHoist(t *testing.T) {
	var b bytes.Buffer
	is(t, buffers(&b, []string{"long word", "a"}), nil)
	is(t, b.String(), "long word\na\n")
	is(t, lines([]string{"long word", "a"}), []string{`"long word"`, `"a"`})
	n, err := scratch(strings.NewReader("12345"), 9, 2)
	is(t, n, 5)
	is(t, err, nil)
	b.Reset()
	appended(&b, []string{"long word", "a"})
	is(t, b.String(), "long word\na\n")
	is(t, structs([]reader{adder{}, adder{}, adder{}}), 6)
	is(t, pattern([]string{"aa", "b"}), 1)
	is(t, noKept([]reader{adder{}, adder{}}).x, 1)
	is(t, noBytesKept([]string{"a", "b"}), [][]byte{[]byte("a"), []byte("b")})
	is(t, noReturned(5).x, 3)
	is(t, noLinked(3), 3)
	is(t, noRoomSeen(&b, []byte{5, 6}), 2)
	b.Reset()
	noTwoInOne(&b, []string{"long word", "abcd"})
	is(t, b.String(), "long wordylong wordyabcdxabcdy")
	b.Reset()
	noOtherBefore(&b, 2)
	is(t, b.String(), "pqpq")
}

func TestBound(t *testing.T) {
	words := make([]string, 1000)
	var n int32
	each(words, func(string) { atomic.AddInt32(&n, 1) })
	is(t, n, int32(1000))
}

func TestWrite(t *testing.T) {
	var b bytes.Buffer
	w := bufio.NewWriter(&b)
	n, err := buffered(w, "abc")
	is(t, n, 3)
	is(t, err, nil)
	is(t, w.Flush(), nil)
	is(t, b.String(), "abc")
	n, _ = noCustom(&custom{}, "abc")
	is(t, n, 1)
}

func TestValue(t *testing.T) {
	is(t, countedTwice([]string{"a"}), 14)
	is(t, wordsIn("ab cd"), 4)
	is(t, newTally("a").n, 2)
	is(t, first(), byte('f'+'n'))
	is(t, onlyFirst(), byte('f'))
	is(t, noStored("3")(), 3)
	m := map[string]*tally{}
	is(t, noKeptIn("3", m), 3)
	is(t, m["3"].n, 3)
	is(t, noOfItself("a"), byte(7))
	is(t, noDeferredFill("a"), 1)
	is(t, noAlias("3"), 4)
	is(t, noCompared("3"), true)
	is(t, noLocked("3"), 3)
	is(t, noLarge("3"), 3)
	is(t, noInlined(3), 3)
	is(t, noWritten("3"), "3!")
	is(t, made("3").n, 3)
	is(t, newElsewhere("s").n, 2)
}

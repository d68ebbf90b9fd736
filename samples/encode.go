package quotes

import (
	"fmt"
	"io"
	"strconv"
)

// Topic: interfaces. What goes into an interface is boxed; what goes to a method called through one may be kept.
//
// 主题：接口。放进接口的值会被装箱；传给接口方法的值可能被保存下来。

// Describe boxes both numbers: fmt takes its arguments as interfaces.
//
// 两个数字都被装箱：fmt 的参数是接口。
func Describe(q Quote) string {
	return fmt.Sprintf("%s %d/%d", q.Symbol, q.Bid, q.Ask)
}

// Append writes into the caller's bytes. Nothing is boxed, and the caller decides where the bytes live.
//
// 写进调用者给的字节切片：没有装箱，内存放在哪里由调用者决定。
func Append(to []byte, q Quote) []byte {
	to = append(to, q.Symbol...)
	to = append(to, ' ')
	to = strconv.AppendInt(to, q.Bid, 10)
	to = append(to, '/')
	return strconv.AppendInt(to, q.Ask, 10)
}

// Write hands a slice of its buffer to an unknown io.Writer, which might keep it: the buffer is moved to the heap.
//
// 把缓冲区交给未知的 io.Writer，它可能保存这个切片：缓冲区被移到堆上。
func Write(w io.Writer, q Quote) error {
	var buffer [64]byte
	_, err := w.Write(Append(buffer[:0], q))
	return err
}

// Encoder keeps its buffer, so it is allocated once and not with every quote.
//
// 编码器保留自己的缓冲区：只分配一次，而不是每个报价一次。
type Encoder struct {
	w      io.Writer
	buffer []byte
}

// NewEncoder allocates the encoder itself, once.
//
// 只有编码器自己分配一次。
func NewEncoder(w io.Writer) *Encoder {
	return &Encoder{w: w}
}

// Encode writes one quote and reuses the bytes of the one before.
//
// 写出一个报价，复用上一个报价的字节。
func (e *Encoder) Encode(q Quote) error {
	e.buffer = Append(e.buffer[:0], q)
	_, err := e.w.Write(e.buffer)
	return err
}

// Pricer gives a price for a quote.
//
// 为报价定价。
type Pricer interface {
	Price(q *Quote) int64
}

// PriceAny calls a method that is not known at compile time: the compiler must assume that the pointer is kept.
//
// 通过接口调用的方法在编译时未知，编译器只能假定指针会被保存。
func PriceAny(p Pricer, bid, ask int64) int64 {
	quote := Quote{Bid: bid, Ask: ask}
	return p.Price(&quote)
}

// Middle is a Pricer.
type Middle struct{}

// Price implements Pricer.
func (Middle) Price(q *Quote) int64 { return (q.Bid + q.Ask) / 2 }

// PriceMiddle calls a method that is known: the quote stays on the stack.
//
// 调用的方法已知：报价留在栈上。
func PriceMiddle(m Middle, bid, ask int64) int64 {
	quote := Quote{Bid: bid, Ask: ask}
	return m.Price(&quote)
}

// Package quotes is a small price service: quotes come in from a feed, are kept in a cache and are written out to clients.
// Each file shows one way in which a value gets to the heap, and beside it the way in which it stays on the stack.
//
// 一个小型报价服务：从行情源接收报价，放进缓存，再写给客户端。
// 每个文件展示值逃逸到堆上的一类原因，以及旁边留在栈上的写法。
package quotes

// Quote is the price of one symbol.
//
// 一个代码的报价。
type Quote struct {
	Symbol string
	Bid    int64 // in ten-thousandths · 单位为万分之一
	Ask    int64
}

// New returns a pointer to a variable of its own: the variable outlives the call, so it is moved to the heap.
//
// 返回局部变量的地址：变量比这次调用活得更久，因此被移到堆上。
func New(symbol string, bid, ask int64) *Quote {
	quote := Quote{Symbol: symbol, Bid: bid, Ask: ask}
	return &quote
}

// Of returns the quote itself. A copy of four words is cheaper than an allocation.
//
// 直接返回值：复制四个字比一次堆分配便宜。
func Of(symbol string, bid, ask int64) Quote {
	return Quote{Symbol: symbol, Bid: bid, Ask: ask}
}

// Spread only looks through its pointer, so callers may pass the address of what lies on their stack.
//
// 只通过指针读取，调用者可以放心传入栈上变量的地址。
func Spread(q *Quote) int64 {
	return q.Ask - q.Bid
}

// Widest takes the address of every quote and keeps none of them: nothing escapes.
//
// 取了每个报价的地址，但一个也没有留下：没有逃逸。
func Widest(all []Quote) int64 {
	var widest int64
	for i := range all {
		if spread := Spread(&all[i]); spread > widest {
			widest = spread
		}
	}
	return widest
}

// Mid gives a pointer so that nil can say "no price". The number behind it is allocated each time.
//
// 用指针表示“可能没有价格”，每次都要为这个数字分配内存。
func Mid(q Quote) *int64 {
	if q.Bid == 0 || q.Ask == 0 {
		return nil
	}
	mid := (q.Bid + q.Ask) / 2
	return &mid
}

// MidOK says the same with a second result and allocates nothing.
//
// 用第二个返回值表达同样的意思，不分配内存。
func MidOK(q Quote) (mid int64, ok bool) {
	if q.Bid == 0 || q.Ask == 0 {
		return 0, false
	}
	return (q.Bid + q.Ask) / 2, true
}

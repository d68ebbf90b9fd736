package quotes

import (
	"errors"
	"fmt"
	"sync"
)

// Topic: what is stored, and what a closure captures.
//
// 主题：被保存的值，以及闭包捕获的变量。

// ErrUnknown is made once, when the program starts.
//
// 只在程序启动时创建一次。
var ErrUnknown = errors.New("unknown symbol")

// Cache holds the last quote of each symbol.
//
// 保存每个代码的最新报价。
type Cache struct {
	mu     sync.Mutex
	latest map[string]*Quote
	values map[string]Quote
	notify []func(Quote)
}

// NewCache returns an empty cache.
//
// 返回一个空缓存。
func NewCache() *Cache {
	return &Cache{latest: make(map[string]*Quote), values: make(map[string]Quote)}
}

// PutPointer stores the address of its parameter in a map: the parameter is moved to the heap.
//
// 把参数的地址存进 map：参数被移到堆上。
func (c *Cache) PutPointer(q Quote) {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.latest[q.Symbol] = &q
}

// Put stores the value.
//
// 存的是值。
func (c *Cache) Put(q Quote) {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.values[q.Symbol] = q
	for _, call := range c.notify {
		call(q)
	}
}

// Get makes an error with a text of its own: the boxed symbol is allocated, though only where a symbol is unknown.
//
// 出错时才拼出错误文本：装箱的代码只在未知代码这条路径上分配。
func (c *Cache) Get(symbol string) (Quote, error) {
	c.mu.Lock()
	defer c.mu.Unlock()
	q, ok := c.values[symbol]
	if !ok {
		return Quote{}, fmt.Errorf("%w: %s", ErrUnknown, symbol)
	}
	return q, nil
}

// Count returns a function that counts: the function and the counter that it shares with us both go to the heap.
//
// 返回的闭包和它与我们共享的计数器都在堆上。
func (c *Cache) Count() (read func() int) {
	seen := 0
	c.notify = append(c.notify, func(Quote) { seen++ })
	return func() int { return seen }
}

// Each calls a function and does not keep it: callers may pass closures that stay on their stack.
//
// 只调用、不保存传入的函数：调用者的闭包可以留在栈上。
func (c *Cache) Each(call func(Quote)) {
	c.mu.Lock()
	defer c.mu.Unlock()
	for _, q := range c.values {
		call(q)
	}
}

// Total hands Each a closure over its own variable. Neither escapes.
//
// 传给 Each 的闭包捕获了局部变量，但两者都没有逃逸。
func (c *Cache) Total() int64 {
	var total int64
	c.Each(func(q Quote) { total += q.Ask })
	return total
}

package quotes

import "sync"

// Topic: what goes to another goroutine, and what is deferred.
//
// 主题：交给其他 goroutine 的值，以及 defer。

// Feed sends pointers: each quote is allocated, since the receiver may read it at any time.
//
// 发送指针：接收方随时可能读取，所以每个报价都要在堆上分配。
func Feed(symbols []string, to chan<- *Quote) {
	for i, symbol := range symbols {
		to <- &Quote{Symbol: symbol, Bid: int64(i), Ask: int64(i) + 1}
	}
}

// FeedValues sends copies.
//
// 发送副本。
func FeedValues(symbols []string, to chan<- Quote) {
	for i, symbol := range symbols {
		to <- Quote{Symbol: symbol, Bid: int64(i), Ask: int64(i) + 1}
	}
}

// Sum starts a goroutine for each half. What they share with us, the sums and the wait group, goes to the heap.
//
// 为两半各启动一个 goroutine：与它们共享的和与 WaitGroup 都在堆上。
func Sum(all []Quote) int64 {
	var left, right int64
	var done sync.WaitGroup
	half := len(all) / 2
	done.Add(2)
	go func() {
		defer done.Done()
		left = sum(all[:half])
	}()
	go func() {
		defer done.Done()
		right = sum(all[half:])
	}()
	done.Wait()
	return left + right
}

func sum(all []Quote) int64 {
	var total int64
	for _, q := range all {
		total += q.Ask
	}
	return total
}

// Locker is something that can be held for a while.
//
// 可以被占用一段时间的东西。
type Locker interface {
	Lock()
	Unlock()
}

// HoldAll defers in a loop: how many there will be is not known, so each deferred function lies on the heap.
//
// 循环里的 defer：数量未知，每个延迟函数都放在堆上。
func HoldAll(locks []Locker, do func()) {
	for _, lock := range locks {
		held := lock
		held.Lock()
		defer func() { held.Unlock() }()
	}
	do()
}

// Hold defers once. The deferred function stays on the stack.
//
// 只有一次 defer，延迟函数留在栈上。
func Hold(lock Locker, do func()) {
	lock.Lock()
	defer func() { lock.Unlock() }()
	do()
}

package quotes

// Topic: sizes. What is too large for the stack, and what nobody knows the size of.
//
// 主题：大小。栈上放不下的值，以及编译时不知道大小的值。

const day = 24 * 60 * 60

// Daily needs two numbers for every second of a day, which is more than a stack frame may hold.
//
// 一天中的每一秒要两个数字，超过了栈帧允许的大小。
func Daily(all []Quote) int64 {
	var seconds [day][2]int64
	for i, q := range all {
		seconds[i%day] = [2]int64{q.Bid, q.Ask}
	}
	return seconds[0][1]
}

// Minute is small enough.
//
// 一分钟足够小。
func Minute(all []Quote) int64 {
	var seconds [60][2]int64
	for i, q := range all {
		seconds[i%60] = [2]int64{q.Bid, q.Ask}
	}
	return seconds[0][1]
}

// Spreads returns a slice that is as long as its argument: it lives as long as the caller wants, on the heap.
//
// 返回与参数等长的切片：由调用者决定活多久，因此在堆上。
func Spreads(all []Quote) []int64 {
	spreads := make([]int64, 0, len(all))
	for i := range all {
		spreads = append(spreads, Spread(&all[i]))
	}
	return spreads
}

// Median needs its slice only for itself. Up to Go 1.24 a size that is not constant goes to the heap all the same; from
// Go 1.25 on short ones start on the stack.
//
// 切片只在函数内部使用。Go 1.24 及以前，非常量大小的 make 一律在堆上；从 Go 1.25 起，较短的会先放在栈上。
func Median(all []Quote) int64 {
	sorted := make([]int64, 0, len(all))
	for i := range all {
		sorted = insert(sorted, Spread(&all[i]))
	}
	if len(sorted) == 0 {
		return 0
	}
	return sorted[len(sorted)/2]
}

func insert(sorted []int64, value int64) []int64 {
	sorted = append(sorted, value)
	for i := len(sorted) - 1; i > 0 && sorted[i-1] > value; i-- {
		sorted[i-1], sorted[i] = sorted[i], sorted[i-1]
	}
	return sorted
}

// Window is generic. Each kind of number is compiled on its own, and the compiler speaks of each.
//
// 泛型函数：每种数字类型单独编译，编译器对每一种都会给出结论。
func Window[T int32 | int64](values []T, size int) []T {
	window := make([]T, 0, size)
	for i := len(values) - size; i < len(values); i++ {
		if i >= 0 {
			window = append(window, values[i])
		}
	}
	return window
}

// Recent uses Window with two kinds of numbers.
//
// 用两种数字类型调用 Window。
func Recent(bids []int64, counts []int32) (int, int) {
	return len(Window(bids, 10)), len(Window(counts, 10))
}

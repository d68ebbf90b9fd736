package quotes

import (
	"bytes"
	"io"
)

// Topic: memory that could be used again. The buffer goes to the heap with every call, because it is given to a function that takes any
// io.Writer, and the compiler cannot know that such a one keeps nothing; the contract of io.Writer says so. In the line of `var page`, open the menu Refactor (Ctrl+Shift+R).
//
// 主题：可以复用的内存。缓冲区交给了接受任意 io.Writer 的函数，编译器无法知道它不会被保留（这由 io.Writer 的约定保证），所以每次调用都会在堆上分配。
// 在 `var page` 那一行打开重构菜单（Ctrl+Shift+R）。

// Report writes a line for each quote, all of them with one call of Write.
//
// 每个报价写一行，只调用一次 Write。
func Report(w io.Writer, quotes []Quote) error {
	var page bytes.Buffer
	io.WriteString(&page, "symbol bid/ask\n")
	for _, quote := range quotes {
		page.Write(Append(page.AvailableBuffer(), quote))
		page.WriteByte('\n')
	}
	_, err := w.Write(page.Bytes())
	return err
}

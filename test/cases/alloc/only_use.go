package alloc

import "fmt"

func onlyUse(n int) string {
	return fmt.Sprintf("n%d", n)
}

// outcome: offer. A map that is made for more than eight elements has them on the heap, though the compiler says that it stays: it speaks of the
// header. A map never shrinks: it is emptied when it is given back, and dropped above a limit.
package poolcases

func Missing(have, want []string) (n int, first string) {
	seen := make(map[string]bool, len(have)) // want: offer
	for _, s := range have {
		seen[s] = true
	}
	for _, s := range want {
		if seen[s] {
			continue
		}
		if seen[s] = true; n == 0 {
			first = s
		}
		n++
	}
	return n, first
}

func Commonest(xs []float64) (best float64, times int) {
	count := make(map[float64]int, 100) // want: offer
	for _, x := range xs {
		count[x]++
	}
	for x, n := range count {
		if n > times || n == times && x > best {
			best, times = x, n
		}
	}
	return best, times
}

func FewKinds(xs []int) int {
	count := make(map[int]int, 4) // want: none
	for _, x := range xs {
		count[x]++
	}
	return len(count)
}

// outcome: refuse. Maps that leave, and a size that is constant where the function is inlined.
package poolcases

var sets = map[string]map[string]bool{}

func Set(name string, words []string) {
	set := make(map[string]bool, len(words)) // want: refuse
	for _, w := range words {
		set[w] = true
	}
	sets[name] = set
}

func Indexed(words []string) map[string]int {
	index := map[string]int{} // want: refuse
	for i, w := range words {
		index[w] = i
	}
	return index
}

func roomFor(n int) int {
	xs := make([]byte, n) // want: refuse
	return len(xs) + cap(xs)
}

func Eight() int { return roomFor(8) }

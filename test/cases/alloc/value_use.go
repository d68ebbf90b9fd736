package alloc

// A comment may say newTally.
func first() byte {
	c := newTally("a")
	fill(c)
	newTally := "no function"
	return c.first[0] + newTally[0]
}

func onlyFirst() byte { return newTally("a", "b").first[0] }

func newElsewhere(s string) *tally {
	c := newTally(s)
	if c.n > 0 {
		return &tally{n: c.n, names: []string{s}}
	}
	return &tally{}
}

func twice(newTally func() int) int { return newTally() }

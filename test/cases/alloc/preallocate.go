// Package alloc has places where a small rewrite saves an allocation, and places that look like it and must be left alone (their names begin
// with no, and nothing is offered or it is refused).
package alloc

import "strings"

type list []string

type box struct{ names []string }

func lengths(src []string) []int {
	out := []int{}
	for _, s := range src {
		out = append(out, len(s))
	}
	return out
}

func staysNil(src []string) []int {
	var out []int
	// One for each.
	for _, s := range src {
		out = append(out, len(s))
	}
	return out
}

func ofNamedType(src list) []string {
	out := make([]string, 0)
	n := 0
	for _, s := range src {
		n += len(s)
		out = append(out, s)
	}
	return out[:min2(n, len(out))]
}

func ofField(b *box) []string {
	upper := []string{}
	for i := range b.names {
		upper = append(upper, strings.ToUpper(b.names[i]))
	}
	return upper
}

func ofMap(m map[string]int) []string {
	var keys []string
	for k := range m {
		keys = append(keys, k)
	}
	return keys
}

func toMap(src []string) map[string]int {
	m := make(map[string]int)
	for i, s := range src {
		m[s] = i
	}
	return m
}

func leavesTheFunction(src []string) ([]int, bool) {
	out := []int{}
	for _, s := range src {
		if s == "" {
			return nil, false
		}
		for _, r := range s {
			if r == ' ' {
				break
			}
		}
		out = append(out, len(s))
	}
	return out, true
}

func noCondition(src []string) []string {
	out := []string{}
	for _, s := range src {
		if s != "" {
			out = append(out, s)
		}
	}
	return out
}

func noContinue(src []string) []string {
	out := []string{}
	for _, s := range src {
		if s == "" {
			continue
		}
		out = append(out, s)
	}
	return out
}

func noBreak(src []string) []string {
	out := []string{}
	for _, s := range src {
		if s == "" {
			break
		}
		out = append(out, s)
	}
	return out
}

func noReader(src []string) []string {
	out := []string{}
	for _, s := range src {
		if len(out) < 2 {
			s += "x"
		}
		out = append(out, s)
	}
	return out
}

func noRunes(s string) []rune {
	out := []rune{}
	for _, r := range s {
		out = append(out, r)
	}
	return out
}

func noChannel(c chan int) []int {
	out := []int{}
	for v := range c {
		out = append(out, v)
	}
	return out
}

func noGrowth(src []string) []string {
	out := []string{}
	src = append(src, "more")
	for _, s := range src {
		out = append(out, s)
	}
	return out
}

func noMany(src [][]string) []string {
	out := []string{}
	for _, s := range src {
		out = append(out, s...)
	}
	return out
}

func noElements(src []string) []string {
	out := []string{"first"}
	for _, s := range src {
		out = append(out, s)
	}
	return out
}

func min2(a, b int) int {
	if a < b {
		return a
	}
	return b
}

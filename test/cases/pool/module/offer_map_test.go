package poolcases

import (
	"fmt"
	"math"
	"strings"
	"testing"
)

func TestMaps(t *testing.T) {
	words := func(n int) []string {
		all := make([]string, n)
		for i := range all {
			all[i] = strings.Repeat("w", i+1)
		}
		return all
	}
	twice(t, func(i int) string { return fmt.Sprint(i%7+1, strings.Repeat("w", i+1)) }, func(i int) string {
		n, first := Missing(words(i), words(i+i%7+1))
		return fmt.Sprint(n, first)
	})
	twice(t, func(i int) string { return fmt.Sprint(float64(i), 3) }, func(i int) string {
		xs := []float64{math.NaN(), float64(i), float64(i), float64(i), math.NaN(), 1e9}
		for k := 0; k < i*20; k++ {
			xs = append(xs, -float64(k))
		}
		best, times := Commonest(xs)
		return fmt.Sprint(best, times)
	})
}

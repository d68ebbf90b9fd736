package misuse

import "errors"

var errNegative = errors.New("negative")

func onErrorPath(n int) error {
	v := items.Get().(*item)
	v.n = n
	if n < 0 {
		return errNegative // want: pool-missing-put
	}
	items.Put(v)
	return nil
}

func nowhere() int {
	v := items.Get().(*item) // want: pool-missing-put
	v.n = 3
	return v.n
}

func inASwitch(n int) int {
	v := items.Get().(*item)
	switch {
	case n < 0:
		items.Put(v)
		return -1
	case n == 0:
		return 0 // want: pool-missing-put
	}
	items.Put(v)
	return n
}

// What follows is right, or nobody can tell.

func stored(h *holder) {
	v := items.Get().(*item)
	h.items = append(h.items, v)
}

func givenOut() *item {
	v := items.Get().(*item)
	v.n = 0
	return v
}

func toAGoroutine(c chan error) error {
	v := items.Get().(*item)
	go func() {
		v.n++
		items.Put(v)
		c <- nil
	}()
	return <-c
}

func toAHelper() {
	v := items.Get().(*item)
	giveBack(v)
}

func giveBack(v *item) {
	v.n = 0
	items.Put(v)
}

func deferred(n int) error {
	v := items.Get().(*item)
	defer items.Put(v)
	if n < 0 {
		return errNegative
	}
	return nil
}

func unlessLarge(n int) error {
	v := items.Get().(*item)
	if cap(v.data) < 1000 {
		items.Put(v)
	}
	return nil
}

func maybeNothing() error {
	v, ok := items.Get().(*item)
	if !ok {
		return errNegative
	}
	items.Put(v)
	return nil
}

func sent(c chan *item) {
	v := items.Get().(*item)
	c <- v
}

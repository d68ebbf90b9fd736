package alloc

import "sync"

func each(words []string, do func(string)) {
	var wg sync.WaitGroup
	for _, word := range words {
		wg.Add(1)
		go func(word string) {
			defer wg.Done()
			do(word)
		}(word)
	}
	wg.Wait()
}

func noWorkers(workers int, do func()) {
	var wg sync.WaitGroup
	for i := 0; i < workers; i++ {
		wg.Add(1)
		go func() {
			defer wg.Done()
			do()
		}()
	}
	wg.Wait()
}

func noSecond(words []string, do func(string)) {
	var wg sync.WaitGroup
	sem := make(chan bool, 4)
	for _, word := range words {
		wg.Add(1)
		sem <- true
		go func(word string) {
			defer wg.Done()
			defer func() { <-sem }()
			do(word)
		}(word)
	}
	wg.Wait()
}

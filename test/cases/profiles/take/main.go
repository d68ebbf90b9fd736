// Takes profiles of every kind of itself, into the folder that it is given: recursion, inlining, generics, closures, labels, locks, leaks.
// `go run . FOLDER`
package main

import (
	"bytes"
	"context"
	"fmt"
	"net/http/httptest"
	hp "net/http/pprof"
	"os"
	"path/filepath"
	"runtime"
	"runtime/pprof"
	"runtime/trace"
	"sort"
	"strings"
	"sync"
	"time"
)

var sink [][]byte

func add(a, b int) int { return a + b }

func sumOf[T int | float64](values []T) (sum T) {
	for _, value := range values {
		sum += value
	}
	return sum
}

func fib(n int) int {
	if n < 2 {
		return n
	}
	return add(fib(n-1), fib(n-2))
}

type cache struct {
	mu     sync.Mutex
	values map[string][]byte
}

func (c *cache) put(key string, size int) {
	c.mu.Lock()
	defer c.mu.Unlock()
	time.Sleep(50 * time.Microsecond)
	c.values[key] = make([]byte, size)
}

func work(until time.Time) {
	numbers := make([]int, 1000)
	for time.Now().Before(until) {
		fib(18)
		sumOf(numbers)
		words := strings.Fields(strings.Repeat("zeta alpha ", 200))
		sort.Slice(words, func(i, j int) bool { return words[i] < words[j] })
	}
}

func main() {
	folder := os.Args[1]
	create := func(name string) *os.File {
		file, err := os.Create(filepath.Join(folder, name))
		if err != nil {
			panic(err)
		}
		return file
	}
	runtime.MemProfileRate = 4096
	runtime.SetBlockProfileRate(1)
	runtime.SetMutexProfileFraction(1)

	traced := create("trace.out")
	if err := trace.Start(traced); err != nil {
		panic(err)
	}
	trace.Stop()
	traced.Close()

	cpu := create("cpu.pprof")
	if err := pprof.StartCPUProfile(cpu); err != nil {
		panic(err)
	}
	until := time.Now().Add(600 * time.Millisecond)
	var wait sync.WaitGroup
	for _, handler := range []string{"/list", "/item"} {
		wait.Add(1)
		go pprof.Do(context.Background(), pprof.Labels("handler", handler, "tenant", "a b"), func(context.Context) {
			defer wait.Done()
			work(until)
		})
	}
	wait.Wait()
	pprof.StopCPUProfile()
	cpu.Close()

	shared := &cache{values: map[string][]byte{}}
	for worker := 0; worker < 4; worker++ {
		wait.Add(1)
		go func(worker int) {
			defer wait.Done()
			for i := 0; i < 30; i++ {
				shared.put(fmt.Sprint(worker, i), 1000*(worker+1))
			}
		}(worker)
	}
	wait.Wait()
	for i := 0; i < 200; i++ {
		sink = append(sink, make([]byte, 3000))
		_ = bytes.Repeat([]byte("x"), 5000)
	}
	never := make(chan int)
	for i := 0; i < 5; i++ {
		go func() { never <- i }()
	}
	custom := pprof.NewProfile("example.com/take/files")
	custom.Add(new(int), 0)
	custom.Add(new(int), 0)
	runtime.GC()
	runtime.Gosched()

	for _, name := range []string{"heap", "allocs", "block", "mutex", "goroutine", "threadcreate", "example.com/take/files"} {
		file := create(filepath.Base(name) + ".pprof")
		if err := pprof.Lookup(name).WriteTo(file, 0); err != nil {
			panic(err)
		}
		file.Close()
	}
	for name, debug := range map[string]int{"goroutine": 1, "heap": 1, "mutex": 1, "threadcreate": 1} {
		file := create(name + ".txt")
		pprof.Lookup(name).WriteTo(file, debug)
		file.Close()
	}
	stacks := create("goroutine-stacks.txt")
	pprof.Lookup("goroutine").WriteTo(stacks, 2)
	stacks.Close()

	// The delta of a second, as net/http/pprof takes it.
	answer := httptest.NewRecorder()
	go func() {
		time.Sleep(300 * time.Millisecond)
		sink = nil
		runtime.GC()
		sink = append(sink, make([]byte, 100_000))
		runtime.GC()
		runtime.GC()
	}()
	hp.Handler("heap").ServeHTTP(answer, httptest.NewRequest("GET", "/debug/pprof/heap?seconds=1", nil))
	delta := create("heap-delta.pprof")
	delta.Write(answer.Body.Bytes())
	delta.Close()
}

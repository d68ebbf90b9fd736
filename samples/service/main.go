// The price service as a program under load: it answers requests, makes its own, and can be measured while it runs.
//
//	go run ./service
//	in VS Code: "Escapement: Fetch profile from a running program…", localhost:6060
//
// 一个带负载的报价服务程序：既回应请求，也自己发出请求，运行时可以测量。
package main

import (
	"encoding/json"
	"flag"
	"fmt"
	"log"
	"net"
	"net/http"
	_ "net/http/pprof" // /debug/pprof/
	"sort"
	"strings"
	"sync"
	"time"
)

func main() {
	address := flag.String("address", "localhost:6060", "where to listen")
	clients := flag.Int("clients", 4, "how many make requests")
	flag.Parse()

	book := newBook()
	http.Handle("/prices", book)
	listener, err := net.Listen("tcp", *address)
	if err != nil {
		log.Fatal(err)
	}
	fmt.Printf("http://%s/debug/pprof/\n", listener.Addr())
	for n := 0; n < *clients; n++ {
		go load(fmt.Sprintf("http://%s/prices", listener.Addr()))
	}
	log.Fatal(http.Serve(listener, nil))
}

// A Trade is what a price is made of.
type Trade struct {
	Symbol string
	Price  float64
	At     time.Time
}

// Book keeps the last trades.
type Book struct {
	mu     sync.Mutex
	trades []*Trade
}

func newBook() *Book {
	book := &Book{}
	for n := 0; n < 2000; n++ {
		book.add(fmt.Sprintf("S%02d", n%50), float64(n%97))
	}
	return book
}

// add keeps a pointer, so every trade is an allocation of its own.
// add 保存的是指针，所以每笔交易都是一次单独的分配。
func (b *Book) add(symbol string, price float64) {
	b.mu.Lock()
	defer b.mu.Unlock()
	b.trades = append(b.trades, &Trade{Symbol: symbol, Price: price, At: time.Now()})
	if len(b.trades) > 4000 {
		b.trades = b.trades[len(b.trades)-2000:]
	}
}

// ServeHTTP answers with the mean price of each symbol, and takes a trade for each request.
func (b *Book) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	b.add(strings.ToUpper(r.URL.Query().Get("symbol")), 1)
	if err := json.NewEncoder(w).Encode(b.means()); err != nil {
		log.Print(err)
	}
}

type mean struct {
	Symbol string
	Price  float64
}

// means sorts a copy of all trades for each request, under the lock: the CPU profile shows the sorting, the mutex profile the lock. The
// copy is what the program allocates most: "Show in code" writes how much beside the hint that says why.
// means 对每个请求都在锁内复制并排序全部交易：CPU 剖析显示排序，互斥锁剖析显示锁。这份副本是程序分配最多的地方：
// “在代码中显示”会把分配量写在说明原因的提示旁边。
func (b *Book) means() []mean {
	b.mu.Lock()
	defer b.mu.Unlock()
	trades := make([]*Trade, len(b.trades))
	copy(trades, b.trades)
	sort.Slice(trades, func(i, j int) bool { return trades[i].Symbol < trades[j].Symbol })
	var means []mean
	for from := 0; from < len(trades); {
		to, sum := from, 0.0
		for to < len(trades) && trades[to].Symbol == trades[from].Symbol {
			sum += trades[to].Price
			to++
		}
		means = append(means, mean{Symbol: trades[from].Symbol, Price: sum / float64(to-from)})
		from = to
	}
	return means
}

func load(url string) {
	for n := 0; ; n++ {
		response, err := http.Get(fmt.Sprintf("%s?symbol=s%02d", url, n%50))
		if err != nil {
			log.Print(err)
			time.Sleep(time.Second)
			continue
		}
		var means []mean
		if err := json.NewDecoder(response.Body).Decode(&means); err != nil {
			log.Print(err)
		}
		response.Body.Close()
	}
}

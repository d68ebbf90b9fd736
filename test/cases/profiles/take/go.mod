module example.com/take

go 1.21

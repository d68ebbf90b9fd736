module ex.com/contracts
go 1.21

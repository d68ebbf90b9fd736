module hazardcases

go 1.21

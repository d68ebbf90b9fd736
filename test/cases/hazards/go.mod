module hazardcases

go 1.23

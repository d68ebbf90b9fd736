module sizes.example/cases

go 1.21

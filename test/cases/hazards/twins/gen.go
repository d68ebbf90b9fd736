//go:build ignore

package main

type tool struct{ a bool }

func main() {}

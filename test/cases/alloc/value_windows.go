package alloc

func onWindows() int { return newElsewhere("a").n }

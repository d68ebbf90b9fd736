package literals

var others = []elsewhere{{true, 1, false}}

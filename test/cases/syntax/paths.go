// On what kind of path each place stands. A comment below a line marks a place in it with a `*` and says the path, and where it
// is not the declared function `F`, the function. (`//` takes the place of the tabs before it.)
package paths

var table = map[string]*point{"a": new(point)}
//                                    * init ""

var later = func() *point { return new(point) }
//                                    * normal ""

var inALoop = func() { for { sink = new(point) } }
//                                     * loop ""

var called = func() *point { return new(point) }()
//                                     * init ""

func init() {
	sink = new(point)
//	          * init init
	for i := range 3 { sink = new(point) }
//	                             * init init
	hooks = append(hooks, func() { sink = new(point) })
//	                                         * normal init
}

func (p *point) init() { sink = new(point) }
//                                 * normal (*point).init

func (list[K, V]) M() { sink = new(point) }
//                                * normal list.M

func F(n int, err error, xs []any) (*point, error) {
	for i := new1(new(int)); i < *new(int); i += *new(int) {
//	                 * normal F
//	                                * loop F
//	                                                * loop F
		sink = new(point)
//		          * loop F
		defer func() { sink = new(point) }()
//		                         * loop F
		if err != nil {
			sink = new(point)
//			          * panic F
			panic(new(point))
//			         * panic F
		}
	}
	for _, v := range append(xs, new(point)) {
//	       * loop F
//	                                * normal F
		sink = v
	}
	for cond(new(point)) {
//	            * loop F
	}
	if err := try(new(point)); err != nil {
//	                 * normal F
		sink = new(point)
//		          * error F
	} else {
		sink = new(point)
//		          * normal F
	}
	if err == nil {
		sink = new(point)
//		          * normal F
	} else {
		sink = new(point)
//		          * error F
	}
	if closeErr := try(nil); closeErr != nil && n > 0 {
		sink = new(point)
//		          * error F
	}
	if errors.Is(err, io.EOF) {
		sink = new(point)
//		          * error F
	}
	if rows.Err() != nil {
		sink = new(point)
//		          * error F
	}
	if n != 0 {
		sink = new(point)
//		          * normal F
	}
	if n < 0 {
		sink = new(point)
//		          * panic F
		log.Fatalf("n is %d", n)
//		          * panic F
//		                      * panic F
	} else if n > 1 {
		sink = new(point)
//		          * panic F
		os.Exit(1)
		// A comment at the end.
	}
	switch {
	case err != nil:
		sink = new(point)
//		          * error F
	case n == 1:
		sink = new(point)
//		          * panic F
		panic("one")
	default:
		sink = new(point)
//		          * normal F
	}
	switch n {
	case 1:
		return nil, fmt.Errorf("one: %w", new(point))
//		                      * error F
//		                                   * error F
	case 2:
		return new(point), &ParseError{new(point)}
//		          * normal F
//		                   * error F
//		                                  * error F
	case 3:
		return nil, errors.Wrap(err, "three" + str)
//		                                     * error F
	case 4:
		return nil, newParseError(new(point))
//		                             * error F
	}
	if n == 5 {
		sink = new(point)
//		          * error F
		if n > 6 {
			sink = new(point)
//			          * error F
			return nil, nil
		}
		return nil, fmt.Errorf("five: %v", sink)
		// A comment at the end.
	}
	if n == 6 {
		sink = new(point)
//		          * normal F
		return new(point), nil
	}
	switch {
	case n == 7:
		sink = new(point)
//		          * error F
		return nil, errors.New("seven")
	}
	panic(fmt.Sprint(n))
//	                * panic F
}

func EndsInPanic(n int) *point {
	if n > 0 { return new(point) }
//	                     * normal EndsInPanic
	p := new(point)
//	        * normal EndsInPanic
	use(p)
	panic("unreachable")
}

func Nested() {
	for {
		go func() {
			sink = new(point)
//			          * loop Nested
		}()
	}
}

func Outer() func() {
	return func() {
		for range 3 { sink = new(point) }
//		                        * loop Outer
		sink = new(point)
//		          * normal Outer
	}
}

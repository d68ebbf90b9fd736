// In a file of tests everything is a test's unless something stronger is said of it.
package paths

var fixture = new(point)
//               * init ""

func TestF(t *testing.T) {
	sink = new(point)
//	          * test TestF
	for range 3 { sink = new(point) }
//	                        * loop TestF
	if err := try(); err != nil {
		t.Fatal(err, new(point))
//		                * error TestF
	}
}

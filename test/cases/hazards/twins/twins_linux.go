// want both: confirm (build-twin).
// want tool: safe.
// want plain: safe.

// Package twins has files that this build leaves out.
package twins

type both struct {
	a bool
	n int64
	b bool
}

type tool struct {
	a bool
	n int64
	b bool
}

type plain struct {
	a bool
	n int64
	b bool
}

// Command oracle prints how go/types lays out every named struct type of some packages: one JSON object a line. It is what our own numbers are
// compared with.
//
//	oracle GOARCH PACKAGE...
package main

import (
	"bytes"
	"encoding/json"
	"fmt"
	"go/ast"
	"go/importer"
	"go/parser"
	"go/token"
	"go/types"
	"io"
	"os"
	"os/exec"
	"path/filepath"
)

type listed struct {
	ImportPath, Dir, Export string
	GoFiles                 []string
	ImportMap               map[string]string
	DepOnly                 bool
	Module                  *struct{ GoVersion string }
}

type row struct {
	File     string  `json:"file"`
	Line     int     `json:"line"`
	Name     string  `json:"name"`
	Size     int64   `json:"size"`
	Align    int64   `json:"align"`
	Pointers int64   `json:"pointers"`
	Offsets  []int64 `json:"offsets"`
	Sizes    []int64 `json:"sizes"`
}

func main() {
	goarch, patterns := os.Args[1], os.Args[2:]
	if err := run(goarch, patterns); err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
}

func run(goarch string, patterns []string) error {
	args := append([]string{"list", "-export", "-deps", "-json=ImportPath,Dir,Export,GoFiles,ImportMap,DepOnly,Module", "--"}, patterns...)
	list := exec.Command("go", args...)
	list.Env = append(os.Environ(), "GOARCH="+goarch, "CGO_ENABLED=0")
	list.Stderr = os.Stderr
	said, err := list.Output()
	if err != nil {
		return err
	}
	exports := map[string]string{}
	var targets []listed
	for decoder := json.NewDecoder(bytes.NewReader(said)); ; {
		var one listed
		if err := decoder.Decode(&one); err == io.EOF {
			break
		} else if err != nil {
			return err
		}
		exports[one.ImportPath] = one.Export
		if !one.DepOnly {
			targets = append(targets, one)
		}
	}
	for _, target := range targets {
		if err := check(goarch, target, exports); err != nil {
			return fmt.Errorf("%s: %w", target.ImportPath, err)
		}
	}
	return nil
}

func check(goarch string, target listed, exports map[string]string) error {
	fset := token.NewFileSet()
	var files []*ast.File
	for _, name := range target.GoFiles {
		file, err := parser.ParseFile(fset, filepath.Join(target.Dir, name), nil, parser.SkipObjectResolution)
		if err != nil {
			return err
		}
		files = append(files, file)
	}
	lookup := func(path string) (io.ReadCloser, error) {
		if mapped, ok := target.ImportMap[path]; ok {
			path = mapped
		}
		return os.Open(exports[path])
	}
	sizes := types.SizesFor("gc", goarch)
	config := types.Config{Importer: importer.ForCompiler(fset, "gc", lookup), Sizes: sizes, Error: func(error) {}}
	if target.Module != nil && target.Module.GoVersion != "" {
		config.GoVersion = "go" + target.Module.GoVersion
	}
	info := &types.Info{Defs: map[*ast.Ident]types.Object{}}
	config.Check(target.ImportPath, fset, files, info)
	out := json.NewEncoder(os.Stdout)
	for ident, object := range info.Defs {
		if row, ok := rowOf(sizes, fset.Position(ident.Pos()), object); ok {
			if err := out.Encode(row); err != nil {
				return err
			}
		}
	}
	return nil
}

func rowOf(sizes types.Sizes, at token.Position, object types.Object) (one row, ok bool) {
	name, isName := object.(*types.TypeName)
	if !isName {
		return one, false
	}
	named, isNamed := types.Unalias(name.Type()).(*types.Named)
	if !isNamed || named.TypeParams().Len() > 0 || named.Obj() != name {
		return one, false
	}
	body, isStruct := named.Underlying().(*types.Struct)
	// Sizes know nothing of type parameters, and say so by a panic.
	defer func() {
		if recover() != nil {
			ok = false
		}
	}()
	if !isStruct || body.NumFields() == 0 {
		return one, false
	}
	fields := make([]*types.Var, body.NumFields())
	for i := range fields {
		fields[i] = body.Field(i)
	}
	one = row{
		File: at.Filename, Line: at.Line, Name: name.Name(),
		Size: sizes.Sizeof(named), Align: sizes.Alignof(named),
		Pointers: pointerBytes(sizes, named), Offsets: sizes.Offsetsof(fields),
	}
	for _, field := range fields {
		one.Sizes = append(one.Sizes, sizes.Sizeof(field.Type()))
	}
	return one, true
}

// As the compiler has it in types.PtrDataSize.
func pointerBytes(sizes types.Sizes, t types.Type) int64 {
	word := sizes.Sizeof(types.Typ[types.Uintptr])
	switch t := t.Underlying().(type) {
	case *types.Basic:
		switch t.Kind() {
		case types.String, types.UnsafePointer:
			return word
		}
		return 0
	case *types.Pointer, *types.Map, *types.Chan, *types.Signature, *types.Slice:
		return word
	case *types.Interface:
		return 2 * word
	case *types.Array:
		element := pointerBytes(sizes, t.Elem())
		if t.Len() == 0 || element == 0 {
			return 0
		}
		return (t.Len()-1)*sizes.Sizeof(t.Elem()) + element
	case *types.Struct:
		fields := make([]*types.Var, t.NumFields())
		for i := range fields {
			fields[i] = t.Field(i)
		}
		offsets := sizes.Offsetsof(fields)
		var end int64
		for i, field := range fields {
			if own := pointerBytes(sizes, field.Type()); own > 0 {
				end = offsets[i] + own
			}
		}
		return end
	}
	return 0
}

// Package overwriting has a pool that shows in one call what sync.Pool shows by chance: what it is given back is overwritten at once, so that whoever
// still looks at it sees nonsense; its state goes on, in fresh memory, to the next Get, so that what is not reset is seen as well.
//
// It is copied into packages whose language may be old, and whose names may be anything: no type parameters, imports by names of their own.
package overwriting

import (
	escapementMath "math"
	escapementOS "os"
	escapementReflect "reflect"
	escapementStrings "strings"
	escapementSync "sync"
	escapementUnsafe "unsafe"
)

type escapementPool struct {
	New  func() interface{}
	Name string

	mutex escapementSync.Mutex
	kept  []interface{}
	said  map[string]bool
}

func (p *escapementPool) Get() interface{} {
	p.mutex.Lock()
	last := len(p.kept) - 1
	if last >= 0 {
		x := p.kept[last]
		p.kept = p.kept[:last]
		p.say("reused")
		p.mutex.Unlock()
		return x
	}
	p.mutex.Unlock()
	if p.New == nil {
		return nil
	}
	return p.New()
}

func (p *escapementPool) Put(x interface{}) {
	old := escapementReflect.ValueOf(x)
	fresh := escapementReflect.New(old.Type()).Elem()
	escapementCopyTo(fresh, old, true)
	escapementOverwrite(old, true)
	p.mutex.Lock()
	p.kept = append(p.kept, fresh.Interface())
	p.say("put")
	p.mutex.Unlock()
}

// say leaves a line in the file that ESCAPEMENT_POOL_LOG names, the first time that something happens.
func (p *escapementPool) say(what string) {
	if p.said[what] {
		return
	}
	if p.said == nil {
		p.said = map[string]bool{}
	}
	p.said[what] = true
	f, err := escapementOS.OpenFile(escapementOS.Getenv("ESCAPEMENT_POOL_LOG"), escapementOS.O_APPEND|escapementOS.O_WRONLY, 0)
	if err != nil {
		return
	}
	_, _ = f.WriteString(what + " " + p.Name + "\n")
	_ = f.Close()
}

// escapementOwns tells whether the memory behind a pointer is the value's: what the pool was given, and the inside of compressors. Other
// pointers lead to what others have, too (the table of a checksum).
func escapementOwns(pointer escapementReflect.Type, isFirst bool) bool {
	return isFirst || escapementStrings.HasPrefix(pointer.Elem().PkgPath(), "compress/")
}

// escapementIsPlain tells whether a value is all there is to copy: numbers and bools.
func escapementIsPlain(t escapementReflect.Type) bool {
	return t.Kind() <= escapementReflect.Complex128
}

// escapementField gives a field that may be read and set, exported or not.
func escapementField(v escapementReflect.Value, i int) escapementReflect.Value {
	f := v.Field(i)
	return escapementReflect.NewAt(f.Type(), escapementUnsafe.Pointer(f.UnsafeAddr())).Elem()
}

func escapementCopyTo(to, from escapementReflect.Value, isFirst bool) {
	switch from.Kind() {
	case escapementReflect.Ptr:
		if from.IsNil() || !escapementOwns(from.Type(), isFirst) {
			to.Set(from)
			return
		}
		copied := escapementReflect.New(from.Type().Elem())
		escapementCopyTo(copied.Elem(), from.Elem(), false)
		to.Set(copied)
	case escapementReflect.Slice:
		if from.IsNil() {
			to.Set(from)
			return
		}
		all := from.Slice3(0, from.Cap(), from.Cap())
		copied := escapementReflect.MakeSlice(from.Type(), from.Cap(), from.Cap())
		if escapementIsPlain(from.Type().Elem()) {
			escapementReflect.Copy(copied, all)
		} else {
			for i := 0; i < all.Len(); i++ {
				escapementCopyTo(copied.Index(i), all.Index(i), false)
			}
		}
		to.Set(copied.Slice3(0, from.Len(), from.Cap()))
	case escapementReflect.Array:
		if escapementIsPlain(from.Type().Elem()) {
			to.Set(from)
			return
		}
		for i := 0; i < from.Len(); i++ {
			escapementCopyTo(to.Index(i), from.Index(i), false)
		}
	case escapementReflect.Struct:
		for i := 0; i < from.NumField(); i++ {
			escapementCopyTo(escapementField(to, i), escapementField(from, i), false)
		}
	case escapementReflect.Map:
		if from.IsNil() {
			to.Set(from)
			return
		}
		to.Set(escapementReflect.MakeMap(from.Type()))
		for _, key := range from.MapKeys() {
			to.SetMapIndex(key, from.MapIndex(key))
		}
	default:
		to.Set(from)
	}
}

// escapementOverwrite leaves nothing as it was, in all the memory that escapementCopyTo has copied.
func escapementOverwrite(v escapementReflect.Value, isFirst bool) {
	const nonsense = 0xa5a5a5a5a5a5a5a5
	switch v.Kind() {
	case escapementReflect.Ptr:
		if !v.IsNil() && escapementOwns(v.Type(), isFirst) {
			escapementOverwrite(v.Elem(), false)
		}
		escapementZero(v)
	case escapementReflect.Slice:
		all := v
		if !v.IsNil() {
			all = v.Slice3(0, v.Cap(), v.Cap())
		}
		if v.Type().Elem().Kind() == escapementReflect.Uint8 {
			escapementOverwriteBytes(all.Bytes())
		} else {
			for i := 0; i < all.Len(); i++ {
				escapementOverwrite(all.Index(i), false)
			}
		}
		escapementZero(v)
	case escapementReflect.Array:
		if v.Type().Elem().Kind() == escapementReflect.Uint8 {
			escapementOverwriteBytes(v.Slice(0, v.Len()).Bytes())
			return
		}
		for i := 0; i < v.Len(); i++ {
			escapementOverwrite(v.Index(i), false)
		}
	case escapementReflect.Struct:
		for i := 0; i < v.NumField(); i++ {
			escapementOverwrite(escapementField(v, i), false)
		}
	case escapementReflect.Map:
		if v.IsNil() {
			return
		}
		for _, key := range v.MapKeys() {
			v.SetMapIndex(key, escapementReflect.Value{})
		}
		key := escapementReflect.New(v.Type().Key()).Elem()
		value := escapementReflect.New(v.Type().Elem()).Elem()
		escapementOverwrite(key, false)
		escapementOverwrite(value, false)
		v.SetMapIndex(key, value)
		escapementZero(v)
	case escapementReflect.Bool:
		v.SetBool(!v.Bool())
	case escapementReflect.Int, escapementReflect.Int8, escapementReflect.Int16, escapementReflect.Int32, escapementReflect.Int64:
		v.SetInt(-0x5a5a5a5a5a5a5a5b)
	case escapementReflect.Uint, escapementReflect.Uint8, escapementReflect.Uint16, escapementReflect.Uint32, escapementReflect.Uint64, escapementReflect.Uintptr:
		v.SetUint(nonsense)
	case escapementReflect.Float32, escapementReflect.Float64:
		v.SetFloat(escapementMath.NaN())
	case escapementReflect.Complex64, escapementReflect.Complex128:
		v.SetComplex(complex(escapementMath.NaN(), 0))
	case escapementReflect.String:
		v.SetString("overwritten")
	default:
		escapementZero(v)
	}
}

func escapementOverwriteBytes(all []byte) {
	for i := range all {
		all[i] = 0xa5
	}
}

// escapementZero leaves alone what is no variable: the pointer that the pool was given is the caller's.
func escapementZero(v escapementReflect.Value) {
	if v.CanSet() {
		v.Set(escapementReflect.Zero(v.Type()))
	}
}

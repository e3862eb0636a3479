// Package poison fills memory that is used again with values that mean nothing: tests
// put it between two pages, and what a workspace keeps of the page before then shows
// in the output, or as a panic.
//
// In: a pointer to a workspace and the fields that outlive a page on purpose. Out: the
// workspace as any page may leave it, and worse. Laws: every slice is filled up to its
// capacity and handed back that long; numbers, flags and strings are garbage; pointers,
// interfaces and functions are nil; the fields named are as they were.
package poison

import (
	"reflect"
	"slices"
	"unsafe" // fields that are not exported are filled as well
)

// garbage is read as a large number whatever its width, and is negative as an int8
// and an int16, which are scores and probabilities.
const garbage = 0x5A5A_5A5A_5A5A_A5A5

// Fill fills what p points to, but for the fields named: "Type.field", or "*" before
// the name of a field that is followed to what it points to instead of being set to nil.
func Fill(p any, except ...string) {
	f := filler{except: except}
	f.fill(reflect.ValueOf(p).Elem())
}

type filler struct{ except []string }

func (f *filler) fill(v reflect.Value) {
	switch v.Kind() {
	case reflect.Struct:
		f.fields(v)
	case reflect.Array:
		for i := range v.Len() {
			f.fill(v.Index(i))
		}
	case reflect.Slice:
		v.Set(v.Slice3(0, v.Cap(), v.Cap()))
		for i := range v.Len() {
			f.fill(v.Index(i))
		}
	case reflect.Map:
		f.entries(v)
	default:
		scalar(v)
	}
}

func (f *filler) fields(v reflect.Value) {
	t := v.Type()
	for i := range t.NumField() {
		name := t.Name() + "." + t.Field(i).Name
		field := v.Field(i)
		field = reflect.NewAt(field.Type(), unsafe.Pointer(field.UnsafeAddr())).Elem()
		switch {
		case slices.Contains(f.except, name):
		case slices.Contains(f.except, "*"+name):
			f.fill(field.Elem())
		default:
			f.fill(field)
		}
	}
}

// entries fills the values that a map holds, and adds one under a key of garbage.
func (f *filler) entries(v reflect.Value) {
	if v.IsNil() {
		return
	}
	key, value := reflect.New(v.Type().Key()).Elem(), reflect.New(v.Type().Elem()).Elem()
	f.fill(key)
	f.fill(value)
	for _, k := range v.MapKeys() {
		v.SetMapIndex(k, value)
	}
	v.SetMapIndex(key, value)
}

func scalar(v reflect.Value) {
	pattern := uint64(garbage)
	switch {
	case v.Kind() == reflect.Bool:
		v.SetBool(true)
	case v.Kind() == reflect.String:
		v.SetString("poison")
	case v.CanInt():
		v.SetInt(int64(pattern) << (64 - v.Type().Bits()) >> (64 - v.Type().Bits()))
	case v.CanUint():
		v.SetUint(pattern << (64 - v.Type().Bits()) >> (64 - v.Type().Bits()))
	case v.CanFloat():
		v.SetFloat(1e9)
	default:
		v.SetZero()
	}
}

package archtest

import (
	"errors"
	"go/ast"
	"go/types"
	"path"
	"strings"
	"testing"
)

// A newcomer can hold an object of this size in the head: the largest type of the
// programs this one was compared with has 71 methods.
const (
	mostMethods = 80 // of a type, promoted ones included
	mostState   = 15 // fields that the methods of a type set
)

// TestTypesAreSmall counts by go/types what hangs on each type of the module. What a
// type embeds from other modules is not read and counts as nothing.
func TestTypesAreSmall(t *testing.T) {
	m := module{files: map[string][]*ast.File{}, done: map[string]*types.Package{}, info: &types.Info{
		Defs: map[*ast.Ident]types.Object{}, Uses: map[*ast.Ident]types.Object{}, Selections: map[*ast.SelectorExpr]*types.Selection{},
	}}
	for _, f := range sources(t) {
		if !f.test {
			m.files[f.dir] = append(m.files[f.dir], f.tree)
		}
	}
	state := map[*types.TypeName]map[string]bool{}
	for dir, files := range m.files {
		p := m.check(dir)
		for _, f := range files {
			m.state(f, state)
		}
		for _, name := range p.Scope().Names() {
			tn, ok := p.Scope().Lookup(name).(*types.TypeName)
			if !ok || tn.IsAlias() || types.IsInterface(tn.Type()) {
				continue
			}
			if n := types.NewMethodSet(types.NewPointer(tn.Type())).Len(); n > mostMethods {
				t.Errorf("%s.%s has %d methods, at most %d: split off what needs only a part of it", dir, name, n, mostMethods)
			}
		}
	}
	for tn, fields := range state {
		if len(fields) > mostState {
			t.Errorf("methods of %s.%s set %d of its fields, at most %d: what changes together is a type of its own",
				tn.Pkg().Path(), tn.Name(), len(fields), mostState)
		}
	}
	if len(state) < 50 {
		t.Errorf("only %d types with state found: the count is broken", len(state))
	}
}

// module checks the packages of the module from their syntax.
type module struct {
	files map[string][]*ast.File // by folder
	done  map[string]*types.Package
	info  *types.Info
}

// Import makes an empty package of what is not ours.
func (m *module) Import(name string) (*types.Package, error) {
	if dir, ours := strings.CutPrefix(name+"/", modulePath); ours && m.files[path.Clean(dir)] != nil {
		return m.check(path.Clean(dir)), nil
	}
	return nil, errors.New("not read")
}

func (m *module) check(dir string) *types.Package {
	if p := m.done[dir]; p != nil {
		return p
	}
	conf := types.Config{Importer: m, Error: func(error) {}} // names of other modules are unknown
	p, _ := conf.Check(modulePath+dir, fset, m.files[dir], m.info)
	m.done[dir] = p
	return p
}

// state notes the fields that the methods in a file set on their receivers.
func (m *module) state(f *ast.File, state map[*types.TypeName]map[string]bool) {
	for _, d := range f.Decls {
		fn, ok := d.(*ast.FuncDecl)
		if !ok || fn.Recv == nil || len(fn.Recv.List[0].Names) == 0 {
			continue
		}
		recv := m.info.Defs[fn.Recv.List[0].Names[0]]
		if recv == nil {
			continue
		}
		of := named(recv.Type())
		ast.Inspect(fn, func(n ast.Node) bool {
			var set []ast.Expr
			switch n := n.(type) {
			case *ast.AssignStmt:
				set = n.Lhs
			case *ast.IncDecStmt:
				set = []ast.Expr{n.X}
			}
			for _, x := range set {
				if field := m.fieldOf(x, recv); field != "" && of != nil {
					if state[of] == nil {
						state[of] = map[string]bool{}
					}
					state[of][field] = true
				}
			}
			return true
		})
	}
}

// fieldOf returns the field of recv that x is, or is a part of.
func (m *module) fieldOf(x ast.Expr, recv types.Object) string {
	for {
		switch y := x.(type) {
		case *ast.IndexExpr:
			x = y.X
		case *ast.StarExpr:
			x = y.X
		case *ast.ParenExpr:
			x = y.X
		case *ast.SelectorExpr:
			if id, ok := y.X.(*ast.Ident); ok && m.info.Uses[id] == recv {
				return y.Sel.Name
			}
			x = y.X
		default:
			return ""
		}
	}
}

func named(t types.Type) *types.TypeName {
	if p, ok := t.(*types.Pointer); ok {
		t = p.Elem()
	}
	if n, ok := t.(*types.Named); ok {
		return n.Obj()
	}
	return nil
}

package source

import "github.com/dsbuild/dsbuild/schema"

// Index is the spreadsheet beside the pages.
type Index struct{ path string }

func (x *Index) bind(user []schema.UserColumn) []schema.UserColumn { return user }
func (x *Index) reset()                                            {}
func (x *Index) summary() *schema.IndexSummary                     { return &schema.IndexSummary{} }

// Match gives a page the row of the index that fits it.
func (x *Index) Match(p *schema.Page) {}

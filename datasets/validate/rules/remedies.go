package rules

// What to do where a finding has a remedy of its own.
const (
	// Partitioned is for columns that stand in names of folders.
	Partitioned = "write it into the files as well: pandas without partition_cols, DuckDB with WRITE_PARTITION_COLUMNS, " +
		"polars with include_key=True"
	// Index is for the index of pandas.
	Index = "pandas wrote its index: to_parquet(…, index=False) does not"
	// UserType is for columns of the user's own that are of no type a table has.
	UserType = "write it as text, a number, a day, an instant or a list of texts, or leave it out"
	// OwnVersion is for files of another version: the version, and the older and the
	// newer of it and the present one.
	OwnVersion = "check it against its own, `dsbuild validate --schema %s`; `dsbuild schema diff %s %s` says what differs"
	// Nullable is for columns that are declared as never NULL.
	Nullable = "write them as columns that may have NULL; for who reads values alone it is the same"
)

// Others lists them.
var Others = []string{Partitioned, Index, UserType, OwnVersion, Nullable}

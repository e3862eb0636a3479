// Package notread names what dsbuild does not read although it may be sound.
//
// In: what a reader sees of a file. Out: an error that says what the file is and
// what to do. Laws: such an error never speaks of damage; every kind stands in
// Kinds, and each remedy is done by a test.
package notread

// Kind is one thing that is not read.
type Kind struct {
	Name   string `json:"name"`
	What   string `json:"what"`   // after "it is" or "it has"
	Remedy string `json:"remedy"` // what to do
}

// The kinds.
var (
	Encrypted = Kind{"encrypted", "encrypted Parquet", "write it again without encryption"}
	Codec     = Kind{
		"codec", "a compression or encoding of Parquet that is not read",
		"write it again with compression zstd and the encodings of Parquet 1",
	}
	Logical = Kind{
		"logical_type", "a column whose logical type is newer than this dsbuild",
		"write the column as text, a number or a day, or leave it out",
	}
	Feather1 = Kind{"feather_1", "Feather version 1", "write it again as version 2 or as Parquet"}
	OldArrow = Kind{
		"arrow_before_0.15", "Arrow as it was written before version 0.15",
		"read it with pyarrow and write it again: pyarrow writes the present format",
	}
	OtherFormat = Kind{"other_format", "another format", "write it as Parquet"}
	Packed      = Kind{"packed", "packed as a whole", "unpack it"}
	DeltaTable  = Kind{
		"delta_table", "a Delta table, whose files may hold rows that were deleted",
		"write its present rows as Parquet into a new folder",
	}
	Permission = Kind{"permission", "a file or folder that this user may not read", "give yourself the right to read it: chmod -R u+rX FOLDER"}
	LinkOut    = Kind{"link", "a link that leads out of the dataset", "put the file itself in its place"}
	NoFile     = Kind{"no_file", "no file that holds bytes, but a pipe, a device or a folder", "put a file in its place"}
)

// Kinds lists the kinds.
var Kinds = []Kind{Encrypted, Codec, Logical, Feather1, OldArrow, OtherFormat, Packed, DeltaTable, Permission, LinkOut, NoFile}

// Error is a file of such a kind.
type Error struct {
	Kind
	Message string
}

// Error implements error.
func (e *Error) Error() string { return e.Message + "; " + e.Remedy }

// As returns an error of a kind with a message of its own.
func (k Kind) As(message string) error { return &Error{k, message} }

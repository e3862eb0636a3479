package card

import (
	"strconv"
	"strings"
)

// loadPython returns load.py: tables as pandas frames with the types of Arrow.
func (d *Dataset) loadPython() []byte {
	return []byte(`"""Tables of this dataset as pandas frames: needs pandas 2 or later, and pyarrow.

    from load import load, TABLES
    articles = load("articles")

Types are those of Arrow, so that whole numbers with NULL stay whole numbers and lists stay lists.
python load.py prints the tables with their rows.
"""

from pathlib import Path

import pandas as pd

HERE = Path(__file__).resolve().parent
TABLES = [` + d.quoted() + `]


def load(table: str, columns: list[str] | None = None) -> pd.DataFrame:
    """A table, or some of its columns."""
    if table not in TABLES:
        raise ValueError(f"there is no table {table}; there are {', '.join(TABLES)}")
    return pd.read_parquet(` + d.pandasParts() + `, columns=columns, dtype_backend="pyarrow")


if __name__ == "__main__":
    for name in TABLES:
        print(f"{name:20} {len(load(name)):>10,}")
`)
}

// loadR returns load.R.
func (d *Dataset) loadR() []byte {
	return []byte(`# Tables of this dataset as data frames, by nanoparquet, or by arrow where that is installed.
#   source("PATH/TO/THIS/FOLDER/load.R", chdir = TRUE)
#   articles <- load_table("articles")
# This file was parsed where dsbuild is tested, and not run: tell us where it fails. Without either
# package, dsbuild export --to csv writes files that read.csv takes.
tables <- c(` + d.quoted() + `)
here <- getwd()

load_table <- function(table) {
  stopifnot(table %in% tables)
  parts <- sort(list.files(` + d.partsInR() + `, full.names = TRUE))
  if (requireNamespace("arrow", quietly = TRUE)) {
    read <- function(part) as.data.frame(arrow::read_parquet(part))
  } else if (requireNamespace("nanoparquet", quietly = TRUE)) {
    read <- function(part) as.data.frame(nanoparquet::read_parquet(part))
  } else {
    stop("install.packages(\"nanoparquet\"), or install.packages(\"arrow\")")
  }
  do.call(rbind, lapply(parts, read))
}
`)
}

// pandasParts are the parts of a table for pandas.
func (d *Dataset) pandasParts() string {
	if d.Flat {
		return `sorted(HERE.glob(f"{table}-*.parquet"))`
	}
	return "HERE / table"
}

// partsInR says where in R the parts of a table are.
func (d *Dataset) partsInR() string {
	if d.Flat {
		return `here, pattern = paste0("^", table, "-[0-9]+[.]parquet$")`
	}
	return `file.path(here, table), pattern = "[.]parquet$"`
}

// quoted lists the tables as strings of a program.
func (d *Dataset) quoted() string {
	var names []string
	for _, t := range d.Tables {
		names = append(names, strconv.Quote(t.Name))
	}
	return strings.Join(names, ", ")
}

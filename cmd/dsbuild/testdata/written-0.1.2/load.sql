-- Views over the tables of this dataset, for DuckDB. From any folder:
--   SET VARIABLE d = 'PATH/TO/THIS/FOLDER';
--   .read PATH/TO/THIS/FOLDER/load.sql
-- Without the variable, the current folder is the dataset.
SET VARIABLE d = coalesce(getvariable('d'), '.');

CREATE OR REPLACE VIEW articles AS SELECT * FROM read_parquet(getvariable('d') || '/articles/*.parquet');
CREATE OR REPLACE VIEW paragraphs AS SELECT * FROM read_parquet(getvariable('d') || '/paragraphs/*.parquet');
CREATE OR REPLACE VIEW authors AS SELECT * FROM read_parquet(getvariable('d') || '/authors/*.parquet');
CREATE OR REPLACE VIEW metadata AS SELECT * FROM read_parquet(getvariable('d') || '/metadata/*.parquet');
CREATE OR REPLACE VIEW links AS SELECT * FROM read_parquet(getvariable('d') || '/links/*.parquet');
CREATE OR REPLACE VIEW quotes AS SELECT * FROM read_parquet(getvariable('d') || '/quotes/*.parquet');
CREATE OR REPLACE VIEW speakers AS SELECT * FROM read_parquet(getvariable('d') || '/speakers/*.parquet');
CREATE OR REPLACE VIEW topics AS SELECT * FROM read_parquet(getvariable('d') || '/topics/*.parquet');
CREATE OR REPLACE VIEW paragraph_topics AS SELECT * FROM read_parquet(getvariable('d') || '/paragraph_topics/*.parquet');
CREATE OR REPLACE VIEW rejects AS SELECT * FROM read_parquet(getvariable('d') || '/rejects/*.parquet');

-- Articles without those whose normalised text came before.
CREATE OR REPLACE VIEW articles_unique AS SELECT * FROM articles WHERE duplicate_of IS NULL;

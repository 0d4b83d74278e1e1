"""The warehouse: the one room that knows DuckDB. SQL lives in .sql files; Python here only runs them."""

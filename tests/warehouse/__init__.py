"""Tests of the warehouse, on real DuckDB files."""

-- The tables of a DuckLake that are partitioned. Grain: one row per table, `schema.table`.
select schemas.schema_name || '.' || tables.table_name as name
from __ducklake_metadata_warehouse.ducklake_partition_info as partition
join __ducklake_metadata_warehouse.ducklake_table as tables on tables.table_id = partition.table_id
join __ducklake_metadata_warehouse.ducklake_schema as schemas on schemas.schema_id = tables.schema_id
where partition.end_snapshot is null
    and tables.end_snapshot is null
    and schemas.end_snapshot is null

-- core.trace on a DuckLake: partitioned by day and sorted within it, so that a look back touches the files of those days. (The day alone
-- would be that of any month.)
alter table core.trace set partitioned by (year(arrived_at), month(arrived_at), day(arrived_at));
alter table core.trace set sorted by (arrived_at)

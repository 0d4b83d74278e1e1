-- Rows of `moved`, from the lists $ones, $times, $originals and $relations of equal length.
insert into moved
select
    unnest($ones::varchar[]) as revision_id,
    unnest($times::timestamptz[]) as arrived_at,
    unnest($originals::varchar[]) as original_id,
    unnest($relations::varchar[]) as relation

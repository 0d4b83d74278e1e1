-- The calendar months whose list of boilerplate may have changed since the last settle step, temp table `touched`: those of the
-- texts loaded since, and the month after each, which looks back on it.
create or replace temp table touched as
with fresh as (
    select distinct date_trunc('month', arrived_at)::date as month
    from core.article
    where run_id in (
        select run_id
        from ops.load
        where loaded_at > (select coalesce(max(settled_at), '-infinity'::timestamptz) from ops.settlement)
    )
)
select month from fresh
union
select (month + interval 1 month)::date as month from fresh

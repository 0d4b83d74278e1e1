-- raw.capture, one row per HTTP exchange. An exchange is known by the place of its bytes and bears the time it was made.
insert into raw.capture by name
select distinct on (capture_id) *
from batch_capture
where capture_id not in (
    select capture_id
    from raw.capture
    where fetched_at >= (select min(fetched_at) from batch_capture)
        and fetched_at <= (select max(fetched_at) from batch_capture)
)
order by capture_id, fetched_at

-- raw.capture, one row per HTTP exchange.
merge into raw.capture as stored
using (select distinct on (capture_id) * from batch_capture order by capture_id, fetched_at) as fresh
on stored.capture_id = fresh.capture_id
when not matched then insert by name

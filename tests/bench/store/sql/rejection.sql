-- ops.rejection: those refused.
insert into ops.rejection by name
select
    store_id('rej', n) as rejection_id, run_id, outlet as source_id, store_id('ref', n) as article_id, url || '/video' as url,
    'extract' as stage, 'rejected' as outcome, 'empty_text' as reason, arrived_at + interval 20 minutes as rejected_at
from member
where n % 10 = 5
order by n

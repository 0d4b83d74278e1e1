-- No id stands twice: the tables have no primary keys, the loads keep them.
with id as (
    select 'core.article' as place, revision_id as id from core.article
    union all select 'core.source', source_id from core.source
    union all select 'core.fingerprint', revision_id from core.fingerprint
    union all select 'core.relation', relation_id from core.relation
    union all select 'core.pointer', pointer_id from core.pointer
    union all select 'core.change', change_id from core.change
    union all select 'core.event', event_id from core.event
    union all select 'core.second_event', event_id from core.second_event
    union all select 'core.alias', alias_id || '>' || article_id from core.alias
    union all select 'ops.metadata_candidate', candidate_id from ops.metadata_candidate
    union all select 'raw.capture', capture_id from raw.capture
    union all select 'raw.poll', poll_id from raw.poll
    union all select 'raw.feed_entry', entry_id from raw.feed_entry
    union all select 'ops.run', run_id from ops.run
    union all select 'ops.load', run_id from ops.load
    union all select 'ops.url', article_id from ops.url
    union all select 'ops.rejection', rejection_id from ops.rejection
)
select place, id, count(*) as times
from id
group by place, id
having count(*) > 1

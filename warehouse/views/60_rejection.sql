-- mart.rejection: what is not stored, and why. Grain: one row per article address, as it stands now.
create or replace view mart.rejection as
with latest as (
    select distinct on (article_id) article_id, stage, detail, capture_id, rejected_at
    from ops.rejection
    order by article_id, rejected_at desc, rejection_id
)
select
    url.article_id,
    url.source_id,
    source.name as source,
    url.url,
    url.status,
    url.reason,
    latest.stage,
    latest.detail,
    url.attempts,
    url.next_try_at,
    url.published_at,
    url.first_seen_at,
    latest.rejected_at,
    latest.capture_id
from ops.url as url
left join latest on latest.article_id = url.article_id
left join core.source as source on source.source_id = url.source_id
where url.status <> 'stored';

comment on view mart.rejection is 'One row per article address that is not stored, and why';
comment on column mart.rejection.article_id is 'Identity of the address';
comment on column mart.rejection.source_id is 'Outlet whose channel led here';
comment on column mart.rejection.source is 'Name of that outlet';
comment on column mart.rejection.url is 'The address';
comment on column mart.rejection.status is 'rejected (final), failed (tried again), pending (not tried yet) or deferred (outside every window asked so far, or undated)';
comment on column mart.rejection.reason is 'Why, in one word';
comment on column mart.rejection.stage is 'Stage that refused';
comment on column mart.rejection.detail is 'What was seen';
comment on column mart.rejection.attempts is 'Failures in a row';
comment on column mart.rejection.next_try_at is 'Not tried again before; null for a failed address: given up';
comment on column mart.rejection.published_at is 'When it was published, as far as known';
comment on column mart.rejection.first_seen_at is 'When a channel first listed it';
comment on column mart.rejection.rejected_at is 'When it was refused last';
comment on column mart.rejection.capture_id is 'The exchange it was seen in';

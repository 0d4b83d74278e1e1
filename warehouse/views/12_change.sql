-- mart.change: in what a text differs from the one before it. Grain: one row per thing that differs between a revision and
-- the revision of its article before it, or between a version and the text that it is a version of.
create or replace view mart.change as
select
    case when later.article_id = earlier.article_id then 'revision' else 'version' end as relation,
    change.what,
    change.before,
    change.after,
    change.said,
    change.place,
    later.article_id,
    change.revision_id,
    coalesce(source.name, later.outlet) as source,
    later.title,
    later.url,
    later.arrived_at,
    earlier.article_id as earlier_article_id,
    change.earlier_id,
    earlier.title as earlier_title,
    earlier.url as earlier_url,
    earlier.arrived_at as earlier_arrived_at,
    change.method
from core.change as change
join core.article as later on later.revision_id = change.revision_id
join core.article as earlier on earlier.revision_id = change.earlier_id
left join core.source as source on source.source_id = later.source_id;

comment on view mart.change is 'One row per thing in which a revision, or a later version of another text, differs from the text before it; at most 20 a pair';
comment on column mart.change.relation is 'revision: another text of the same article; version: a later take of another article''s text';
comment on column mart.change.what is 'death_toll, injured, missing, detained, displaced, number, date, title, text_changed, text_added or text_removed';
comment on column mart.change.before is 'What stood there; null: nothing';
comment on column mart.change.after is 'What stands there now; null: nothing';
comment on column mart.change.said is 'The same in one line: "death toll 11 → 17"';
comment on column mart.change.place is 'Order of mention, from 0: figures first';
comment on column mart.change.article_id is 'The later article';
comment on column mart.change.revision_id is 'Its revision';
comment on column mart.change.source is 'Name of its outlet';
comment on column mart.change.title is 'Its headline';
comment on column mart.change.url is 'Its address';
comment on column mart.change.arrived_at is 'When it was published, or else fetched';
comment on column mart.change.earlier_article_id is 'The article it is held against; the same one for a revision';
comment on column mart.change.earlier_id is 'Revision it is held against';
comment on column mart.change.earlier_title is 'Headline of that revision';
comment on column mart.change.earlier_url is 'Its address';
comment on column mart.change.earlier_arrived_at is 'When that was published, or else fetched';
comment on column mart.change.method is 'Recipe, with version';

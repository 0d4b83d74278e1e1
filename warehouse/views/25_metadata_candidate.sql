-- mart.metadata_candidate: why an article has the title, date or authors it has. Grain: one row per place of its page (or of
-- the feed item that led there) that says something of one field; of the article's latest revision.
create or replace view mart.metadata_candidate as
select
    candidate.article_id,
    candidate.revision_id,
    candidate.field,
    candidate.place,
    candidate.source,
    candidate.written,
    candidate.reading,
    candidate.is_chosen,
    candidate.refused_because
from ops.metadata_candidate as candidate
join mart.revision as revision on revision.revision_id = candidate.revision_id
where revision.is_latest;

comment on view mart.metadata_candidate is 'One row per place that says something of a field of an article, as its latest revision was read; an article stored before these were kept has none';
comment on column mart.metadata_candidate.article_id is 'The article';
comment on column mart.metadata_candidate.revision_id is 'Its latest revision';
comment on column mart.metadata_candidate.field is 'title, subtitle, author, published_at, modified_at, section, language, canonical_url or outlet';
comment on column mart.metadata_candidate.place is 'Order in which the places of a field were looked at, from 0';
comment on column mart.metadata_candidate.source is 'The place, such as "json-ld headline" or "url"';
comment on column mart.metadata_candidate.written is 'What stands there, on one line, at most 300 characters';
comment on column mart.metadata_candidate.reading is 'What it was read as; null: it could not be read';
comment on column mart.metadata_candidate.is_chosen is 'The article bears it';
comment on column mart.metadata_candidate.refused_because is 'Why it was not believed; null where it was merely not needed';

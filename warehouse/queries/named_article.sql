-- The article, as it stands, whose id is one of $ids, whose address is $address, or to which such an address led.
select
    article_id, revision_id, title, subtitle, authors, published_at, published_precision, published_evidence, modified_at,
    section, language, outlet, url, kind, text_source, fetched_at, capture_id
from mart.article
where url = $address
    or list_contains($ids::varchar[], article_id)
    or article_id in (select article_id from core.alias where list_contains($ids::varchar[], alias_id))
order by list_contains($ids::varchar[], article_id) desc, article_id
limit 1

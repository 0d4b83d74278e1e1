-- The texts that a judge needs: those of $revisions, which arrived from $first_at to $last_at. Columns are the fields of
-- model.Comparable. `repeated`: those of its paragraphs that its outlet puts under everything, by the newest list.
-- Row ids first, by the narrow columns: the words are then read from these rows alone.
with wanted as (
    select revision_id, article_id, outlet, title, text, language, arrived_at
    from core.article
    where arrived_at between $first_at and $last_at
        and rowid in (
            select rowid
            from core.article
            where arrived_at between $first_at and $last_at
                and revision_id in (select unnest($revisions::varchar[]))
        )
),
paragraph as (
    select revision_id, outlet, date_trunc('month', arrived_at)::date as month, unnest(paragraphs) as hash
    from core.fingerprint
    where arrived_at between $first_at and $last_at
        and rowid in (
            select rowid
            from core.fingerprint
            where arrived_at between $first_at and $last_at
                and revision_id in (select unnest($revisions::varchar[]))
        )
),
repeated as (
    select paragraph.revision_id, list_sort(list(boilerplate.hash)) as repeated
    from paragraph
    join core.boilerplate as boilerplate
        on boilerplate.outlet = paragraph.outlet
        and boilerplate.month = paragraph.month
        and boilerplate.hash = paragraph.hash
    where boilerplate.part = 'paragraph' and boilerplate.until_version is null
    group by paragraph.revision_id
)
select wanted.*, coalesce(repeated.repeated, []) as repeated
from wanted
left join repeated on repeated.revision_id = wanted.revision_id

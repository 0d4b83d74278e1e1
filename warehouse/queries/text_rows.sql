-- Where the texts of the revisions in $revisions stand in core.article: the words are then read from these rows alone.
select rowid
from core.article
where arrived_at between $first_at and $last_at
    and revision_id in (select unnest($revisions::varchar[]))

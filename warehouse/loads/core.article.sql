-- core.article, one row per article revision, in order of arrival so that a file stays sorted by day.
insert into core.article by name
select *
from newcomer
order by arrived_at, revision_id

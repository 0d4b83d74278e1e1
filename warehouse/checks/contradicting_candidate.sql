-- Places chosen for one field of one article say the same; only authors may come from several places.
select revision_id, field, list(distinct reading) as readings
from ops.metadata_candidate
where is_chosen and field <> 'author'
group by revision_id, field
having count(distinct reading) > 1 or bool_or(reading is null)

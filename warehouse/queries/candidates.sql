-- What the places of an article's page say, field by field in the order in which they were looked at.
select field, place, source, written, reading, is_chosen, refused_because
from mart.metadata_candidate
where article_id = $article_id
order by field, place

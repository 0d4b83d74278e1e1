-- The quote is what stands in the article at its offsets, whoever coded it.
select event.event_id, event.quote_start, event.quote_end
from (from core.event union all from core.second_event) as event
join core.article as article on article.revision_id = event.revision_id
where event.quote <> substring(article.text, event.quote_start + 1, event.quote_end - event.quote_start)

-- The quote is what stands in the article at its offsets.
select event.event_id, event.quote_start, event.quote_end
from core.event as event
join core.article as article on article.revision_id = event.revision_id
where event.quote <> substring(article.text, event.quote_start + 1, event.quote_end - event.quote_start)

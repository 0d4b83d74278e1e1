-- The article revision that reports an event, with its text.
select article.*
from core.article as article
join core.event as event on event.revision_id = article.revision_id
where event.event_id = $event_id

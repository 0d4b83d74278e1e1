-- What was not stored, and why.
select source, reason, detail, url
from mart.rejection
order by source, reason

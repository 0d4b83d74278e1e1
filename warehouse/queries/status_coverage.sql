-- The last fourteen days on which anything was found or looked for, per outlet.
select source, day, finding, promise, is_gap, discovered, stored, rejected, failed, pending, deferred, expected
from mart.coverage
where day in (select distinct day from mart.coverage where finding <> 'not_looked' order by day desc limit 14)
order by day desc, source

-- core.alias: one article in twenty was found under another address too.
insert into core.alias by name
select store_id('ali', n) as alias_id, article_id, url || '?from=feed' as url, run_id
from member
where n % 20 = 0
order by n

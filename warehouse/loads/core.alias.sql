-- core.alias, one row per further identity of an article.
merge into core.alias as stored
using (select distinct on (alias_id, article_id) * from batch_alias order by alias_id, article_id) as fresh
on stored.alias_id = fresh.alias_id and stored.article_id = fresh.article_id
when not matched then insert by name

-- No article is several: three pages at addresses of their own, with words of their own, under one name. A template that writes the same
-- rel=canonical, og:url and JSON-LD address into every page makes revisions of one article out of different ones.
select later.article_id, count(distinct later.url) as addresses, any_value(later.url) as one_of_them
from core.relation as relation
join core.article as later on later.revision_id = relation.revision_id
join core.article as earlier on earlier.revision_id = relation.original_id
where relation.relation = 'revision'
    and relation.containment < 0.05
    and later.url <> earlier.url
    and later.title is distinct from earlier.title
group by later.article_id
having count(distinct later.url) >= 2

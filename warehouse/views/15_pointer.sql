-- mart.pointer: every time that a text was put behind an original, or stood for itself again. Grain: one row per move.
create or replace view mart.pointer as
select
    pointer.revision_id,
    article.article_id,
    article.outlet,
    article.title,
    pointer.arrived_at,
    pointer.relation,
    pointer.original_id,
    original.outlet as original_outlet,
    original.title as original_title,
    pointer.turn = max(pointer.turn) over (partition by pointer.revision_id) as is_last,
    pointer.turn,
    pointer.run_id,
    pointer.moved_because
from core.pointer as pointer
join core.article as article on article.revision_id = pointer.revision_id
left join core.article as original on original.revision_id = pointer.original_id;

comment on view mart.pointer is 'The log of who stands behind whom: one row per move, the last of a revision speaks; mart.revision says how it stands now';
comment on column mart.pointer.revision_id is 'The text';
comment on column mart.pointer.article_id is 'Its article';
comment on column mart.pointer.outlet is 'Its outlet';
comment on column mart.pointer.title is 'Its headline';
comment on column mart.pointer.arrived_at is 'When it came out';
comment on column mart.pointer.relation is 'copy or version; null: from then on it stands for itself';
comment on column mart.pointer.original_id is 'The text it was put behind; null: from then on it stands for itself';
comment on column mart.pointer.original_outlet is 'Outlet of that text';
comment on column mart.pointer.original_title is 'Its headline';
comment on column mart.pointer.is_last is 'It speaks now';
comment on column mart.pointer.turn is 'Load or settle step that decided, counted';
comment on column mart.pointer.run_id is 'The run that was loaded, or settle';
comment on column mart.pointer.moved_because is 'What changed; null for the first pointer of a text';

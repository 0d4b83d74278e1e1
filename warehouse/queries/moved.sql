-- What one load or settle step has placed so far: temp table `moved`, empty. A text that stands for itself has no original.
create or replace temp table moved (
    revision_id varchar not null,
    arrived_at timestamptz not null,
    original_id varchar,
    relation varchar
)

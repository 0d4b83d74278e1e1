-- Stories: what each revision is about, which texts are near which, and the ids of stories that went into others.

create table core.gist (
    revision_id varchar not null,
    article_id varchar not null,
    arrived_at timestamptz not null,
    fetched_at timestamptz not null,
    terms bigint[] not null,
    weights bigint[] not null,
    method varchar not null
);
comment on table core.gist is 'One row per article revision: what it is about, by which texts of the same story are found';
comment on column core.gist.revision_id is 'Article revision';
comment on column core.gist.article_id is 'The article';
comment on column core.gist.arrived_at is 'When it was published, or else fetched';
comment on column core.gist.fetched_at is 'When this revision was fetched';
comment on column core.gist.terms is '63-bit hashes of its heaviest terms, the heaviest first';
comment on column core.gist.weights is 'Their weights; the squares add up to about a million';
comment on column core.gist.method is 'Recipe, with version; the settle step makes rows of an earlier recipe anew';

create table core.story_text (
    revision_id varchar not null,
    article_id varchar not null,
    arrived_at timestamptz not null,
    story_id varchar not null,
    mates varchar[] not null,
    likenesses bigint[] not null,
    turn bigint not null
);
comment on table core.story_text is 'One row per text that stands for itself (the first revision of an article, unless it is a copy or version): its story, as it is now';
comment on column core.story_text.revision_id is 'Article revision';
comment on column core.story_text.article_id is 'The article';
comment on column core.story_text.arrived_at is 'When it was published, or else fetched';
comment on column core.story_text.story_id is 'Its story';
comment on column core.story_text.mates is 'The few texts it is most like, the nearest first';
comment on column core.story_text.likenesses is 'How like, in millionths';
comment on column core.story_text.turn is 'Load or settle step that wrote this, counted';

create table core.story_alias (
    alias_id varchar not null,
    story_id varchar not null,
    turn bigint not null,
    run_id varchar not null
);
comment on table core.story_alias is 'One row each time that a story went into another one; the last row of an id speaks';
comment on column core.story_alias.alias_id is 'Id of the story that is no more';
comment on column core.story_alias.story_id is 'The story that most of its texts are in since';
comment on column core.story_alias.turn is 'Load or settle step that found out, counted';
comment on column core.story_alias.run_id is 'The run that was loaded, or settle';

-- What the words of the resident's messages tell the queue: a person or a house in danger. Never the hidden mark.
alter table "case" add column cues text[] not null default '{}' check (not 'military-family' = any (cues));
create index case_cues on "case" using gin (cues) where cues <> '{}';

-- A hidden mark of a case that a person confirmed or refused; what is only proposed is never stored.
create table case_mark (
  region_id integer not null,
  case_id bigint not null,
  kind text not null check (kind in ('military-family')),
  state text not null check (state in ('confirmed', 'refused')),
  staff_id integer not null,
  at timestamptz not null default now(),
  primary key (region_id, case_id, kind),
  foreign key (region_id, case_id) references "case",
  foreign key (region_id, staff_id) references staff
);

-- What near copies of a message have in common: hashes of its wording, one row each, never its words (src/text/repeats).
-- The newest of a hash lie side by side in the key, so that a text sent ten thousand times costs no more than any other.
-- No reference to message: each row would lock it, and messages are never deleted.
create table text_print (
  region_id integer not null,
  band integer not null,
  message_id bigint not null,
  primary key (region_id, band, message_id)
);
-- look-ups read the key alone, as long as the table is vacuumed
alter table text_print set (autovacuum_vacuum_insert_scale_factor = 0.02);

-- Messages that were here before their prints were taken; a job takes them, and then it is empty for good.
create table text_print_backlog (
  region_id integer not null,
  message_id bigint not null,
  primary key (region_id, message_id)
);
-- older ones are compared with nothing
insert into text_print_backlog (region_id, message_id)
  select region_id, id from message
  where direction = 'in' and case_id is not null and sent_at > now() - interval '90 days';

-- the same person again: looked up when a case is read, nothing is kept about a person
create index case_author on "case" (region_id, channel, author_key, registered_at);
-- what happened in a territory lately; topic and agency are looked at inside the index
create index case_territory_registered on "case" (region_id, territory_code, registered_at, topic_code, agency_id);

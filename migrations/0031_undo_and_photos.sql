-- An approval can be taken back for some seconds: before this moment nobody claims the answer; null: nothing holds it.
alter table reply add column publish_after timestamptz;

-- What an edited photo of an answer was made of. The bytes as they came stay for the check of evidence, and to take the edit back.
create table reply_photo_source (
  region_id integer not null,
  reply_id bigint not null,
  sha256 text not null,
  -- of a pair: 0 shows how it was, 1 how it is now
  number integer not null check (number in (0, 1)),
  source_sha256 text not null,
  primary key (region_id, reply_id, sha256, number),
  foreign key (region_id, reply_id, sha256) references reply_photo (region_id, reply_id, sha256) on delete cascade,
  foreign key (region_id, source_sha256) references file (region_id, sha256)
);
create index reply_photo_source_file on reply_photo_source (region_id, source_sha256);

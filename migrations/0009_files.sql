-- Files are kept outside the database, by the hash of their bytes; here stands which there are. Regions share none.
create table file (
  region_id integer not null references region,
  -- of the bytes as they came
  sha256 text not null check (sha256 ~ '^[0-9a-f]{64}$'),
  -- by content, never by name
  type text not null,
  size integer not null,
  -- as the picture is shown, turned upright
  width integer not null,
  height integer not null,
  created_at timestamptz not null default now(),
  primary key (region_id, sha256)
);

-- What a picture says of itself, kept apart from everything that is shown or published.
create table file_evidence (
  region_id integer not null,
  sha256 text not null,
  -- the camera's own clock, without a zone unless it told one ("+03:00")
  taken_at timestamp,
  zone text,
  latitude double precision,
  longitude double precision,
  primary key (region_id, sha256),
  foreign key (region_id, sha256) references file on delete cascade
);

-- The files of a message. A file that an edit took away stays, without a position.
create table message_file (
  region_id integer not null,
  message_id bigint not null,
  number integer not null,
  -- its place among the message's attachments
  position integer,
  -- the attachment as the network told it, and the delivery it came with
  attachment jsonb not null,
  delivery_id bigint,
  state text not null default 'waiting' check (state in ('waiting', 'kept', 'refused', 'gone')),
  sha256 text,
  -- why it is not kept, as a code
  reason text,
  attempts integer not null default 0,
  next_at timestamptz not null default now(),
  created_at timestamptz not null default now(),
  primary key (region_id, message_id, number),
  foreign key (region_id, message_id) references message,
  foreign key (region_id, sha256) references file,
  check ((state = 'kept') = (sha256 is not null))
);
create index message_file_waiting on message_file (region_id, next_at) where state = 'waiting';
create index message_file_sha256 on message_file (region_id, sha256);

-- The photos that go out with an answer.
create table reply_photo (
  region_id integer not null,
  reply_id bigint not null,
  sha256 text not null,
  position integer not null,
  created_at timestamptz not null default now(),
  primary key (region_id, reply_id, sha256),
  foreign key (region_id, reply_id) references reply,
  foreign key (region_id, sha256) references file
);
create index reply_photo_sha256 on reply_photo (region_id, sha256);

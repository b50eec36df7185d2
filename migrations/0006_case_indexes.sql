-- Where a table has no statistics yet, foreign keys are looked up by the newest index that begins with their first column,
-- and one without the id reads the whole region for each. A partial index is not taken for that.
drop index case_author;
create index case_author on "case" (region_id, channel, author_key, registered_at) where registered_at is not null;
drop index case_territory_registered;
create index case_territory_registered on "case" (region_id, territory_code, registered_at, topic_code, agency_id)
  where territory_code is not null;

-- The queue group by group: open cases of each topic, of each territory, the most urgent first. What the counts look at stands in the index.
create index case_topic_due on "case" (region_id, topic_code, due_at, id) include (status, agency_id) where is_open;
create index case_territory_due on "case" (region_id, territory_code, due_at, id) include (status, agency_id) where is_open;

-- The surroundings of a case: open cases whose place is known to the point.
create index case_near on "case" (region_id, latitude, longitude) where is_open and latitude is not null;

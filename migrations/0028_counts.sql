-- The counts of the views are asked for at every change: an index that holds the status answers them by itself.
drop index case_due;
create index case_due on "case" (region_id, due_at, id) include (status) where is_open;
drop index case_agency_due;
create index case_agency_due on "case" (region_id, agency_id, due_at, id) include (status) where is_open;

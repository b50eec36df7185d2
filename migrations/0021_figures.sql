-- What the figures of agencies are counted by.
create index case_clock_ended on case_clock (region_id, ended_at) where ended_at is not null;
create index case_event_figures on case_event (region_id, type, at)
  where type in ('returnWrongAgency', 'residentReopened', 'reopen', 'returnAnswered', 'recordPublished', 'recordShared', 'recordInterim');

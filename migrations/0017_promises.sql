-- Dates promised to residents, their control, and the resident's say about an answer.

-- The day that was asked for, where it was a day off and the promise went to the next working day.
alter table promise add column asked_on date;
-- A promise lies at most so many days ahead.
alter table region add column promise_days smallint not null default 365 check (promise_days between 1 and 1830);

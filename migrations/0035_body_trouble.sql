-- Why a stored body was not understood, as a person is told it; `reason` says more to whoever mends the desk.
alter table delivery add column trouble text
	check (trouble in ('shape', 'unknown-kind', 'other-place', 'sender', 'kept-back', 'no-channel', 'fault'));

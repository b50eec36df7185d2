import pg from "pg";

/**
 * A clock that stands still until it is moved, for this process and for one database: a week is lived in minutes. Waits of
 * real time (timers, pauses between calls) stay real.
 */
export type WeekClock = { now: () => Date; moveTo: (at: Date) => Promise<void>; stop: () => Promise<void> };

const RealDate = Date;

/**
 * Sets the clock of this process and of the (still empty) database at `url` to `start`.
 * In the database `now()` and `clock_timestamp()` are found in the schema `week` before the server's own.
 */
export async function startWeekClock(url: string, start: Date): Promise<WeekClock> {
	const client = new pg.Client({ connectionString: url });
	await client.connect();
	const { rows } = await client.query<{ name: string }>("select current_database() as name");
	await client.query(`
		create schema week;
		create table week.clock (at timestamptz not null);
		insert into week.clock values ('${start.toISOString()}');
		create function week.now() returns timestamptz language sql stable as 'select at from week.clock';
		create function week.clock_timestamp() returns timestamptz language sql stable as 'select at from week.clock';
		create function week.transaction_timestamp() returns timestamptz language sql stable as 'select at from week.clock';
		alter database "${rows[0]?.name}" set search_path = public, week, pg_catalog`);
	let at = start.getTime();
	globalThis.Date = class extends RealDate {
		constructor(...given: [] | [number | string | Date]) {
			// a Date made of parts is not used anywhere in the desk
			super(...((given.length === 0 ? [at] : given) as [number]));
		}
		static override now(): number {
			return at;
		}
	} as DateConstructor;
	return {
		now: () => new RealDate(at),
		moveTo: async (to) => {
			at = to.getTime();
			await client.query("update week.clock set at = $1", [to.toISOString()]);
		},
		stop: async () => {
			globalThis.Date = RealDate;
			await client.end();
		},
	};
}

import pg from "pg";

/** What a connection of its own hears from the database. */
export type Notices = {
	start: () => void;
	/** finds out whether the connection still lives; a dead one is replaced */
	check: () => void;
	stop: () => Promise<void>;
};

export type Listener = {
	/** the connection stands, for the first time or again: whatever came meanwhile must be read from the tables */
	onConnected: () => void;
	onNotice: (channel: string, payload: string) => void;
	onError: (error: unknown) => void;
};

const longestPauseMs = 5_000;

/**
 * Listens on `channels` of the database at `url`, without a connection pooler in between, and reconnects by itself.
 */
export function listen(url: string, channels: readonly string[], listener: Listener): Notices {
	let client: pg.Client | null = null;
	let timer: NodeJS.Timeout | null = null;
	let pauseMs = 100;
	let isStopped = true;

	const later = () => {
		if (isStopped || timer) return;
		timer = setTimeout(() => {
			timer = null;
			void connect();
		}, pauseMs);
		pauseMs = Math.min(pauseMs * 2, longestPauseMs);
	};
	const drop = (which: pg.Client) => {
		if (client !== which) return;
		client = null;
		which.end().catch(() => {});
		later();
	};
	const connect = async () => {
		const next = new pg.Client({
			connectionString: url,
			connectionTimeoutMillis: 5_000,
			query_timeout: 5_000,
			keepAlive: true,
			application_name: "otklik live feed",
		});
		client = next;
		next.on("notification", ({ channel, payload }) => listener.onNotice(channel, payload ?? ""));
		next.on("error", (error) => {
			if (client === next) listener.onError(error);
			drop(next);
		});
		next.on("end", () => drop(next));
		try {
			await next.connect();
			for (const channel of channels) await next.query(`listen ${pg.escapeIdentifier(channel)}`);
		} catch (error) {
			if (client === next) listener.onError(error);
			return drop(next);
		}
		if (client !== next) return;
		pauseMs = 100;
		listener.onConnected();
	};

	return {
		start: () => {
			if (!isStopped) return;
			isStopped = false;
			void connect();
		},
		check: () => {
			const asked = client;
			// a cut cable tells nothing by itself
			asked?.query("select 1").catch(() => drop(asked));
		},
		stop: async () => {
			isStopped = true;
			if (timer) clearTimeout(timer);
			const last = client;
			client = null;
			await last?.end().catch(() => {});
		},
	};
}

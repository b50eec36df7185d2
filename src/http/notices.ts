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

type Line = {
	url: string;
	channels: readonly string[];
	listener: Listener;
	client: pg.Client | null;
	timer: NodeJS.Timeout | null;
	/** until the next attempt */
	pauseMs: number;
	isStopped: boolean;
};

const firstPauseMs = 100;
const longestPauseMs = 5_000;

/** Listens on `channels` of the database at `url`, without a connection pooler in between, and reconnects by itself. */
export function listen(url: string, channels: readonly string[], listener: Listener): Notices {
	const line: Line = { url, channels, listener, client: null, timer: null, pauseMs: firstPauseMs, isStopped: true };
	return {
		start: () => {
			if (!line.isStopped) return;
			line.isStopped = false;
			void connect(line);
		},
		check: () => {
			const asked = line.client;
			// a cut cable tells nothing by itself
			asked?.query("select 1").catch(() => drop(line, asked));
		},
		stop: async () => {
			line.isStopped = true;
			if (line.timer) clearTimeout(line.timer);
			const last = line.client;
			line.client = null;
			await last?.end().catch(() => {});
		},
	};
}

async function connect(line: Line): Promise<void> {
	const { listener } = line;
	const client = new pg.Client({
		connectionString: line.url,
		connectionTimeoutMillis: 5_000,
		query_timeout: 5_000,
		keepAlive: true,
		application_name: "otklik live feed",
	});
	line.client = client;
	const fail = (error: unknown) => {
		if (line.client === client) listener.onError(error);
		drop(line, client);
	};
	client.on("notification", ({ channel, payload }) => listener.onNotice(channel, payload ?? ""));
	client.on("error", fail);
	client.on("end", () => drop(line, client));
	try {
		await client.connect();
		for (const channel of line.channels) await client.query(`listen ${pg.escapeIdentifier(channel)}`);
	} catch (error) {
		return fail(error);
	}
	if (line.client !== client) return;
	line.pauseMs = firstPauseMs;
	listener.onConnected();
}

/** Lets a broken connection go and tries again after a pause that grows to 5 s. */
function drop(line: Line, client: pg.Client): void {
	if (line.client !== client) return;
	line.client = null;
	client.end().catch(() => {});
	if (line.isStopped || line.timer) return;
	line.timer = setTimeout(() => {
		line.timer = null;
		void connect(line);
	}, line.pauseMs);
	line.pauseMs = Math.min(line.pauseMs * 2, longestPauseMs);
}

import { enableCompileCache } from "node:module";
import { join } from "node:path";
import { parseArgs } from "node:util";
import type { ParseArgsOptionsConfig } from "node:util";
import { projectRoot, readConfig } from "./config.ts";
import type { Config } from "./config.ts";
import { SetupError } from "./db/setup-error.ts";

type Values = Record<string, string | boolean | undefined>;
type Command = {
	summary: string;
	/** text under the summary in the command's own help */
	details?: string;
	options?: ParseArgsOptionsConfig;
	run: (config: Config, values: Values) => Promise<void>;
};

const environment = `Settings come from the environment:
  DATABASE_URL       a PostgreSQL of your own, 15 or newer; without it a private one is started
  OTKLIK_SECRET_KEY  with DATABASE_URL: 32 bytes in base64 that seal the keys of pages
  HOST, PORT         where the server listens (127.0.0.1, 8080)
  DEMO_PORT          where the demo network listens (PORT + 1)
  OTKLIK_PUBLIC_URL  the address under which people and networks reach the server
  OTKLIK_TRUSTED_PROXIES  addresses or networks of reverse proxies in front of the server
  OTKLIK_UNDO_SECONDS  for how long an approval can be taken back before the answer goes out, 0 to 60 (10)
  OTKLIK_DATA        the data folder (.data in the program's folder)
  OTKLIK_DEMO        1: offer the demo accounts on the sign-in screen (usual without DATABASE_URL)`;

const commands: Record<string, Command> = {
	start: {
		summary: "Everything at once: database, server, worker, demo network",
		details: `Where the database has no region, the demo region is written.
  --empty  begins a region of one's own instead, in the folder .region unless told where by OTKLIK_DATA or
           DATABASE_URL; its administrator's password is shown once`,
		options: { empty: { type: "boolean", default: false } },
		run: async (config, values) => (await import("./start.ts")).start(config, { isEmpty: values.empty === true }),
	},
	serve: {
		summary: "The HTTP server: API, web app, webhooks; any number may run",
		run: async (config) => (await import("./services.ts")).serve(config),
	},
	work: {
		summary: "A worker: everything that happens later; any number may run",
		run: async (config) => (await import("./services.ts")).work(config),
	},
	demo: {
		summary: "The demo network, for the demo pages of the database",
		run: async (config) => (await import("./services.ts")).demo(config),
	},
	migrate: {
		summary: "Bring the database to this version",
		run: async (config) => (await import("./maintain.ts")).migrateDatabase(config),
	},
	seed: {
		summary: "Fill an empty database: the demo region, or a real one",
		details: `Without options the demo region is written, if the database has no region.
With --region a real one is: its topics, calendar and roles, one agency and an administrator,
whose password is taken from OTKLIK_ADMIN_PASSWORD.`,
		options: {
			region: { type: "string" },
			name: { type: "string" },
			"time-zone": { type: "string", default: "Europe/Moscow" },
			login: { type: "string", default: "admin" },
			"admin-name": { type: "string", default: "Администратор региона" },
		},
		run: async (config, values) => (await import("./maintain.ts")).seedDatabase(config, values, process.env),
	},
	replay: {
		summary: "Play residents' messages from a file into the desk through the demo network",
		details: `  --data FILE     CSV or CSV.gz with the columns id, created_at, district, address, text, author_h
  --channel NAME  the network to play through
  --speed N       how many times faster than they were written; without it, as fast as they are taken
  --limit N       stop after N messages
  --chaos         every delivery twice and in no order
  --own           on a desk of its own with a temporary database, ended afterwards
  --recent        move the times to the past days
  --json          print the report as one JSON object and nothing else`,
		options: {
			data: { type: "string" },
			channel: { type: "string" },
			speed: { type: "string" },
			limit: { type: "string" },
			chaos: { type: "boolean", default: false },
			own: { type: "boolean", default: false },
			recent: { type: "boolean", default: false },
			json: { type: "boolean", default: false },
		},
		run: async (config, values) => (await import("./play.ts")).play(config, values),
	},
	"model train": {
		summary: "Train a text model from a file of messages with their labels",
		details: `  --data FILE       CSV or CSV.gz; columns are divided by commas, semicolons or tabs
  --text NAME       the column with the messages (text)
  --label NAME      the column with what they are about, or who should have them (topic)
  --territory NAME  a column with the district or settlement
  --group NAME      a column that numbers near-duplicates: they never stand on both sides of the inner split
  --local           words count apart in each territory: for labels that differ from place to place, such as agencies
  --out FILE        where the model is written
  --json            print the figures as one JSON object and nothing else`,
		options: {
			data: { type: "string" },
			text: { type: "string", default: "text" },
			label: { type: "string", default: "topic" },
			territory: { type: "string" },
			group: { type: "string" },
			local: { type: "boolean", default: false },
			out: { type: "string" },
			json: { type: "boolean", default: false },
		},
		run: async (_, values) => (await import("./model-command.ts")).trainFromFile(values),
	},
	"model evaluate": {
		summary: "Measure a text model on a file it has not seen",
		details: `  --model FILE      a trained model
  --data FILE       CSV or CSV.gz with the columns the model was trained on
  --text, --label, --territory NAME   other names of those columns
  --json            print the figures as one JSON object and nothing else`,
		options: {
			model: { type: "string" },
			data: { type: "string" },
			text: { type: "string" },
			label: { type: "string" },
			territory: { type: "string" },
			json: { type: "boolean", default: false },
		},
		run: async (_, values) => (await import("./model-command.ts")).evaluateOnFile(values),
	},
	"model compare": {
		summary: "Measure two text models on the same file, side by side",
		details: `  --model FILE      a trained model
  --with FILE       the one it is compared with
  --data FILE       CSV or CSV.gz with the columns both were trained on
  --json            print the figures as one JSON object and nothing else`,
		options: {
			model: { type: "string" },
			with: { type: "string" },
			data: { type: "string" },
			text: { type: "string" },
			label: { type: "string" },
			territory: { type: "string" },
			json: { type: "boolean", default: false },
		},
		run: async (_, values) => (await import("./model-command.ts")).compareOnFile(values),
	},
	"model add": {
		summary: "Put a trained text model among a region's own; an administrator puts it to work",
		details: `  --file FILE    a trained model
  --region CODE  the region; without it, the only one
  --kind KIND    what it names: topic or agency (topic)
  --name NAME    what people call it; without it, the file's name
  --json         print the report as one JSON object and nothing else`,
		options: {
			file: { type: "string" },
			region: { type: "string" },
			kind: { type: "string", default: "topic" },
			name: { type: "string" },
			json: { type: "boolean", default: false },
		},
		run: async (config, values) => (await import("./add-model-command.ts")).addModelFile(config, values),
	},
	"gazetteer import": {
		summary: "Load a region's settlements, streets and borders, by which places are found in messages",
		details: `  --region CODE        the region; without it, the only one
  --places FILE        CSV or CSV.gz (commas, semicolons or tabs) with the columns kind, name, settlement, street,
                       territory, latitude, longitude, aliases; only name must be there
  --columns LIST       what the file calls them: name=Title,latitude=Lat
  --header LIST        the names of its columns when its first line has none; an empty name is a column not read
  --kind KIND          settlement, street, house or landmark, for rows that do not say
  --boundaries FILE    GeoJSON with the borders of territories
  --boundary-name P    the property that tells a territory's name (name)
  --boundary-code P    the property that tells its code
  --make-territories   make territories that the files name and the region lacks
  --inside             leave out places that lie in no territory
  --json               print the report as one JSON object and nothing else

What was loaded before is replaced: places by --places, borders by --boundaries.`,
		options: {
			region: { type: "string" },
			places: { type: "string" },
			columns: { type: "string" },
			header: { type: "string" },
			kind: { type: "string" },
			boundaries: { type: "string" },
			"boundary-name": { type: "string" },
			"boundary-code": { type: "string" },
			"make-territories": { type: "boolean", default: false },
			inside: { type: "boolean", default: false },
			json: { type: "boolean", default: false },
		},
		run: async (config, values) => (await import("./gazetteer-command.ts")).importFiles(config, values),
	},
	"gazetteer show": {
		summary: "Show the places that a text is about",
		details: `  --text TEXT            what a resident might write
  --region CODE          the region; without it, the only one
  --page-territory CODE  the territory of the page it is written to
  --point LAT,LON        the point attached to it
  --json                 print the places as one JSON array and nothing else`,
		options: {
			text: { type: "string" },
			region: { type: "string" },
			"page-territory": { type: "string" },
			point: { type: "string" },
			json: { type: "boolean", default: false },
		},
		run: async (config, values) => (await import("./gazetteer-command.ts")).showPlaces(config, values),
	},
	"keys rotate": {
		summary: "Seal the keys of pages with another secret key",
		details: `OTKLIK_SECRET_KEY is the new one, OTKLIK_OLD_SECRET_KEY the former one. Stop the servers and workers first and start
them with the new key afterwards. A run that was broken off is taken up by the next. Nothing is changed when the keys of
a page open with neither.`,
		run: async (config) => (await import("./keys-command.ts")).rotateSecretKey(config, process.env),
	},
	"audit verify": {
		summary: "Reckon the sealed history anew: was an entry changed, taken away or put in",
		details: `  --region CODE  the region; without it, every one
  --anchor HASH  a last hash written down earlier: it must still be in the chain (with --region)
  --json         print the verdict as one JSON object and nothing else

Ends with the exit code 1 when anything does not fit. Print and keep the last hash outside of the database: who owns the
database can make a whole chain anew, and only that hash tells.`,
		options: {
			region: { type: "string" },
			anchor: { type: "string" },
			json: { type: "boolean", default: false },
		},
		run: async (config, values) => (await import("./audit-command.ts")).verifyAudit(config, values),
	},
	doctor: {
		summary: "Look whether everything is well, and say what to do where it is not",
		details:
			"  --pages  a line for every page, not only for those that are not well\n  --json   print the findings as JSON",
		options: { json: { type: "boolean", default: false }, pages: { type: "boolean", default: false } },
		run: async (config, values) =>
			(await import("./doctor.ts")).doctor(config, { isJson: values.json === true, allPages: values.pages === true }),
	},
};

function help(): string {
	const lines = Object.entries(commands).map(([name, { summary }]) => `  ${name.padEnd(16)}${summary}`);
	return `Usage: otklik <command> [options]\n\n${lines.join("\n")}\n\n${environment}\n\notklik <command> --help tells more.\n`;
}

function helpOf(name: string, { summary, details, options }: Command): string {
	const given = Object.entries(options ?? {}).map(
		([option, { type }]) => `[--${option}${type === "string" ? " …" : ""}]`,
	);
	return `Usage: otklik ${[name, ...given].join(" ")}\n\n${summary}.\n${details ? `\n${details}\n` : ""}\n${environment}\n`;
}

/** A mistake in the command line: shown with the help it needs. */
function misuse(words: string, usage: string): void {
	process.stderr.write(`${words}\n\n${usage}`);
	process.exitCode = 2;
}

/** A command has one word or two. */
function nameOf([first, second]: string[]): string | undefined {
	const both = `${first} ${second}`;
	return Object.hasOwn(commands, both) ? both : first;
}

async function main(given: string[]): Promise<void> {
	const name = nameOf(given);
	const args = given.slice(name?.split(" ").length);
	if (name === "--help" || name === "-h" || name === "help") return void process.stdout.write(help());
	const command = name === undefined || !Object.hasOwn(commands, name) ? undefined : commands[name];
	if (name === undefined) return misuse("A command is missing.", help());
	if (!command) return misuse(`Unknown command "${name}".`, help());
	let values: Values;
	try {
		const options = { ...command.options, help: { type: "boolean", short: "h" } } as const;
		values = parseArgs({ args, options }).values as Values;
	} catch (error) {
		return misuse((error as Error).message, helpOf(name, command));
	}
	if (values.help) return void process.stdout.write(helpOf(name, command));
	await command.run(readConfig(process.env), values);
}

// compiled code of earlier runs: the second start is quicker by a third of a second
enableCompileCache(join(projectRoot, "node_modules", ".cache", "otklik"));
try {
	await main(process.argv.slice(2));
} catch (error) {
	process.stderr.write(`${error instanceof SetupError ? error.message : (error as Error).stack}\n`);
	process.exitCode = 1;
}
// something half open must not keep a process that has ended or failed: nobody would start it again
setTimeout(() => process.exit(), 3_000).unref();

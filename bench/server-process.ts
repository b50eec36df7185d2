import { startServer } from "../src/serve.ts";
import { settingsOfBench, tellBench } from "./child.ts";

const server = await startServer({
	...settingsOfBench(),
	host: "127.0.0.1",
	port: 0,
	demo: null,
	webRoot: null,
	version: "bench",
	publicUrl: "http://127.0.0.1",
	logger: true,
});
tellBench(`ready ${server.url}`, server.stop);

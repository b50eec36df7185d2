/** What the log may know of an error: never rows, statements' values, bodies, cookies or keys. */
type Told = { type: string; message: string; stack: string; code?: string; cause?: string };

function tell(error: unknown): Told {
	if (!(error instanceof Error)) return { type: typeof error, message: String(error), stack: "" };
	const { code } = error as { code?: unknown };
	return {
		type: error.name,
		message: error.message,
		stack: error.stack ?? "",
		...(typeof code === "string" && { code }),
		...(error.cause instanceof Error && { cause: error.cause.message }),
	};
}

/** For pino: only what is named here is written of a request; what could hold a secret is cut even if somebody adds it. */
export const loggerOptions = {
	level: "info",
	serializers: {
		err: tell,
		req: (request: { method: string; id: string }) => ({ method: request.method, id: request.id }),
		res: (reply: { statusCode: number }) => ({ statusCode: reply.statusCode }),
	},
	redact: {
		paths: [
			"*.cookie",
			"*.cookies",
			"*.authorization",
			"*.password",
			"*.secret",
			"*.secrets",
			"*.body",
			"*.headers.cookie",
			"*.headers.authorization",
		],
		censor: "[cut]",
	},
};

/** Codes and words of errors.json of VK's official schema. */
const messages = {
	3: "Unknown method passed",
	5: "User authorization failed",
	6: "Too many requests per second",
	7: "Permission to perform this action is denied",
	8: "Invalid request",
	10: "Internal server error",
	15: "Access denied",
	27: "Group authorization failed",
	29: "Rate limit reached",
	100: "One of the parameters specified was missing or invalid",
	104: "Not found",
	121: "Invalid hash",
	212: "Access to post comments denied",
	213: "Access to status replies denied",
	901: "Can't send messages for users without permission",
	909: "Can't edit this message, because it's too old",
	914: "Message is too long",
	2000: "Servers number limit is reached",
} as Record<number, string>;

/** A refusal of an API method: HTTP 200 with VK's error object. */
export class ApiError extends Error {
	readonly code: number;
	constructor(code: number, detail = "") {
		super(`${messages[code] ?? "Error"}${detail === "" ? "" : `: ${detail}`}`);
		this.code = code;
	}
}

/** The error object; keys are never given back. */
export function buildError(error: ApiError, method: string, parameters: Map<string, string>) {
	const given = [...parameters].filter(([name]) => name !== "access_token");
	return {
		error: {
			error_code: error.code,
			error_msg: error.message,
			request_params: [["method", method], ["oauth", "1"], ...given].map(([key, value]) => ({ key, value })),
		},
	};
}

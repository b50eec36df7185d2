declare module "oidc-provider" {
	import type { IncomingMessage, ServerResponse } from "node:http";
	/** As much of it as the tests use; the package has no types. */
	export default class Provider {
		constructor(issuer: string, settings: object);
		callback(): (request: IncomingMessage, response: ServerResponse) => void;
	}
}

import { RequestError } from "./api.ts";

/** The server could not be reached or has a trouble of its own: asked again it may answer. */
export const isPassing = (error: unknown): boolean =>
	error instanceof RequestError && (error.status === 0 || error.status >= 500);

/** A refusal by right: asked again it stays one. */
export const isRefusal = (error: unknown): boolean => error instanceof RequestError && error.code === "forbidden";

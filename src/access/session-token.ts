import { createHash, randomBytes } from "node:crypto";

/** 32 random bytes for the cookie. */
export const newToken = (): string => randomBytes(32).toString("base64url");

/** What the database keeps of a token: from it nobody can sign in. */
export const hashToken = (token: string): Buffer => createHash("sha256").update(token).digest();

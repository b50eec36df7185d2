import type {
	FastifyBaseLogger,
	FastifyInstance,
	RawReplyDefaultExpression,
	RawRequestDefaultExpression,
	RawServerDefault,
} from "fastify";
import type { ZodTypeProvider } from "fastify-type-provider-zod";
import type { Channels } from "../channels/channel.ts";
import type { Views } from "../cases/count-views.ts";
import type { Db } from "../db/database.ts";
import type { Acceptor } from "../ingest/accept-delivery.ts";
import type { FileStore } from "../files/store.ts";
import type { Enqueue } from "../queue/enqueue.ts";
import type { PublicPages } from "../registry/keep-public-pages.ts";
import type { WebhookPages } from "../registry/keep-webhook-pages.ts";
import type { Refusals } from "../registry/count-refusals.ts";
import type { Registry } from "../registry/reads.ts";
import type { Models } from "../text/keep-models.ts";
import type { Status } from "./contract.ts";
import type { LiveFeed } from "./live-feed.ts";

/** What a server is made of. */
export type ServerParts = {
	db: Db;
	/** for the one connection that listens; not through a connection pooler */
	databaseUrl: string;
	channels: Channels;
	/** 32 bytes: opens the keys of pages */
	secretKey: Buffer;
	/** stores a delivery; resolves after the commit */
	accept: Acceptor["accept"];
	enqueue: Enqueue;
	files: FileStore;
	/** accounts and address of the demo; null in a real installation */
	demo: Status["demo"];
	/** folder of the built web app; null: the API alone */
	webRoot: string | null;
	version: string;
	/** address under which people open the desk; with https the session cookie is sent over https only */
	publicUrl: string;
	/** one JSON line per unforeseen error on stdout */
	logger: boolean;
	/** addresses of reverse proxies whose X-Forwarded-For is believed; "loopback" unless given */
	trustedProxies?: string;
	/** for how long an approval can be taken back before the answer goes out; not given: not at all */
	undoSeconds?: number;
	/** hosts with port of sign-in providers that may be anywhere and without https: those of the tests */
	trustedProviders?: readonly string[];
};

/** What routes share on top of that. */
export type RouteParts = ServerParts & {
	registryOf: (regionId: number) => Promise<Registry>;
	modelsOf: (registry: Registry) => Promise<Models>;
	webhookPages: WebhookPages;
	publicPages: PublicPages;
	refusals: Refusals;
	views: Views;
	feed: LiveFeed;
	isHttps: boolean;
};

export type Api = FastifyInstance<
	RawServerDefault,
	RawRequestDefaultExpression,
	RawReplyDefaultExpression,
	FastifyBaseLogger,
	ZodTypeProvider
>;

/** A group of routes, listed in server.ts. */
export type Routes = (api: Api, parts: RouteParts) => void;

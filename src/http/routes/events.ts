import type { FastifyReply } from "fastify";
import { z } from "zod";
import { caseScope } from "../../access/permissions.ts";
import type { Db } from "../../db/database.ts";
import { DomainError } from "../../domain/errors.ts";
import { LiveEvent } from "../contract-case.ts";
import type { Reader } from "../live-feed.ts";
import type { Routes } from "../parts.ts";
import { callerOf, standingOf } from "../session.ts";
import type { Standing } from "../session.ts";

const Query = z.object({ after: z.string().max(40).optional() });
const Stream = {
	description:
		"Server-sent events. `hello` opens the stream; unnamed events are changes of cases (type `left`: the case went to another agency); `presence` tells who is at a case now and who writes its answer; `resync` means that too much was missed: read the lists again. The id of a line resumes the stream as Last-Event-ID or `after`.",
	content: { "text/event-stream": { schema: LiveEvent } },
};

/** Bytes that may wait in memory for one slow reader. */
const mostWaiting = 512 * 1024;
const streamsPerPerson = 20;
/** A session is looked at again this often, so that a person switched off stops reading. */
const recheckSeconds = 300;

export const eventRoutes: Routes = (api, { db, feed }) => {
	const open = new Map<string, Reader[]>();
	api.route({
		method: "GET",
		url: "/events",
		config: { access: ["case.read.region", "case.read.agency"] },
		schema: { summary: "Live changes of cases", querystring: Query, response: { 200: Stream } },
		handler: async (request, reply) => {
			const caller = callerOf(request);
			const standing = standingOf(request);
			const person = `${caller.regionId} ${caller.staffId}`;
			const reader = streamTo(reply, {
				regionId: caller.regionId,
				scope: caseScope(caller),
				session: standing.hash,
			});
			const own = open.get(person) ?? [];
			open.set(person, own);
			own.push(reader);
			// a forgotten tab gives way to the new one
			if (own.length > streamsPerPerson) own[0]?.close();
			const watch = watchStanding(db, standing, reader);
			reply.raw.on("close", () => {
				watch.stop();
				feed.leave(reader);
				own.splice(own.indexOf(reader), 1);
				if (own.length === 0) open.delete(person);
			});
			const lastEventId = request.headers["last-event-id"] ?? request.query.after ?? null;
			await feed.join(reader, typeof lastEventId === "string" ? lastEventId : null);
			return reply;
		},
	});
};

/** A reader that writes to this answer; the headers go out with its first words, so that a failure before them is an ordinary one. */
function streamTo(reply: FastifyReply, of: Pick<Reader, "regionId" | "scope" | "session">): Reader {
	const { raw } = reply;
	let isOpen = true;
	const start = () => {
		const headers = {
			...reply.getHeaders(),
			"content-type": "text/event-stream; charset=utf-8",
			"cache-control": "no-store",
			// a server that stops must not wait for a connection that may be used again
			connection: "close",
			// nginx passes the lines on at once
			"x-accel-buffering": "no",
		};
		reply.hijack();
		raw.writeHead(200, headers as Record<string, string>);
	};
	raw.on("error", () => raw.destroy());
	return {
		...of,
		write: (text) => {
			if (!isOpen || raw.destroyed) return true;
			if (!raw.headersSent) start();
			raw.write(text);
			return raw.writableLength <= mostWaiting;
		},
		close: () => {
			if (!isOpen) return;
			isOpen = false;
			if (!raw.headersSent) return;
			raw.end();
			// whoever does not take the rest soon is not waited for
			const timer = setTimeout(() => raw.destroy(), raw.writableLength > mostWaiting ? 0 : 1_000).unref();
			raw.once("close", () => clearTimeout(timer));
		},
	};
}

/** Ends the stream with its session or token, and follows the person's agencies; while the database is away it goes on. */
function watchStanding(db: Db, standing: Standing, reader: Reader): { stop: () => void } {
	let isOver = false;
	let timer: NodeJS.Timeout;
	const lookIn = (seconds: number) => {
		timer = setTimeout(() => void look(), seconds * 1000).unref();
	};
	const look = async () => {
		let pause = recheckSeconds;
		try {
			const session = await standing.look(db);
			if (!session) return reader.close();
			reader.scope = caseScope({ ...session.caller, ip: null });
			pause = Math.min(recheckSeconds, session.endsInSeconds + 1);
		} catch (error) {
			// a person who lost the right to read stops reading
			if (error instanceof DomainError) return reader.close();
			pause = 10;
		}
		if (!isOver) lookIn(pause);
	};
	lookIn(recheckSeconds);
	return {
		stop: () => {
			isOver = true;
			clearTimeout(timer);
		},
	};
}

import { dropPresence } from "./cases/keep-presence.ts";
import { escalateClocks, wakeEscalation } from "./cases/escalate-clocks.ts";
import type { EscalateParts } from "./cases/escalate-clocks.ts";
import { sealHistory } from "./audit/seal-history.ts";
import { controlPromises } from "./cases/control-promises.ts";
import { proposeClosing } from "./cases/propose-closing.ts";
import { printBacklog, wakePrinting } from "./cases/print-backlog.ts";
import { runBulk, wakeBulk } from "./cases/run-bulk.ts";
import { shareReply, wakeSharing } from "./cases/share-out.ts";
import { recountClocks, wakeRecounts } from "./cases/recount-clocks.ts";
import { resumeWaits } from "./cases/resume-waits.ts";
import { fetchFiles, wakeFetching } from "./files/fetch-files.ts";
import type { FileParts } from "./files/fetch-files.ts";
import { importFile, wakeImports } from "./ingest/import-file.ts";
import { ingestDeliveries } from "./ingest/ingest-delivery.ts";
import { rereadMessage } from "./ingest/reread-message.ts";
import type { IngestParts } from "./ingest/ingest-delivery.ts";
import { wakeIngest } from "./ingest/retry-delivery.ts";
import { tellReviews } from "./knowledge/tell-reviews.ts";
import { sendPushes } from "./notify/send-pushes.ts";
import { sendNotices } from "./notify/send-notices.ts";
import type { SendParts } from "./notify/send-notices.ts";
import { keepTerms } from "./personal/keep-terms.ts";
import { erasePerson, wakeErasures } from "./personal/requests.ts";
import type { PublishLanes } from "./publishing/publish-lanes.ts";
import type { PublishParts } from "./publishing/publish-reply.ts";
import { sendCorrection, wakeCorrections } from "./publishing/send-correction.ts";
import { settleUnknown } from "./publishing/settle-unknown.ts";
import { wakePublishing } from "./publishing/wake-publishing.ts";
import { drawAnswers } from "./quality/draw-answers.ts";
import type { Handlers } from "./queue/run-worker.ts";
import { recountShares } from "./registry/recount-shares.ts";
import { trainFromCases } from "./text/train-from-cases.ts";

type JobParts = IngestParts & PublishParts & FileParts & SendParts & EscalateParts & { lanes: PublishLanes };

/** Everything that happens later or elsewhere: job name → function. */
export function handlersOf(parts: JobParts): Handlers {
	return {
		"ingest-delivery": {
			// a job is only the call to look: many that wait are one look
			batchSize: 200,
			concurrency: 1,
			run: async (payloads) => {
				for (const regionId of new Set(payloads.map((payload) => payload.regionId)))
					await ingestDeliveries(parts, regionId, () => parts.enqueue(parts.db, "ingest-delivery", { regionId }));
			},
		},
		...publishingOf(parts),
		...familyOf(parts),
		...clocksOf(parts),
		...learningOf(parts),
		...pagesOf(parts),
		...filesOf(parts),
		...personalOf(parts),
		...timesOf(parts),
		...wakingOf(parts),
		"draw-answers": { batchSize: 1, concurrency: 1, run: () => drawAnswers(parts.db, new Date()) },
		"print-backlog": {
			batchSize: 200,
			concurrency: 1,
			run: () => printBacklog(parts.db),
		},
		"seal-history": {
			batchSize: 1,
			concurrency: 1,
			run: () => sealHistory(parts.db, () => new Date()),
		},
	};
}

/** Whatever a dead worker left behind. */
function wakingOf(parts: JobParts): Pick<Handlers, "wake-left-behind"> {
	return {
		"wake-left-behind": {
			batchSize: 1,
			concurrency: 1,
			run: async () => {
				await wakeIngest(parts.db, parts.enqueue);
				await wakeImports(parts.db, parts.enqueue);
				await wakeSharing(parts.db, parts.enqueue);
				await wakeBulk(parts.db, parts.enqueue);
				await wakePublishing(parts.db, parts.enqueue);
				await wakePrinting(parts.db, parts.enqueue);
				await wakeFetching(parts.db, parts.enqueue);
				await wakeRecounts(parts.db, parts.enqueue);
				await wakeErasures(parts.db, parts.enqueue);
				await wakeCorrections(parts.db, parts.enqueue);
				await dropPresence(parts.db);
			},
		},
	};
}

/** What goes out to the networks. */
function publishingOf(parts: JobParts): Pick<Handlers, "publish-reply" | "settle-unknown" | "send-correction"> {
	return {
		"publish-reply": {
			// a job is only the call to look: a page whose network is stuck must not keep others from theirs
			batchSize: 200,
			concurrency: 1,
			run: async (payloads) => parts.lanes.take(payloads),
		},
		"settle-unknown": {
			batchSize: 1,
			concurrency: 2,
			run: async (payloads) => {
				for (const payload of payloads) await settleUnknown(parts, payload);
			},
		},
		"send-correction": {
			batchSize: 1,
			concurrency: 2,
			run: async (payloads) => {
				for (const payload of payloads) await sendCorrection(parts, payload);
			},
		},
	};
}

/** What is done over many cases at once. */
function familyOf(parts: JobParts): Pick<Handlers, "share-reply" | "bulk-action"> {
	return {
		"share-reply": {
			batchSize: 1,
			concurrency: 1,
			run: async (payloads) => {
				for (const payload of payloads) await shareReply(parts, payload);
			},
		},
		"bulk-action": {
			batchSize: 1,
			concurrency: 2,
			run: async (payloads) => {
				for (const payload of payloads) await runBulk(parts, payload);
			},
		},
	};
}

/** What is done about pages besides their turns (`keep-pages.ts`). */
function pagesOf(parts: JobParts): Pick<Handlers, "reread-message" | "send-notices"> {
	return {
		"reread-message": {
			batchSize: 1,
			concurrency: 2,
			run: async (payloads) => {
				for (const payload of payloads) await rereadMessage(parts, payload);
			},
		},
		"send-notices": {
			batchSize: 1,
			concurrency: 1,
			run: async () => {
				await tellReviews(parts.db, new Date());
				await sendNotices(parts, new Date(), parts.report);
				await sendPushes({ ...parts, trustedHost: null }, new Date(), parts.report);
			},
		},
	};
}

/** What happens because time passes. */
function timesOf(parts: JobParts): Pick<Handlers, "escalate-clocks" | "control-promises"> {
	return {
		"control-promises": {
			batchSize: 1,
			concurrency: 1,
			run: async () => {
				await controlPromises(parts, new Date());
				await proposeClosing(parts, new Date());
			},
		},
		"escalate-clocks": {
			// a job is only the call to look
			batchSize: 50,
			concurrency: 1,
			run: async (payloads) => {
				await escalateClocks(parts, new Date());
				if (payloads.some((payload) => !payload.isWoken)) await wakeEscalation(parts, new Date());
			},
		},
	};
}

function clocksOf({ db, report }: JobParts): Pick<Handlers, "recount-clocks" | "resume-waits"> {
	return {
		"recount-clocks": {
			batchSize: 1,
			concurrency: 1,
			run: async (payloads) => {
				for (const payload of payloads) await recountClocks(db, payload, report);
			},
		},
		"resume-waits": {
			batchSize: 1,
			concurrency: 1,
			run: () => resumeWaits(db, new Date(), report),
		},
	};
}

/** What the desk learns from what people did. */
function learningOf({ db }: IngestParts): Pick<Handlers, "train-model" | "recount-shares"> {
	return {
		"train-model": {
			batchSize: 1,
			concurrency: 1,
			run: async (payloads) => {
				for (const payload of payloads) await trainFromCases(db, payload);
				await recountShares(db);
			},
		},
		"recount-shares": {
			batchSize: 1,
			concurrency: 1,
			run: () => recountShares(db),
		},
	};
}

/** What is removed of people's data. */
function personalOf(parts: FileParts): Pick<Handlers, "keep-terms" | "erase-person"> {
	return {
		"keep-terms": { batchSize: 1, concurrency: 1, run: () => keepTerms(parts, new Date()) },
		"erase-person": {
			batchSize: 1,
			concurrency: 1,
			run: async (payloads) => {
				for (const payload of payloads) await erasePerson(parts, payload);
			},
		},
	};
}

/** Files of residents, and files that people bring. */
function filesOf(parts: IngestParts & PublishParts & FileParts): Pick<Handlers, "fetch-files" | "import-file"> {
	return {
		"fetch-files": {
			// a job is only the call to look
			batchSize: 200,
			concurrency: 1,
			run: async (payloads) => {
				for (const regionId of new Set(payloads.map((payload) => payload.regionId))) await fetchFiles(parts, regionId);
			},
		},
		"import-file": {
			batchSize: 1,
			concurrency: 1,
			run: async (payloads) => {
				for (const payload of payloads) await importFile(parts, payload);
			},
		},
	};
}

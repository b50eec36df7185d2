import type { FastifyInstance, FastifyReply, FastifyRequest } from "fastify";
import { readPublicThread } from "../../cases/reads-public.ts";
import { writeSubmission } from "../../channels/submission.ts";
import type { PublicPage } from "../../registry/keep-public-pages.ts";
import { checkFields, checkMore, noValues, readFields } from "../form/fields.ts";
import type { Field, Marks, Trouble, Values } from "../form/fields.ts";
import { formPage, formPath, plainPage, settingOf } from "../form/form-page.ts";
import type { Shown } from "../form/form-page.ts";
import { createGuard } from "../form/guard.ts";
import type { Guard } from "../form/guard.ts";
import { contentPolicy } from "../form/layout.ts";
import { addressOf, languageOf, sendPage, servePages } from "../form/serve-pages.ts";
import { trackPage } from "../form/track-page.ts";
import { isTrackingToken, messageOf, threadOf, trackingToken } from "../form/tracking.ts";
import { words } from "../form/words.ts";
import type { Language } from "../form/words.ts";
import type { RouteParts } from "../parts.ts";
import { acceptForms, readUpload } from "../read-upload.ts";
import type { Upload } from "../read-upload.ts";
import { createSigner } from "../signed.ts";
import type { Signer } from "../signed.ts";

type Forms = { parts: RouteParts; signer: Signer; guard: Guard };
type Asked = { Params: { slug: string; token: string } };

/**
 * The form for residents, /f/NAME, and the page of each message, /f/NAME/SECRET: whole pages from the server, without
 * accounts, cookies or scripts that are needed. What was sent is stored before it is acknowledged; what cannot be taken
 * comes back with everything that was typed.
 */
export function formRoutes(app: FastifyInstance, parts: RouteParts): void {
	const signer = createSigner(parts.secretKey);
	const forms: Forms = { parts, signer, guard: createGuard(signer) };
	acceptForms(app);
	servePages(app, {
		policy: contentPolicy,
		robots: "noindex",
		sayRefused: (request, what) => plainPage(languageOf(request), words[languageOf(request)][what]),
	});
	app.get("/", (request, reply) => sayGone(request, reply));
	app.get<Asked>("/:slug", (request, reply) => showForm(forms, request, reply));
	app.post<Asked>("/:slug", (request, reply) => takeForm(forms, request, reply));
	app.get<Asked>("/:slug/:token", (request, reply) => showThread(forms, request, reply));
	app.post<Asked>("/:slug/:token", (request, reply) => takeMore(forms, request, reply));
	app.get("/*", (request, reply) => sayGone(request, reply));
}

const findPage = ({ parts }: Forms, request: FastifyRequest<Asked>): Promise<PublicPage | null> =>
	parts.publicPages.find("form", request.params.slug);

function sayGone(request: FastifyRequest, reply: FastifyReply): FastifyReply {
	return sendPage(reply, 404, plainPage(languageOf(request), words[languageOf(request)].gone));
}

/** A form as it is first seen. */
const freshForm = ({ guard }: Forms, page: PublicPage, language: Language): Shown => ({
	...{ page, language, values: noValues, token: guard.openForm(page.id, Date.now()) },
	...{ ask: null, troubles: new Map<Field, Trouble>(), trouble: null, hadFiles: false },
});

async function showForm(forms: Forms, request: FastifyRequest<Asked>, reply: FastifyReply): Promise<FastifyReply> {
	const page = await findPage(forms, request);
	if (!page) return sayGone(request, reply);
	return sendPage(reply, 200, formPage(freshForm(forms, page, languageOf(request))));
}

/** What was sent; `ids` when it may be stored, `isKnown` when it is stored already. */
type Sent = { upload: Upload; values: Values; status: number; shown: Shown; ids: Ids | null; isKnown: boolean };
type Ids = { id: string; threadId: string; token: string };

type Reading = {
	check: (values: Values, upload: Upload) => Map<Field, Trouble>;
	/** the secret of the thread it belongs to */
	tokenOf: (nonce: string) => string;
};

async function readSent(
	forms: Forms,
	request: FastifyRequest,
	page: PublicPage,
	{ check, tokenOf }: Reading,
): Promise<Sent> {
	const { guard } = forms;
	const read = await readUpload(request);
	const upload = read ?? { fields: [], files: [], troubles: new Set(), refused: [] };
	const { values, marks } = readFields(upload);
	const hadFiles = upload.files.length + upload.troubles.size > 0;
	const shown = { ...freshForm(forms, page, languageOf(request)), values, hadFiles };
	const sent: Sent = { upload, values, status: 200, shown, ids: null, isKnown: false };
	const refuse = (status: number, change: Partial<Shown>): Sent => ({
		...sent,
		status,
		shown: { ...shown, ...change },
	});
	if (!read) return refuse(503, { trouble: "busy" });
	const opened = guard.readForm(page.id, marks.token, Date.now());
	// a mark that still holds is kept: two clicks stay one message
	if (opened) shown.token = marks.token;
	const troubles = check(values, upload);
	if (troubles.size > 0) return refuse(422, { troubles });
	if (!opened) return refuse(422, { trouble: "form-old" });
	const token = tokenOf(opened.nonce);
	const threadId = threadOf(token);
	const ids = { id: messageOf(threadId, opened.nonce, values.text, upload.files), threadId, token };
	if (guard.isTaken(ids.id)) return { ...sent, ids, isKnown: true };
	const trouble = suspect(guard, request, values, marks, opened);
	if (trouble === "too-often") return refuse(429, { trouble });
	if (trouble) return refuse(422, { troubles: new Map([["answer", trouble]]), ask: guard.ask(Date.now()) });
	return { ...sent, ids };
}

function suspect(
	guard: Guard,
	request: FastifyRequest,
	{ text }: Values,
	marks: Marks,
	opened: { nonce: string; atMs: number },
): Trouble | null {
	const address = addressOf(request);
	const now = Date.now();
	if (guard.waitSeconds(address) > 0) return "too-often";
	const isOdd = guard.isOdd({ address, text, marks, opened, now });
	return isOdd && !guard.isAnswered(marks, now) ? "answer-wrong" : null;
}

/** Stores a message, unless it is stored already; false when the database did not take it. */
async function store(
	{ parts, guard }: Forms,
	request: FastifyRequest,
	page: PublicPage,
	{ values, upload, isKnown }: Sent,
	{ id, threadId }: Ids,
): Promise<boolean> {
	if (isKnown) return true;
	const filled = (text: string): string | null => text.trim() || null;
	const body = writeSubmission(
		{
			...{ id, threadId, receivedAt: new Date().toISOString(), text: values.text },
			...{ name: filled(values.name), contact: filled(values.contact), address: filled(values.address) },
			...{ latitude: values.latitude, longitude: values.longitude, topicCode: null, mediaUrls: [], extra: {} },
		},
		upload.files,
	);
	try {
		await parts.accept({ regionId: page.regionId, pageId: page.id, body, source: "form" });
	} catch (error) {
		request.log.error({ err: error }, "a message of the form was not stored");
		return false;
	}
	guard.note(addressOf(request), values.text, id);
	return true;
}

async function takeForm(forms: Forms, request: FastifyRequest<Asked>, reply: FastifyReply): Promise<FastifyReply> {
	const page = await findPage(forms, request);
	if (!page) return sayGone(request, reply);
	const needsConsent = settingOf(page, "consentText") !== "";
	const sent = await readSent(forms, request, page, {
		check: (values, upload) => checkFields(values, upload, needsConsent),
		tokenOf: (nonce) => trackingToken(forms.signer, page.id, nonce),
	});
	if (!sent.ids) return sendPage(reply, sent.status, formPage(sent.shown));
	if (!(await store(forms, request, page, sent, sent.ids)))
		return sendPage(reply, 503, formPage({ ...sent.shown, trouble: "busy" }));
	return reply.redirect(formPath(page, languageOf(request), `/${sent.ids.token}`), 303);
}

/** The page of a message, or null for a link that nobody was given. */
async function findThread(forms: Forms, page: PublicPage, token: string) {
	if (!/^[\w-]{44}$/.test(token)) return null;
	const thread = await readPublicThread(forms.parts.db, page, threadOf(token));
	return thread || isTrackingToken(forms.signer, page.id, token) ? { thread } : null;
}

async function showThread(forms: Forms, request: FastifyRequest<Asked>, reply: FastifyReply): Promise<FastifyReply> {
	const { token } = request.params;
	const page = await findPage(forms, request);
	const found = page && (await findThread(forms, page, token));
	if (!page || !found) return sayGone(request, reply);
	const registry = await forms.parts.registryOf(page.regionId);
	return sendPage(reply, 200, trackPage(freshForm(forms, page, languageOf(request)), registry, token, found.thread));
}

async function takeMore(forms: Forms, request: FastifyRequest<Asked>, reply: FastifyReply): Promise<FastifyReply> {
	const { token } = request.params;
	const page = await findPage(forms, request);
	const found = page && (await findThread(forms, page, token));
	if (!page || !found) return sayGone(request, reply);
	const registry = await forms.parts.registryOf(page.regionId);
	const sent = await readSent(forms, request, page, { check: checkMore, tokenOf: () => token });
	const again = (status: number, change: Partial<Shown>) =>
		sendPage(reply, status, trackPage({ ...sent.shown, ...change }, registry, token, found.thread));
	if (!sent.ids) return again(sent.status, {});
	if (!(await store(forms, request, page, sent, sent.ids))) return again(503, { trouble: "busy" });
	return reply.redirect(formPath(page, languageOf(request), `/${token}`), 303);
}

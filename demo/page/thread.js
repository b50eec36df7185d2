import { element, icon } from "./element.js";
import { tellTime, word } from "./words.js";

/** How many comments stand on the page at first; older ones come on request. */
const shownAtFirst = 60;

/** The post with its comments, answers under what they answer. */
export function buildThread(thread, acts, shown = shownAtFirst) {
	const roots = thread.comments.filter((comment) => comment.rootId === null);
	const answers = Map.groupBy(
		thread.comments.filter((comment) => comment.rootId !== null),
		(comment) => comment.rootId,
	);
	const hidden = Math.max(0, roots.length - shown);
	const names = new Map(thread.comments.map((comment) => [comment.id, comment.authorName]));
	const build = (comment) => buildComment(comment, names, acts);
	return element(
		"article.thread",
		{},
		buildPost(thread),
		element("h2.count", {}, word.comments(thread.comments.length)),
		thread.comments.length === 0 ? element("p.hint", {}, word.noComments) : null,
		hidden > 0
			? element("button.earlier", { type: "button", onclick: () => acts.showMore(roots.length) }, word.earlier(hidden))
			: null,
		element(
			"ol.comments",
			{},
			roots.slice(hidden).map((root) => {
				const own = answers.get(root.id) ?? [];
				return element(
					"li",
					{},
					build(root),
					own.length > 0
						? element(
								"ol.answers",
								{},
								own.map((answer) => element("li", {}, build(answer))),
							)
						: null,
				);
			}),
		),
	);
}

function buildPost({ post, communityName, groupId }) {
	const isOwn = post.fromId < 0;
	return element(
		"section.post",
		{},
		buildAuthor({ fromId: post.fromId, authorName: isOwn ? communityName : post.authorName, date: post.date }, "post"),
		element("p.text", {}, post.text),
		isOwn ? element("a.direct", { href: `/gim${groupId}`, "data-inside": true }, icon("mail"), word.direct) : null,
	);
}

function buildAuthor(of, where) {
	const isOfficial = of.fromId < 0;
	return element(
		"header.author",
		{},
		element(`span.face${isOfficial ? ".official" : ""}`, { "aria-hidden": "true" }, initials(of.authorName)),
		element(
			"div",
			{},
			element("strong", {}, of.authorName, isOfficial ? icon("check") : null),
			element(
				"span.meta",
				{},
				isOfficial && where !== "post" ? element("span.mark", {}, word.official) : null,
				element("time", { datetime: new Date(of.date * 1000).toISOString() }, tellTime(of.date)),
				of.isEdited ? element("span", {}, word.edited) : null,
			),
		),
	);
}

/** "Житель 3" → "Ж3", "Администрация города" → "АГ". */
const initials = (name) =>
	name
		.split(/\s+/)
		.slice(0, 2)
		.map((part) => [...part.replace(/[^\p{L}\p{N}]/gu, "")][0] ?? "")
		.join("")
		.toUpperCase();

function buildComment(comment, names, acts) {
	if (comment.isDeleted) return element("div.comment.deleted", { id: `comment-${comment.id}` }, word.deleted);
	const isOfficial = comment.fromId < 0;
	const isNested = comment.replyTo !== null && comment.replyTo !== comment.rootId;
	return element(
		`div.comment${isOfficial ? ".official" : ""}`,
		{ id: `comment-${comment.id}` },
		buildAuthor(comment, "comment"),
		isNested ? element("p.answering", {}, word.answering(names.get(comment.replyTo) ?? "")) : null,
		acts.editing === comment.id ? buildEditor(comment, acts) : element("p.text", {}, ...readableText(comment.text)),
		buildPhotos(comment.attachments),
		element(
			"div.acts",
			{},
			element("button.act", { type: "button", onclick: () => acts.reply(comment) }, word.reply),
			isOfficial
				? null
				: [
						element("button.act", { type: "button", onclick: () => acts.startEdit(comment) }, word.edit),
						element("button.act", { type: "button", onclick: () => acts.remove(comment) }, word.remove),
					],
		),
	);
}

/** `[id1|Имя]` is how the network writes a mention: the name is shown, as text. */
const readableText = (text) =>
	text.split(/(\[(?:id|club)\d+\|[^\]]*\])/).map((part) => /^\[(?:id|club)\d+\|([^\]]*)\]$/.exec(part)?.[1] ?? part);

function buildEditor(comment, acts) {
	const field = element("textarea", { rows: "3", "aria-label": word.edit, value: comment.text });
	return element(
		"form.editor",
		{
			onsubmit: (event) => {
				event.preventDefault();
				acts.saveEdit(comment, field.value);
			},
		},
		field,
		element("button.primary", { type: "submit" }, word.save),
		element("button.quiet", { type: "button", onclick: acts.cancelEdit }, word.cancel),
	);
}

function buildPhotos(attachments) {
	const photos = attachments.filter((one) => one.kind === "photo");
	if (photos.length === 0) return null;
	return element(
		"div.photos",
		{},
		photos.map((photo) => element("img", { src: photo.url, alt: word.photo, loading: "lazy" })),
	);
}

/** Direct messages as bubbles: the resident's on the right. */
export function buildDialogue(dialogue) {
	return element(
		"article.dialogue",
		{},
		element("h2", {}, word.directOf(dialogue.communityName)),
		dialogue.messages.length === 0 ? element("p.hint", {}, word.noMessages) : null,
		element(
			"ol.bubbles",
			{},
			dialogue.messages.map((message) =>
				element(
					`li.bubble${message.fromId < 0 ? ".official" : ""}`,
					{},
					message.fromId < 0 ? element("strong", {}, message.authorName, icon("check")) : null,
					element("p.text", {}, message.text),
					buildPhotos(message.attachments),
					element("span.meta", {}, tellTime(message.date)),
				),
			),
		),
	);
}

import { buildComposer, chosenResident } from "./composer.js";
import { element, icon } from "./element.js";
import { buildDialogue, buildThread } from "./thread.js";
import { language, tellTime, word } from "./words.js";

const list = document.getElementById("list");
const view = document.getElementById("view");
const status = document.getElementById("status");

/** What the page shows now. */
const shown = { communities: [], place: null, thread: null, dialogue: null, replyTo: null, editing: null, count: 60 };

async function ask(path, method = "GET", body = undefined) {
	const response = await fetch(`/demo/api/${path}`, {
		method,
		...(body === undefined ? {} : { headers: { "content-type": "application/json" }, body: JSON.stringify(body) }),
	});
	if (!response.ok) throw new Error(`HTTP ${response.status}`);
	return response.json();
}

let silence;
/** Says it at the foot of the page for a while; an error stays until something works again. */
function say(text, isError = false) {
	clearTimeout(silence);
	status.textContent = text;
	if (text !== "" && !isError) silence = setTimeout(() => say(""), 6000);
}

/** Does it and says so when it did not work. */
async function attempt(work) {
	try {
		const result = await work();
		say("");
		return result;
	} catch (error) {
		say(word.failed, true);
		throw error;
	}
}

/** Addresses are those of a real wall: /wall-1_55, /gim1, /club1. */
function readPlace() {
	const wall = /^\/wall-(\d+)_(\d+)$/.exec(location.pathname);
	if (wall) return { kind: "wall", groupId: Number(wall[1]), postId: Number(wall[2]) };
	const direct = /^\/gim(\d+)$/.exec(location.pathname);
	if (direct) return { kind: "direct", groupId: Number(direct[1]) };
	const club = /^\/club(\d+)$/.exec(location.pathname);
	const isThis = (community) => !club || community.groupId === Number(club[1]);
	const first = shown.communities.find(isThis);
	const isWide = club || matchMedia("(min-width: 800px)").matches;
	return isWide && first?.posts[0] ? { kind: "wall", groupId: first.groupId, postId: first.posts[0].id } : null;
}

async function open() {
	shown.place = readPlace();
	Object.assign(shown, { thread: null, dialogue: null, replyTo: null, editing: null, count: 60 });
	const { place } = shown;
	await attempt(async () => {
		if (place?.kind === "wall") shown.thread = await ask(`posts/${place.groupId}/${place.postId}`);
		if (place?.kind === "direct") shown.dialogue = await ask(`dialogues/${place.groupId}/${chosenResident().id}`);
	}).catch(() => {});
	draw();
	view.scrollTop = 0;
	const target = new URLSearchParams(location.search).get("reply");
	if (target) document.getElementById(`comment-${target}`)?.scrollIntoView({ block: "center" });
	else if (place?.kind === "direct") view.scrollTop = view.scrollHeight;
}

function draw() {
	drawList();
	document.body.classList.toggle("inside", shown.place !== null);
	const focused = document.activeElement?.id === "text";
	const parts = [element("a.back", { href: "/", "data-inside": true }, icon("back"), word.back)];
	if (shown.thread) parts.push(buildThread(shown.thread, { ...acts, editing: shown.editing }, shown.count));
	if (shown.dialogue) parts.push(buildDialogue(shown.dialogue));
	if (!shown.thread && !shown.dialogue) parts.push(element("p.hint", {}, word.empty));
	else parts.push(drawComposer());
	const { scrollTop } = view;
	view.replaceChildren(...parts);
	view.scrollTop = scrollTop;
	if (focused) document.getElementById("text")?.focus();
}

function drawList() {
	list.replaceChildren(
		element("h1", {}, word.communities),
		...shown.communities.map((community) =>
			element(
				"section",
				{},
				element("h2", {}, community.name, icon("check")),
				element(
					"ul",
					{},
					community.posts.map((post) => element("li", {}, buildPostLink(community, post))),
					element("li", {}, buildDirectLink(community)),
				),
			),
		),
	);
}

function buildPostLink({ groupId }, post) {
	const { place } = shown;
	const isHere = place?.kind === "wall" && place.groupId === groupId && place.postId === post.id;
	return element(
		"a.entry",
		{ href: `/wall-${groupId}_${post.id}`, "data-inside": true, "aria-current": isHere ? "page" : null },
		element("span.words", {}, post.text),
		element("span.meta", {}, `${tellTime(post.date)} · ${word.comments(post.commentCount)}`),
	);
}

function buildDirectLink({ groupId }) {
	const isHere = shown.place?.kind === "direct" && shown.place.groupId === groupId;
	return element(
		"a.entry.mail",
		{ href: `/gim${groupId}`, "data-inside": true, "aria-current": isHere ? "page" : null },
		icon("mail"),
		word.direct,
	);
}

function drawComposer() {
	const { place, replyTo } = shown;
	const isDirect = place.kind === "direct";
	return buildComposer({
		key: location.pathname,
		placeholder: isDirect ? word.placeholderDirect : word.placeholder,
		replyTo,
		cancelReply: () => {
			shown.replyTo = null;
			draw();
		},
		changed: () => (isDirect ? open() : undefined),
		send: (text) => attempt(() => send(place, text, replyTo)),
	});
}

async function send(place, text, replyTo) {
	const author = chosenResident();
	if (place.kind === "direct") return ask("messages", "POST", { groupId: place.groupId, author, text });
	const { groupId, postId } = place;
	const { commentId } = await ask("comments", "POST", {
		groupId,
		postId,
		author,
		text,
		...(replyTo ? { replyTo: replyTo.id } : {}),
	});
	shown.replyTo = null;
	shown.thread = await ask(`posts/${groupId}/${postId}`);
	draw();
	document.getElementById(`comment-${commentId}`)?.scrollIntoView({ block: "nearest" });
}

const acts = {
	showMore: (count) => {
		shown.count = count;
		draw();
	},
	reply: (comment) => {
		shown.replyTo = comment;
		draw();
		document.getElementById("text")?.focus();
	},
	startEdit: (comment) => {
		shown.editing = comment.id;
		draw();
	},
	cancelEdit: () => {
		shown.editing = null;
		draw();
	},
	saveEdit: (comment, text) =>
		attempt(async () => {
			await ask(`comments/${comment.id}`, "PUT", { groupId: shown.place.groupId, text });
			shown.editing = null;
		}).catch(() => {}),
	remove: (comment) =>
		attempt(() => ask(`comments/${comment.id}`, "DELETE", { groupId: shown.place.groupId })).catch(() => {}),
};

/** Brings the changes of the network into what is shown. */
function take(changes) {
	let isTouched = false;
	const isLow = view.scrollHeight - view.scrollTop - view.clientHeight < 80;
	for (const change of changes) {
		const { place, thread, dialogue } = shown;
		const isHere = place?.groupId === change.groupId;
		if (change.kind === "comment") {
			isTouched = count(change) || isTouched;
			if (!isHere || thread?.post.id !== change.comment.postId) continue;
			put(thread.comments, change.comment);
			if (change.comment.fromId < 0) say(word.answered(change.comment.authorName));
			isTouched = true;
		} else if (change.kind === "message" && isHere && dialogue?.peerId === change.message.peerId) {
			put(dialogue.messages, change.message);
			isTouched = true;
		} else if (change.kind === "post") {
			const community = shown.communities.find((one) => one.groupId === change.groupId);
			community?.posts.unshift({ ...change.post, commentCount: 0 });
			isTouched = true;
		}
	}
	// a half-written edit must not vanish under somebody's hands
	if (!isTouched || shown.editing !== null) return;
	draw();
	if (isLow) view.scrollTop = view.scrollHeight;
}

const known = new Set();
function count({ groupId, comment }) {
	const post = shown.communities
		.find((community) => community.groupId === groupId)
		?.posts.find((one) => one.id === comment.postId);
	const key = `${groupId}_${comment.id}`;
	if (!post || known.has(key) || comment.isEdited || comment.isDeleted) return false;
	known.add(key);
	post.commentCount++;
	return true;
}

function put(rows, row) {
	const at = rows.findIndex((one) => one.id === row.id);
	if (at < 0) rows.push(row);
	else rows[at] = row;
}

function listen() {
	const source = new EventSource("/demo/api/stream");
	let wasLost = false;
	source.addEventListener("changes", (event) => take(JSON.parse(event.data)));
	source.addEventListener("reload", start);
	source.addEventListener("error", () => {
		wasLost = true;
		say(word.lost, true);
	});
	source.addEventListener("open", () => {
		if (wasLost) void start().then(() => say(""));
		wasLost = false;
	});
}

async function start() {
	shown.communities = await attempt(() => ask("communities")).catch(() => []);
	await open();
}

function setUpSwitches() {
	for (const place of document.querySelectorAll("[data-word]")) place.textContent = word[place.dataset.word];
	document.documentElement.lang = language;
	document.title = word.brand;
	const other = document.getElementById("language");
	other.textContent = word.other;
	other.title = word.otherTitle;
	other.addEventListener("click", () => {
		localStorage.setItem("language", language === "ru" ? "en" : "ru");
		location.reload();
	});
	const theme = document.getElementById("theme");
	const root = document.documentElement.classList;
	const name = () => {
		theme.textContent = root.contains("dark") ? word.light : word.dark;
	};
	name();
	theme.addEventListener("click", () => {
		const isDark = root.toggle("dark");
		root.toggle("light", !isDark);
		localStorage.setItem("theme", isDark ? "dark" : "light");
		name();
	});
}

document.addEventListener("click", (event) => {
	const link = event.target.closest("a[data-inside]");
	if (!link || event.ctrlKey || event.metaKey || event.shiftKey || event.button !== 0) return;
	event.preventDefault();
	history.pushState(null, "", link.href);
	void open();
});
addEventListener("popstate", open);
setUpSwitches();
await start();
listen();

import { element, icon } from "./element.js";
import { word } from "./words.js";

/** Neutral names: nobody is meant. Their ids are the residents' ids on the network. */
const residents = [1, 2, 3, 4, 5].map((number) => ({ id: 900_000 + number, name: word.resident(number) }));

export function chosenResident() {
	const id = Number(localStorage.getItem("resident"));
	return residents.find((resident) => resident.id === id) ?? residents[0];
}

/**
 * The form in which one writes. What is typed is kept in the browser until it is sent.
 * @param {{ key: string, placeholder: string, replyTo: { authorName: string } | null, send: (text: string) => Promise<void>,
 *   cancelReply: () => void, changed: () => void }} given
 */
export function buildComposer(given) {
	const draftKey = `draft:${given.key}`;
	const field = element("textarea", {
		rows: "2",
		id: "text",
		maxlength: "16000",
		placeholder: given.placeholder,
		"aria-label": given.placeholder,
		value: sessionStorage.getItem(draftKey) ?? "",
	});
	const button = element("button.primary", { type: "submit", disabled: field.value.trim() === "" }, word.send);
	const fit = () => {
		field.style.height = "auto";
		field.style.height = `${Math.min(field.scrollHeight + 2, 220)}px`;
	};
	field.addEventListener("input", () => {
		sessionStorage.setItem(draftKey, field.value);
		button.disabled = field.value.trim() === "";
		fit();
	});
	const submit = async (event) => {
		event.preventDefault();
		if (button.disabled) return;
		button.disabled = true;
		try {
			await given.send(field.value);
			field.value = "";
			sessionStorage.removeItem(draftKey);
			fit();
		} catch {
			button.disabled = false;
		}
	};
	field.addEventListener("keydown", (event) => {
		if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) void submit(event);
	});
	return element(
		"form.composer",
		{ onsubmit: submit },
		element("div.line", {}, buildNameChoice(given.changed), given.replyTo ? buildReplyChip(given) : null),
		element("div.line.writing", {}, field, button),
	);
}

function buildNameChoice(changed) {
	const choice = element(
		"select",
		{
			"aria-label": word.name,
			onchange: () => {
				localStorage.setItem("resident", choice.value);
				changed();
			},
		},
		residents.map((resident) =>
			element("option", { value: String(resident.id), selected: resident.id === chosenResident().id }, resident.name),
		),
	);
	return element("label.name", {}, element("span", {}, word.writeAs), choice);
}

function buildReplyChip({ replyTo, cancelReply }) {
	return element(
		"button.chip",
		{ type: "button", onclick: cancelReply, title: word.cancel },
		word.answering(replyTo.authorName),
		icon("close"),
	);
}

import type { FileTrouble, Upload } from "../read-upload.ts";

export type Field = "text" | "more" | "address" | "photos" | "name" | "contact" | "consent" | "answer";

export type Trouble =
	| `text-${"missing" | "short" | "long"}`
	| "name-long"
	| "contact-wrong"
	| "address-long"
	| "consent-missing"
	| `photos-${"large" | "many" | "type" | "broken"}`
	| "answer-wrong"
	| "form-old"
	| "too-often"
	| "busy";

/** What a resident filled in, as they did; it comes back with every refusal. */
export type Values = {
	text: string;
	address: string;
	name: string;
	contact: string;
	hasConsent: boolean;
	latitude: number | null;
	longitude: number | null;
};

/** What the form sends besides: its own marks. */
export type Marks = { token: string; trap: string; ask: string; answer: string; work: string };

export const noValues: Values = {
	...{ text: "", address: "", name: "", contact: "", hasConsent: false },
	...{ latitude: null, longitude: null },
};

/** Reads the fields by their names; of a name that stands twice the first counts. */
export function readFields(upload: Upload): { values: Values; marks: Marks } {
	const given = new Map(upload.fields.toReversed());
	const get = (name: string): string => given.get(name) ?? "";
	const [latitude, longitude] = [degrees(get("latitude"), 90), degrees(get("longitude"), 180)];
	const hasPoint = latitude !== null && longitude !== null;
	return {
		values: {
			...{ text: get("text"), address: get("address"), name: get("name"), contact: get("contact") },
			hasConsent: get("consent") !== "",
			latitude: hasPoint ? latitude : null,
			longitude: hasPoint ? longitude : null,
		},
		marks: {
			...{ token: get("token"), trap: get("website"), ask: get("ask"), answer: get("answer"), work: get("work") },
		},
	};
}

function degrees(text: string, most: number): number | null {
	const value = Number(text);
	return /^-?\d{1,3}(\.\d{1,15})?$/.test(text) && Math.abs(value) <= most ? value : null;
}

const fewest = 10;
const most = 4000;

/** What is wrong with the values, by field, in the order of the form. */
export function checkFields(values: Values, upload: Upload, needsConsent: boolean): Map<Field, Trouble> {
	const troubles = new Map<Field, Trouble>();
	const length = lengthOf(values.text);
	if (length === 0) troubles.set("text", "text-missing");
	else if (length < fewest) troubles.set("text", "text-short");
	else if (length > most) troubles.set("text", "text-long");
	if (lengthOf(values.address) > 300) troubles.set("address", "address-long");
	const [photo] = upload.troubles;
	if (photo) troubles.set("photos", photoTroubles[photo]);
	if (lengthOf(values.name) > 100) troubles.set("name", "name-long");
	if (!isContact(values.contact.trim())) troubles.set("contact", "contact-wrong");
	if (needsConsent && !values.hasConsent) troubles.set("consent", "consent-missing");
	return troubles;
}

/** A later message may be short: "done", "still no water". */
export function checkMore(values: Values, upload: Upload): Map<Field, Trouble> {
	const troubles = new Map<Field, Trouble>();
	const length = lengthOf(values.text);
	if (length === 0) troubles.set("more", "text-missing");
	else if (length > most) troubles.set("more", "text-long");
	const [photo] = upload.troubles;
	if (photo) troubles.set("photos", photoTroubles[photo]);
	return troubles;
}

const photoTroubles: Record<FileTrouble, Trouble> = {
	"too-large": "photos-large",
	"too-many": "photos-many",
	"not-a-photo": "photos-type",
	broken: "photos-broken",
};

/** In characters as people count them; a line break is one, however the browser sends it. */
function lengthOf(text: string): number {
	const trimmed = text.replaceAll("\r\n", "\n").trim();
	return trimmed.length <= fewest ? trimmed.length : [...trimmed].length;
}

/** Nothing, an address with an @ inside, or at least five digits. */
const isContact = (text: string): boolean =>
	text === "" ||
	(text.length <= 200 && (/^[^\s@]+@[^\s@]+\.[^\s@]+$/.test(text) || (text.match(/\d/g) ?? []).length >= 5));

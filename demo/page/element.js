/**
 * Builds an element. Text goes in as text nodes only, so nobody's words become markup.
 * @param {string} tag "button.quiet" gives a class
 * @param {Record<string, unknown>} properties attributes; `on…` are listeners; null and false are left out
 */
export function element(tag, properties = {}, ...children) {
	const [name, ...classes] = tag.split(".");
	const made = document.createElement(name);
	if (classes.length > 0) made.className = classes.join(" ");
	for (const [key, value] of Object.entries(properties)) {
		if (value === null || value === undefined || value === false) continue;
		if (key.startsWith("on")) made.addEventListener(key.slice(2), value);
		else if (key === "value") made.value = value;
		else made.setAttribute(key, value === true ? "" : value);
	}
	made.append(...children.flat().filter((child) => child !== null && child !== undefined));
	return made;
}

const shapes = {
	check:
		"M12 2l2.4 2.2 3.2-.4.9 3.1 2.9 1.5-1 3.1 1 3.1-2.9 1.5-.9 3.1-3.2-.4L12 22l-2.4-2.2-3.2.4-.9-3.1-2.9-1.5 1-3.1-1-3.1 2.9-1.5.9-3.1 3.2.4zM8.5 12l2.5 2.5 4.5-5",
	back: "M15 5l-7 7 7 7",
	mail: "M4 6h16v12H4zM4 7l8 6 8-6",
	close: "M6 6l12 12M18 6L6 18",
};

/** A 24 × 24 drawing by its name; drawings never speak, words beside them do. */
export function icon(name) {
	const svg = document.createElementNS("http://www.w3.org/2000/svg", "svg");
	svg.setAttribute("viewBox", "0 0 24 24");
	svg.setAttribute("aria-hidden", "true");
	svg.setAttribute("class", `icon icon-${name}`);
	const path = document.createElementNS("http://www.w3.org/2000/svg", "path");
	path.setAttribute("d", shapes[name]);
	svg.append(path);
	return svg;
}

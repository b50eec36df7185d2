import type { bellRu } from "./bell-ru.ts";

/** Words of notices: the bell, quiet hours, notices in the browser. */
export const bellEn: typeof bellRu = {
	bell: "Notices",
	unread: (count) => `${count} new`,
	settings: "How to send",
	push: "In this browser",
	pushHint: "Comes even while Otklik is closed. It holds the case's number and what happened, no word of the resident.",
	cannot: "This browser cannot, or Otklik is open without https.",
	denied: "Notices are forbidden in the browser's settings for this site. Allow them there.",
	turnOn: "Turn on",
	turnOff: "Turn off",
	pushOn: "Notices in this browser are on",
	pushOff: "Notices in this browser are off",
	refused: "The browser did not allow notices.",
	quiet: "Quiet hours",
	isQuiet: "Send nothing at night",
	from: "From",
	to: "Until",
	quietHint: "Who is on duty gets everything in quiet hours, too. Here on the screen notices are always seen.",
};

import type { bellRu } from "./bell-ru.ts";

/** Words of notices: the bell, quiet hours, notices in the browser. */
export const bellEn: typeof bellRu = {
	bell: "Notices",
	settings: "How to send",
	quiet: "Quiet hours",
	isQuiet: "Send nothing at night",
	from: "From",
	to: "Until",
	quietHint: "Who is on duty gets everything in quiet hours, too. Here on the screen notices are always seen.",
};

import { Check, CircleAlert, TriangleAlert } from "lucide-react";

/** How a state of a page's health looks: its word stands beside it. */
export const healthLooks = {
	ok: { icon: Check, colour: "text-done" },
	warn: { icon: TriangleAlert, colour: "text-soon" },
	fail: { icon: CircleAlert, colour: "text-late" },
};

import { Link, useRouterState } from "@tanstack/react-router";
import { CircleQuestionMark } from "lucide-react";
import { guideOf } from "../guide-of.ts";
import { useFirstWords } from "../words.ts";
import { Hint } from "./hint.tsx";

/** What the guide says of this screen. */
export function HelpLink({ className, isLarge }: { className: string; isLarge?: boolean }) {
	const t = useFirstWords();
	const path = useRouterState({ select: (state) => state.location.pathname });
	const place = guideOf(path);
	const look = { "aria-label": t.nav.help, className, ...(isLarge && { "data-tour": "help" }) };
	const sign = isLarge ? (
		<CircleQuestionMark size={20} strokeWidth={1.75} aria-hidden />
	) : (
		<CircleQuestionMark size={16} aria-hidden />
	);
	return (
		<Hint text={t.nav.help} side={isLarge ? "right" : "top"}>
			{place ? (
				<Link to="/help/$page" params={{ page: place.page }} {...(place.hash && { hash: place.hash })} {...look}>
					{sign}
				</Link>
			) : (
				<Link to="/help" {...look}>
					{sign}
				</Link>
			)}
		</Hint>
	);
}

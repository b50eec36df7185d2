import { Link } from "@tanstack/react-router";
import type { ReactNode } from "react";
import type { Section } from "./sections.ts";

/** The way to a section, whether it stands under /settings or has an address of its own. */
export function SectionLink({
	section,
	className,
	hereClassName = "",
	children,
}: {
	section: Section;
	className: string;
	hereClassName?: string;
	children: ReactNode;
}) {
	const look = { className, activeProps: { className: hereClassName } };
	if ("to" in section.screen)
		return (
			<Link to={section.screen.to} {...look}>
				{children}
			</Link>
		);
	return (
		<Link to="/settings/$section" params={{ section: section.name }} {...look}>
			{children}
		</Link>
	);
}

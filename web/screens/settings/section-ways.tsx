import { Link } from "@tanstack/react-router";
import { ArrowLeft, Plus } from "lucide-react";
import { type SectionName, useSettingsWords } from "./settings-words.ts";

/** To the form of a new one. */
export function AddLink({ section, children }: { section: SectionName; children: string }) {
	return (
		<Link
			to="/settings/$section/$item"
			params={{ section, item: "new" }}
			className="inline-flex h-9 shrink-0 items-center gap-2 rounded-md bg-fill px-3 font-medium text-on-fill hover:bg-fill-strong mid:h-8"
		>
			<Plus size={16} aria-hidden />
			{children}
		</Link>
	);
}

/** To another way of doing the same. */
export function PlainLink({ section, item, children }: { section: SectionName; item: string; children: string }) {
	return (
		<Link
			to="/settings/$section/$item"
			params={{ section, item }}
			className="inline-flex h-9 shrink-0 items-center rounded-md border border-line-strong bg-panel px-3 hover:bg-hover mid:h-8"
		>
			{children}
		</Link>
	);
}

/** Back to the list of a section. */
export function BackLink({ section, children }: { section: SectionName; children: string }) {
	return (
		<Link
			to="/settings/$section"
			params={{ section }}
			className="flex w-fit items-center gap-1.5 rounded text-soft hover:text-ink"
		>
			<ArrowLeft size={16} aria-hidden />
			{children}
		</Link>
	);
}

/** The same, under the section's own name. */
export function BackToSection({ section }: { section: SectionName }) {
	return <BackLink section={section}>{useSettingsWords().sections[section].title}</BackLink>;
}

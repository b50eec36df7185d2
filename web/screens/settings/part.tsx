import { Link } from "@tanstack/react-router";
import { ArrowLeft, CircleAlert } from "lucide-react";
import type { ReactNode } from "react";
import { Button } from "../../components/button.tsx";
import { Empty, Skeleton } from "../../components/empty.tsx";
import { errorWords, useWords } from "../../words.ts";
import { type SectionName, useSettingsWords } from "./settings-words.ts";

/** A part of a screen under its own heading. */
export function Part({
	title,
	lead,
	action,
	children,
}: {
	title: string;
	lead?: string | undefined;
	action?: ReactNode;
	children: ReactNode;
}) {
	return (
		<section aria-label={title} className="grid content-start gap-3">
			<div className="flex flex-wrap items-start justify-between gap-2">
				<div>
					<h2 className="text-lg font-semibold">{title}</h2>
					{lead && <p className="text-soft">{lead}</p>}
				</div>
				{action}
			</div>
			{children}
		</section>
	);
}

/** What was asked of the server: grey bars, words of what failed, or the thing itself. */
export function Loaded<T>({
	query,
	children,
}: {
	query: { data: T | undefined; error: Error | null; refetch: () => unknown };
	children: (data: T) => ReactNode;
}) {
	const t = useWords();
	if (query.data !== undefined) return children(query.data);
	if (!query.error) return <Skeleton className="h-48 w-full" />;
	return (
		<Empty icon={CircleAlert} title={errorWords(t, query.error)}>
			<Button onClick={() => void query.refetch()}>{t.retry}</Button>
		</Empty>
	);
}

/** From one thing back to the list of them. */
export function BackToSection({ name }: { name: SectionName }) {
	const words = useSettingsWords();
	return (
		<Link
			to="/settings/$section"
			params={{ section: name }}
			className="flex w-fit items-center gap-1.5 rounded text-soft hover:text-ink"
		>
			<ArrowLeft size={16} aria-hidden />
			{words.sections[name].title}
		</Link>
	);
}

/** A link that looks like the one primary verb of a list. */
export function AddLink({ name, children }: { name: SectionName; children: string }) {
	return (
		<Link
			to="/settings/$section/$item"
			params={{ section: name, item: "new" }}
			className="inline-flex h-9 items-center rounded-md bg-fill px-3 font-medium text-on-fill hover:bg-fill-strong mid:h-8"
		>
			{children}
		</Link>
	);
}

/** Rows under each other in one frame. */
export function Rows({ children }: { children: ReactNode }) {
	return <ul className="divide-y divide-line rounded-lg border border-line">{children}</ul>;
}

export function NothingYet({ children }: { children: ReactNode }) {
	return (
		<p className="rounded-lg border border-dashed border-line-strong px-4 py-6 text-center text-soft">{children}</p>
	);
}

import { type KeyboardEvent, type ReactNode, useEffect, useState } from "react";
import type { CaseDetail } from "../../api.ts";
import { Skeleton } from "../../components/empty.tsx";
import type { Draft } from "./use-draft.ts";

export type LibraryProps = {
	detail: CaseDetail;
	draft: Draft;
	/** puts words into the answer where the cursor stands */
	onInsert: (words: string) => void;
	onClose: () => void;
};

/** What is searched for, a moment after it was typed. */
export function useSlowly(text: string): string {
	const [slow, setSlow] = useState(text);
	useEffect(() => {
		const timer = setTimeout(() => setSlow(text), 250);
		return () => clearTimeout(timer);
	}, [text]);
	return slow;
}

type SearchProps = {
	label: string;
	value: string;
	onChange: (text: string) => void;
	onKeyDown?: (event: KeyboardEvent) => void;
	children: ReactNode;
};

export function Search({ label, value, onChange, onKeyDown, children }: SearchProps) {
	return (
		<>
			<div className="shrink-0 border-b border-line p-3">
				<input
					// the person has just opened it to search
					autoFocus
					type="search"
					aria-label={label}
					placeholder={label}
					value={value}
					onChange={(event) => onChange(event.target.value)}
					onKeyDown={onKeyDown}
					className="h-10 w-full rounded-lg border border-line-strong bg-panel px-3 mid:h-8"
				/>
			</div>
			<div className="min-h-0 flex-1 overflow-y-auto">{children}</div>
		</>
	);
}

/** Grey bars while the first answer is on its way. */
export function Waiting() {
	return (
		<div className="grid gap-2 p-4">
			<Skeleton className="h-4 w-7/12" />
			<Skeleton className="h-3 w-11/12" />
			<Skeleton className="h-3 w-9/12" />
		</div>
	);
}

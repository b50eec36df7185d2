import type { LucideIcon } from "lucide-react";
import { Dialog } from "radix-ui";
import { type KeyboardEvent, type ReactNode, useId, useMemo, useRef, useState } from "react";
import { fuzzyFind } from "../fuzzy.ts";
import { useWords } from "../words.ts";
import { Key } from "./key.tsx";
import { Shade } from "./shade.tsx";
import { useBackToOpener } from "./use-back-to-opener.ts";

export type CommandItem = {
	key: string;
	label: string;
	group?: string | undefined;
	/** said beside it, more quietly */
	note?: string | undefined;
	/** other words by which it is found */
	words?: string | undefined;
	shortcut?: string | undefined;
	icon?: LucideIcon | undefined;
	/** found elsewhere for these words: it stays whatever they are */
	isFound?: boolean;
	isDisabled?: boolean;
};

type CommandProps = {
	title: string;
	placeholder: string;
	items: readonly CommandItem[];
	onPick: (item: CommandItem, query: string) => void;
	onClose: () => void;
	onQuery?: (query: string) => void;
	/** what stands in the field at first */
	query?: string | undefined;
	/** said instead of "nothing found" while the answer is on its way, or where nothing was asked yet */
	emptyWords?: string | undefined;
	/** under the list: what the choice will do, an error */
	children?: ReactNode;
};

/** One field and the list of what it finds, over everything else: type, arrows, Enter, Esc. */
export function Command(props: CommandProps) {
	const goBack = useBackToOpener();
	// after a choice the work goes on elsewhere
	const isPicked = useRef(false);
	const pick: CommandProps["onPick"] = (item, query) => {
		isPicked.current = true;
		props.onPick(item, query);
	};
	return (
		<Dialog.Root open onOpenChange={(isOpen) => !isOpen && props.onClose()}>
			<Dialog.Portal>
				<Shade />
				<Dialog.Content
					data-modal
					aria-describedby={undefined}
					onCloseAutoFocus={(event) => isPicked.current || goBack(event)}
					className="fixed top-[max(0.5rem,10vh)] left-1/2 z-50 flex max-h-[min(34rem,80dvh)] w-[min(38rem,calc(100vw-1rem))] -translate-x-1/2 flex-col overflow-hidden rounded-lg bg-raised shadow-float appear"
				>
					<Dialog.Title className="px-4 pt-3 text-sm font-medium text-soft">{props.title}</Dialog.Title>
					<CommandList {...props} onPick={pick} />
					{props.children}
				</Dialog.Content>
			</Dialog.Portal>
		</Dialog.Root>
	);
}

/** What answers the words, best first; a group stands where its best does. */
function arrange(items: readonly CommandItem[], query: string): CommandItem[] {
	const asked = items.filter((item) => !item.isFound);
	const found = fuzzyFind(asked, query, (item) => `${item.label} ${item.words ?? ""} ${item.group ?? ""}`);
	const all = [...found, ...items.filter((item) => item.isFound)];
	const groups = new Map<string, CommandItem[]>();
	for (const item of all) groups.set(item.group ?? "", [...(groups.get(item.group ?? "") ?? []), item]);
	return [...groups.values()].flat();
}

/** More rows than a person reads say nothing but cost time at every key. */
const mostShown = 80;

function useCommand({ items, onPick, onClose, onQuery, query: first = "" }: CommandProps) {
	const [query, setQuery] = useState(first);
	const [at, setAt] = useState(0);
	const list = useRef<HTMLDivElement>(null);
	const found = useMemo(() => arrange(items, query).slice(0, mostShown), [items, query]);
	const last = found.length - 1;
	const pick = (item: CommandItem | undefined) => item && !item.isDisabled && onPick(item, query.trim());
	const move = (to: number) => {
		const next = Math.max(0, Math.min(last, to));
		setAt(next);
		list.current?.querySelector(`[data-at="${next}"]`)?.scrollIntoView({ block: "nearest" });
	};
	const onKeyDown = (event: KeyboardEvent) => {
		const steps: Record<string, () => void> = {
			ArrowDown: () => move(at + 1),
			ArrowUp: () => move(at - 1),
			PageDown: () => move(at + 8),
			PageUp: () => move(at - 8),
			Enter: () => pick(found[Math.min(at, last)]),
			// the dialog hears the key a moment later than it is seen
			Escape: onClose,
		};
		const step = steps[event.key];
		if (!step || event.defaultPrevented || event.nativeEvent.isComposing) return;
		event.preventDefault();
		step();
	};
	const type = (text: string) => {
		setQuery(text);
		setAt(0);
		onQuery?.(text);
	};
	return { query, type, at: Math.min(at, last), list, found, pick, onKeyDown };
}

function CommandList(props: CommandProps) {
	const t = useWords();
	const id = useId();
	const { query, type, at, list, found, pick, onKeyDown } = useCommand(props);
	return (
		<>
			<input
				// the list has just been opened by the person
				autoFocus
				role="combobox"
				aria-label={props.title}
				aria-expanded
				aria-controls={id}
				aria-activedescendant={found[at] ? `${id}-${at}` : undefined}
				value={query}
				placeholder={props.placeholder}
				maxLength={200}
				onChange={(event) => type(event.target.value)}
				onKeyDown={onKeyDown}
				className="h-11 shrink-0 border-b border-line bg-transparent px-4 text-lg -outline-offset-2"
			/>
			{/* beside the list: in it only choices may stand */}
			{found.length === 0 && (
				<p role="status" className="px-4 pt-5 pb-2 text-soft">
					{props.emptyWords ?? t.nothingFound}
				</p>
			)}
			<div
				ref={list}
				id={id}
				role="listbox"
				aria-label={props.title}
				tabIndex={-1}
				className="min-h-0 flex-1 overflow-y-auto p-1.5"
			>
				{found.map((item, index) => (
					<CommandRow
						key={item.key}
						id={`${id}-${index}`}
						item={item}
						index={index}
						isAt={index === at}
						title={item.group !== found[index - 1]?.group ? item.group : undefined}
						onPick={pick}
					/>
				))}
			</div>
		</>
	);
}

function CommandRow(props: {
	id: string;
	item: CommandItem;
	index: number;
	isAt: boolean;
	title: string | undefined;
	onPick: (item: CommandItem) => void;
}) {
	const { id, item, index, isAt, title, onPick } = props;
	const Icon = item.icon;
	return (
		<div role="presentation">
			{title && <p className="px-2.5 pt-2.5 pb-1 text-xs font-medium text-soft">{title}</p>}
			{/* the field above has the keys, so Tab passes these by */}
			<button
				type="button"
				id={id}
				role="option"
				tabIndex={-1}
				data-at={index}
				aria-selected={isAt}
				aria-disabled={item.isDisabled}
				onClick={() => onPick(item)}
				className={`flex min-h-9 w-full items-center gap-2.5 rounded-md px-2.5 py-1.5 text-left hover:bg-hover ${isAt ? "bg-accent-tint" : ""} ${item.isDisabled ? "text-soft" : ""}`}
			>
				{Icon && <Icon size={16} className="shrink-0 text-soft" aria-hidden />}
				<span className="min-w-0 flex-1">
					<span className="line-clamp-2 wrap-anywhere">{item.label}</span>
					{item.note && <span className="block truncate text-sm text-soft">{item.note}</span>}
				</span>
				{item.shortcut && <Key>{item.shortcut}</Key>}
			</button>
		</div>
	);
}

import { Check } from "lucide-react";
import { Popover } from "radix-ui";
import { type KeyboardEvent, type ReactElement, useId, useMemo, useRef, useState } from "react";
import { plain } from "../fuzzy.ts";
import { useFirstWords } from "../words.ts";
import { useFloatIn } from "./sheet.tsx";
import { stayElsewhere } from "./use-back-to-opener.ts";

export type PickerItem = { value: string; label: string; group?: string };

function matching(items: PickerItem[], query: string): PickerItem[] {
	const words = plain(query).split(/\s+/).filter(Boolean);
	return items.filter((item) => {
		const text = plain(`${item.label} ${item.group ?? ""}`);
		return words.every((word) => text.includes(word));
	});
}

type PickerProps = {
	label: string;
	items: PickerItem[];
	value: string | null;
	onPick: (value: string) => void;
	children: ReactElement;
	align?: "start" | "end";
};

/** A searchable list that opens from the button given as child: type, arrows, Enter. */
export function Picker(props: PickerProps) {
	const [isOpen, setOpen] = useState(false);
	const floatIn = useFloatIn();
	return (
		<Popover.Root open={isOpen} onOpenChange={setOpen}>
			<Popover.Trigger asChild>{props.children}</Popover.Trigger>
			<Popover.Portal container={floatIn}>
				<Popover.Content
					align={props.align ?? "start"}
					sideOffset={4}
					collisionPadding={8}
					onCloseAutoFocus={stayElsewhere}
					aria-label={props.label}
					className="z-50 flex max-h-[min(26rem,var(--radix-popover-content-available-height))] w-[min(22rem,calc(100vw-1rem))] flex-col overflow-hidden rounded-lg bg-raised shadow-float appear"
				>
					<PickerList {...props} onDone={() => setOpen(false)} />
				</Popover.Content>
			</Popover.Portal>
		</Popover.Root>
	);
}

/** What is typed, what it finds, and which of it the arrows stand on. */
function useChoice({ items, value, onPick, onDone }: PickerProps & { onDone: () => void }) {
	const [query, setQuery] = useState("");
	const [at, setAt] = useState(() => {
		const index = items.findIndex((item) => item.value === value);
		return Math.max(0, index);
	});
	const list = useRef<HTMLDivElement>(null);
	const found = useMemo(() => matching(items, query), [items, query]);
	const pick = (item: PickerItem | undefined) => {
		if (!item) return;
		onPick(item.value);
		onDone();
	};
	const move = (to: number) => {
		setAt(to);
		list.current?.querySelector(`[data-at="${to}"]`)?.scrollIntoView({ block: "nearest" });
	};
	const onKeyDown = (event: KeyboardEvent) => {
		if (event.key === "ArrowDown") move(Math.min(found.length - 1, at + 1));
		else if (event.key === "ArrowUp") move(Math.max(0, at - 1));
		else if (event.key === "Enter") pick(found[at]);
		else return;
		event.preventDefault();
	};
	const type = (text: string) => {
		setQuery(text);
		setAt(0);
	};
	return { query, type, at, list, found, pick, onKeyDown };
}

function PickerList(props: PickerProps & { onDone: () => void }) {
	const t = useFirstWords();
	const id = useId();
	const { query, type, at, list, found, pick, onKeyDown } = useChoice(props);
	return (
		<>
			<input
				// the list has just been opened by the person
				autoFocus
				role="combobox"
				aria-label={props.label}
				aria-expanded
				aria-controls={id}
				aria-activedescendant={found[at] ? `${id}-${at}` : undefined}
				value={query}
				placeholder={t.search}
				onChange={(event) => type(event.target.value)}
				onKeyDown={onKeyDown}
				className="h-10 shrink-0 border-b border-line bg-transparent px-3 -outline-offset-2"
			/>
			<div
				ref={list}
				id={id}
				role="listbox"
				aria-label={props.label}
				tabIndex={-1}
				className="min-h-0 flex-1 overflow-y-auto p-1"
			>
				<PickerRows id={id} found={found} at={at} value={props.value} onPick={pick} />
			</div>
		</>
	);
}

function PickerRows(props: {
	id: string;
	found: PickerItem[];
	at: number;
	value: string | null;
	onPick: (item: PickerItem) => void;
}) {
	const t = useFirstWords();
	if (props.found.length === 0) return <p className="px-2 py-3 text-soft">{t.nothingFound}</p>;
	return props.found.map((item, index) => (
		<div key={item.value} role="presentation">
			{item.group && item.group !== props.found[index - 1]?.group && (
				<p className="px-2 pt-2 pb-1 text-xs font-medium text-soft">{item.group}</p>
			)}
			{/* the field above has the keys, so Tab passes these by */}
			<button
				type="button"
				id={`${props.id}-${index}`}
				role="option"
				tabIndex={-1}
				data-at={index}
				aria-selected={item.value === props.value}
				onClick={() => props.onPick(item)}
				className={`flex w-full items-center justify-between gap-2 rounded-md text-left px-2 py-1.5 hover:bg-hover ${index === props.at ? "bg-hover" : ""}`}
			>
				<span className="min-w-0">{item.label}</span>
				{item.value === props.value && <Check size={16} className="shrink-0 text-accent" aria-hidden />}
			</button>
		</div>
	));
}

import { Search, X } from "lucide-react";
import { useEffect, useRef, useState } from "react";
import { Key } from "../../components/key.tsx";
import { useKeys } from "../../keys.ts";
import { useFirstWords } from "../../words.ts";

const pauseMs = 250;

/** The words in the field, handed on when the person pauses; follows the address when that changes by itself. */
function useWordsTyped(value: string, onChange: (value: string) => void) {
	const [text, setText] = useState(value);
	const sent = useRef(value);
	useEffect(() => {
		// Back, a link, a reset
		if (value !== sent.current) setText(value);
		sent.current = value;
	}, [value]);
	useEffect(() => {
		if (text.trim() === sent.current) return;
		const timer = setTimeout(() => {
			sent.current = text.trim();
			onChange(text.trim());
		}, pauseMs);
		return () => clearTimeout(timer);
	}, [text, onChange]);
	return [text, setText] as const;
}

/** Search in Russian with word forms; `/` leads here, Esc empties it and leaves. */
export function SearchBox({ value, onChange }: { value: string; onChange: (value: string) => void }) {
	const t = useFirstWords();
	const input = useRef<HTMLInputElement>(null);
	const [text, setText] = useWordsTyped(value, onChange);
	useKeys({
		"/": (event) => {
			event.preventDefault();
			input.current?.focus();
			input.current?.select();
		},
	});
	return (
		<search className="relative min-w-0 flex-1">
			<Search
				size={16}
				className="pointer-events-none absolute top-1/2 left-2.5 -translate-y-1/2 text-soft"
				aria-hidden
			/>
			<input
				ref={input}
				type="text"
				inputMode="search"
				aria-label={t.queue.searchPlaceholder}
				placeholder={t.queue.searchPlaceholder}
				maxLength={200}
				value={text}
				onChange={(event) => setText(event.target.value)}
				onKeyDown={(event) => {
					if (event.key !== "Escape") return;
					event.preventDefault();
					setText("");
					input.current?.blur();
				}}
				className="peer h-9 w-full rounded-lg border border-line-strong bg-panel pr-8 pl-8 mid:h-8"
			/>
			{text ? <Clear onClear={() => setText("")} /> : <SlashKey />}
		</search>
	);
}

function Clear({ onClear }: { onClear: () => void }) {
	const t = useFirstWords();
	return (
		<button
			type="button"
			aria-label={t.queue.clearSearch}
			onClick={onClear}
			className="absolute top-1/2 right-1 -translate-y-1/2 rounded p-1 text-soft hover:text-ink"
		>
			<X size={16} aria-hidden />
		</button>
	);
}

function SlashKey() {
	return (
		<span className="pointer-events-none absolute top-1/2 right-1.5 hidden -translate-y-1/2 mid:block peer-focus:hidden">
			<Key>/</Key>
		</span>
	);
}

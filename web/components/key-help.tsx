import { X } from "lucide-react";
import { useEffect, useRef } from "react";
import type { Dictionary } from "../locales/ru.ts";
import { setSingleKeys, useSingleKeys } from "../single-keys.ts";
import { useWords } from "../words.ts";
import { IconButton } from "./button.tsx";
import { usePlaces } from "./go.ts";
import { Key } from "./key.tsx";

type Words = keyof Dictionary["keys"];
type Group = { title: keyof Dictionary["keys"]["groups"]; keys: [key: string, words: Exclude<Words, "groups">][] };

const groups: Group[] = [
	{
		title: "everywhere",
		keys: [
			["/", "search"],
			["Ctrl K", "palette"],
			["N", "take"],
			["U", "undo"],
			["?", "help"],
			["Esc", "leave"],
		],
	},
	{
		title: "queue",
		keys: [
			["J", "down"],
			["K", "up"],
			["Enter", "open"],
			["V", "listLook"],
			["X", "select"],
			["Shift J", "selectDown"],
		],
	},
	{
		title: "triage",
		keys: [
			["E", "done"],
			["T", "topic"],
			["A", "agency"],
			["M", "merge"],
			["S", "snooze"],
		],
	},
	{
		title: "case",
		keys: [
			["W", "accept"],
			["E", "write"],
			["Ctrl /", "library"],
			["Ctrl Enter", "submit"],
		],
	},
	{
		title: "approval",
		keys: [
			["A", "approve"],
			["R", "returnReply"],
			["S", "skip"],
		],
	},
];

/** All keys at a glance; opened by `?`. */
export function KeyHelp({ onClose }: { onClose: () => void }) {
	const t = useWords();
	const places = usePlaces();
	const dialog = useRef<HTMLDialogElement>(null);
	useEffect(() => {
		dialog.current?.showModal();
		// the words are to be read first; Tab leads to the button
		dialog.current?.focus();
	}, []);
	return (
		<dialog
			ref={dialog}
			onClose={onClose}
			aria-labelledby="keys-title"
			tabIndex={-1}
			className="m-auto w-[min(44rem,calc(100vw-2rem))] max-h-[calc(100dvh-2rem)] overflow-y-auto rounded-lg bg-raised p-5 text-ink shadow-float outline-none backdrop:bg-black/40"
		>
			<div className="mb-4 flex items-center justify-between">
				<h2 id="keys-title" className="text-xl font-semibold">
					{t.keys.title}
				</h2>
				<IconButton label={t.close} onClick={onClose}>
					<X size={16} />
				</IconButton>
			</div>
			<SingleKeys />
			<div className="gap-8 mid:columns-2">
				{groups.map((group) => (
					<KeyGroup
						key={group.title}
						title={t.keys.groups[group.title]}
						keys={group.keys.map(([key, words]) => [key, t.keys[words]])}
					/>
				))}
				<KeyGroup
					title={t.keys.groups.go}
					keys={places.flatMap(({ letter, label }) => (letter ? [[`G ${letter}`, label]] : []))}
				/>
			</div>
		</dialog>
	);
}

function SingleKeys() {
	const t = useWords();
	const isOn = useSingleKeys();
	return (
		<label className="mb-4 flex gap-2 rounded-lg border border-line p-3">
			<input
				type="checkbox"
				checked={isOn}
				onChange={() => setSingleKeys(!isOn)}
				className="mt-0.5 size-4 shrink-0 accent-accent"
			/>
			<span>
				{t.keys.single}
				<span className="block text-sm text-soft">{t.keys.singleHint}</span>
			</span>
		</label>
	);
}

function KeyGroup({ title, keys }: { title: string; keys: string[][] }) {
	return (
		<section className="mb-5 break-inside-avoid">
			<h3 className="mb-1 text-sm font-semibold text-soft">{title}</h3>
			<ul>
				{keys.map(([key = "", words]) => (
					<li key={key} className="flex items-center justify-between gap-4 border-b border-line py-1.5">
						{words}
						<Key>{key}</Key>
					</li>
				))}
			</ul>
		</section>
	);
}

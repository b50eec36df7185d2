import { X } from "lucide-react";
import { useEffect, useRef } from "react";
import { useWords } from "../words.ts";
import { IconButton } from "./button.tsx";
import { Key } from "./key.tsx";

/** All keys at a glance; opened by `?`. */
export function KeyHelp({ onClose }: { onClose: () => void }) {
	const t = useWords();
	const dialog = useRef<HTMLDialogElement>(null);
	useEffect(() => {
		dialog.current?.showModal();
		// the words are to be read first; Tab leads to the button
		dialog.current?.focus();
	}, []);
	const groups: [string, [string, string][]][] = [
		[
			t.keys.groups.everywhere,
			[
				["/", t.keys.search],
				["?", t.keys.help],
				["Esc", t.keys.leave],
			],
		],
		[
			t.keys.groups.queue,
			[
				["J", t.keys.down],
				["K", t.keys.up],
				["Enter", t.keys.open],
			],
		],
		[
			t.keys.groups.case,
			[
				["W", t.keys.take],
				["E", t.keys.write],
				["T", t.keys.topic],
				["Ctrl Enter", t.keys.submit],
			],
		],
		[
			t.keys.groups.approval,
			[
				["A", t.keys.approve],
				["R", t.keys.returnReply],
			],
		],
	];
	return (
		<dialog
			ref={dialog}
			onClose={onClose}
			aria-labelledby="keys-title"
			tabIndex={-1}
			className="m-auto w-[min(34rem,calc(100vw-2rem))] rounded-lg bg-raised p-5 text-ink shadow-float outline-none backdrop:bg-black/40"
		>
			<div className="mb-4 flex items-center justify-between">
				<h2 id="keys-title" className="text-xl font-semibold">
					{t.keys.title}
				</h2>
				<IconButton label={t.close} onClick={onClose}>
					<X size={16} />
				</IconButton>
			</div>
			<div className="grid gap-x-8 gap-y-5 mid:grid-cols-2">
				{groups.map(([title, keys]) => (
					<section key={title}>
						<h3 className="mb-1 text-sm font-semibold text-soft">{title}</h3>
						<ul>
							{keys.map(([key, words]) => (
								<li key={key} className="flex items-center justify-between gap-4 border-b border-line py-1.5">
									{words}
									<Key>{key}</Key>
								</li>
							))}
						</ul>
					</section>
				))}
			</div>
		</dialog>
	);
}

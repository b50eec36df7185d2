import { Upload } from "lucide-react";
import { type ChangeEvent, useId, useRef, useState } from "react";
import { useFirstWords } from "../words.ts";
import { Button } from "./button.tsx";

type Props = { label: string; hint?: string; accept: string; disabled?: boolean; onFile: (file: File) => void };

/** One file from the device, in the words of the app: the browser's own field speaks the browser's language. */
export function FileField({ label, hint, accept, disabled, onFile }: Props) {
	const { chooseFile, noFile } = useFirstWords().form;
	const id = useId();
	const input = useRef<HTMLInputElement>(null);
	const [name, setName] = useState<string | null>(null);
	const take = ({ target }: ChangeEvent<HTMLInputElement>) => {
		const [file] = target.files ?? [];
		// the same file may be chosen again after it was mended
		target.value = "";
		if (!file) return;
		setName(file.name);
		onFile(file);
	};
	const look = { type: "file", accept, tabIndex: -1, className: "sr-only" };
	return (
		<div role="group" aria-labelledby={id} className="grid gap-1">
			<p id={id} className="text-sm font-medium">
				{label}
			</p>
			<input ref={input} aria-label={label} onChange={take} {...look} />
			<div className="flex flex-wrap items-center gap-x-3 gap-y-1">
				<Button
					icon={<Upload size={16} aria-hidden />}
					disabled={disabled}
					aria-describedby={hint ? `${id}-hint` : undefined}
					onClick={() => input.current?.click()}
				>
					{chooseFile}
				</Button>
				<span aria-live="polite" className="min-w-0 text-soft wrap-anywhere">
					{name ?? noFile}
				</span>
			</div>
			{hint && (
				<p id={`${id}-hint`} className="text-sm text-soft">
					{hint}
				</p>
			)}
		</div>
	);
}

import { Check, Copy } from "lucide-react";
import { useState } from "react";
import { useWords } from "../words.ts";
import { Button } from "./button.tsx";

/** Puts a text on the clipboard and says so. */
export function CopyButton({ text, label }: { text: string; label?: string }) {
	const t = useWords();
	const [isCopied, setCopied] = useState(false);
	const copy = async () => {
		// without a secure address the browser refuses: the text can still be selected by hand
		const isDone = await navigator.clipboard?.writeText(text).then(
			() => true,
			() => false,
		);
		if (!isDone) return;
		setCopied(true);
		setTimeout(() => setCopied(false), 2000);
	};
	const icon = isCopied ? <Check size={14} className="text-done" aria-hidden /> : <Copy size={14} aria-hidden />;
	return (
		<Button isSmall icon={icon} onClick={() => void copy()}>
			{isCopied ? t.copied : (label ?? t.copy)}
		</Button>
	);
}

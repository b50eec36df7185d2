import { Check, Copy } from "lucide-react";
import { useState } from "react";
import { IconButton } from "../../components/button.tsx";
import type { Dictionary } from "../../locales/ru.ts";
import { useWords } from "../../words.ts";

/** The address the network must be given, with a way to copy it and where to paste it. */
export function WebhookAddress({ path, channel }: { path: string; channel: string }) {
	const t = useWords();
	const [isCopied, setCopied] = useState(false);
	const address = new URL(path, location.origin).href;
	const hints = t.pages.webhookHint;
	const hint = channel in hints ? hints[channel as keyof Dictionary["pages"]["webhookHint"]] : hints.other;
	const copy = async () => {
		// without a secure address the browser refuses: the text can still be selected by hand
		const isDone = await navigator.clipboard?.writeText(address).then(
			() => true,
			() => false,
		);
		if (!isDone) return;
		setCopied(true);
		setTimeout(() => setCopied(false), 2000);
	};
	return (
		<div>
			<p className="text-sm text-soft">{t.pages.webhook}</p>
			<div className="mt-0.5 flex items-center gap-1">
				<code className="min-w-0 rounded-md border border-line bg-side px-2 py-1 font-mono text-sm wrap-anywhere select-all">
					{address}
				</code>
				<IconButton label={isCopied ? t.copied : t.copy} onClick={() => void copy()}>
					{isCopied ? <Check size={16} className="text-done" /> : <Copy size={16} />}
				</IconButton>
			</div>
			<p className="mt-1 text-sm text-soft">{hint}</p>
		</div>
	);
}

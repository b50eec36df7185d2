import { Button } from "../../components/button.tsx";
import { CopyButton } from "../../components/copy-button.tsx";
import { Notice } from "../../components/notice.tsx";
import { useSettingsWords } from "./settings-words.ts";

/** A secret that the server shows this once. */
export function SecretOnce({ title, secret, onDone }: { title: string; secret: string; onDone: () => void }) {
	const { links: words } = useSettingsWords();
	return (
		<Notice tone="soon" title={title}>
			<p>{words.secretOnce}</p>
			<p className="rounded-md border border-line px-2 py-1 font-mono text-sm wrap-anywhere select-all">{secret}</p>
			<div className="flex flex-wrap gap-2">
				<CopyButton text={secret} />
				<Button isSmall kind="quiet" onClick={onDone}>
					{words.secretCopied}
				</Button>
			</div>
		</Notice>
	);
}

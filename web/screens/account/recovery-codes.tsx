import { Button } from "../../components/button.tsx";
import { CopyButton } from "../../components/copy-button.tsx";
import { Notice } from "../../components/notice.tsx";
import { useAccountWords } from "./account-words.ts";

/** Shown once: they stay until the person says they are kept. */
export function RecoveryCodes({ codes, onKept }: { codes: string[]; onKept: () => void }) {
	const words = useAccountWords().factor;
	return (
		<Notice tone="soon" title={words.codesTitle}>
			<p>{words.codesHint}</p>
			<ul className="grid max-w-[24rem] grid-cols-2 gap-x-6 gap-y-1 py-1 font-mono">
				{codes.map((code) => (
					<li key={code}>{code}</li>
				))}
			</ul>
			<div className="flex flex-wrap gap-2">
				<CopyButton text={codes.join("\n")} />
				<Button isSmall onClick={onKept}>
					{words.codesKept}
				</Button>
			</div>
		</Notice>
	);
}

import type { KeyboardEventHandler, ReactNode, Ref } from "react";
import type { Finding } from "../../api.ts";
import { inReadingOrder } from "./sort-findings.ts";
import { langOf } from "../../lang-of.ts";

/** A field that grows with its text and underlines the places a remark is about. */
export function MarkedText(props: {
	text: string;
	findings: Finding[];
	label: string;
	describedBy: string;
	placeholder: string;
	maxLength: number;
	ref: Ref<HTMLTextAreaElement>;
	onChange: (text: string) => void;
	onKeyDown: KeyboardEventHandler;
}) {
	// the mirror under the field has the same type and padding, so that its underlines fall under the words
	const same = "col-start-1 row-start-1 wrap-words px-3 py-2 text-base/6";
	return (
		<div className="grid max-h-[30dvh] min-h-20 shrink-0 overflow-y-auto rounded-lg border border-line-strong bg-panel focus-within:outline-2 focus-within:outline-accent">
			<div aria-hidden className={`${same} pointer-events-none text-transparent`}>
				{marked(props.text, props.findings)}
				{/* a last empty line has a height, too */}
				{"\u200b"}
			</div>
			<textarea
				ref={props.ref}
				lang={langOf(props.text)}
				aria-label={props.label}
				aria-describedby={props.describedBy}
				placeholder={props.placeholder}
				maxLength={props.maxLength}
				value={props.text}
				rows={1}
				onChange={(event) => props.onChange(event.target.value)}
				onKeyDown={props.onKeyDown}
				className={`${same} resize-none overflow-hidden bg-transparent outline-none`}
			/>
		</div>
	);
}

const underlines = { block: "find-block", warn: "find-warn", hint: "find-hint" } as const;

function marked(text: string, findings: Finding[]): ReactNode[] {
	const parts: ReactNode[] = [];
	let at = 0;
	for (const finding of inReadingOrder(findings)) {
		if (finding.start < at || finding.end <= finding.start || finding.end > text.length) continue;
		parts.push(text.slice(at, finding.start));
		parts.push(
			<span key={finding.start} className={underlines[finding.severity]}>
				{text.slice(finding.start, finding.end)}
			</span>,
		);
		at = finding.end;
	}
	parts.push(text.slice(at));
	return parts;
}

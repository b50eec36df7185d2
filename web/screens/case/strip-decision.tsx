import { useState } from "react";
import { api, type CaseDetail } from "../../api.ts";
import { Button } from "../../components/button.tsx";
import { say } from "../../components/toaster.tsx";
import { useFocusBack } from "../../components/use-focus-back.ts";
import { useTellApproved } from "./use-tell-approved.ts";
import { useKeys } from "../../keys.ts";
import { useCaseChange } from "../../queries.ts";
import { errorWords, useWords } from "../../words.ts";
import { ReturnForm, type ReturnGiven } from "./return-form.tsx";
import type { Strip, StripItem } from "./use-strip.ts";

/** Approve, return or skip: by a key, or by two large buttons within the thumb's reach. */
export function StripDecision({ item, strip }: { item: StripItem; strip: Strip }) {
	const t = useWords();
	const { id } = item.detail.case;
	const revision = item.detail.reply?.revision ?? 0;
	const isLast = item.step === item.steps;
	const [isReturning, setReturning] = useState(false);
	const opener = useFocusBack(isReturning);
	const approve = useCaseChange(id, () => api.approveReply(id, revision));
	const giveBack = useCaseChange(id, (given: ReturnGiven) => api.returnReply(id, { revision, ...given }));
	const isBusy = approve.isPending || giveBack.isPending;
	const tellApproved = useTellApproved(id);
	const approved = (saved: CaseDetail) => {
		tellApproved(saved, isLast ? t.approvals.approved(id) : t.approvals.passedOn(id), strip.showAgain);
		strip.goOn(true);
	};
	const pass = () => approve.mutate(undefined, { onSuccess: approved });
	const returned = () => {
		say(t.approvals.returned(id));
		strip.goOn(true);
	};
	const isFree = !isBusy && !isReturning;
	useKeys({
		a: isFree ? pass : undefined,
		r: isFree ? (event) => (event.preventDefault(), setReturning(true)) : undefined,
		s: isFree ? () => strip.goOn(false) : undefined,
	});
	const error = approve.error ?? giveBack.error;
	return (
		<div className="grid gap-2">
			{error && (
				<p role="alert" className="text-late">
					{errorWords(t, error)}
				</p>
			)}
			{isReturning ? (
				<div className="w-full justify-self-end mid:max-w-[calc(min(50%,32rem)-1.25rem)]">
					<ReturnForm
						isBusy={isBusy}
						onSend={(given) => giveBack.mutate(given, { onSuccess: returned })}
						onCancel={() => setReturning(false)}
					/>
				</div>
			) : (
				<Buttons {...{ strip, isBusy, isLast, opener }} onPass={pass} onReturn={() => setReturning(true)} />
			)}
		</div>
	);
}

type ButtonProps = {
	strip: Strip;
	isBusy: boolean;
	isLast: boolean;
	/** of the return */
	opener: ReturnType<typeof useFocusBack>;
	onPass: () => void;
	onReturn: () => void;
};

function Buttons({ strip, isBusy, isLast, opener, onPass, onReturn }: ButtonProps) {
	const t = useWords();
	const large =
		"max-mid:h-auto max-mid:min-h-12 max-mid:px-2 max-mid:py-1 max-mid:leading-tight max-mid:whitespace-normal";
	return (
		// the words of the two decisions wrap rather than leave their buttons
		<div className="grid grid-cols-2 gap-2 mid:flex mid:justify-end">
			{strip.hasSkipped && (
				<Button kind="quiet" shortcut="U" disabled={isBusy} onClick={strip.goBack} className="mid:mr-auto">
					{t.approvals.back}
				</Button>
			)}
			<Button
				kind="quiet"
				shortcut="S"
				disabled={isBusy}
				onClick={() => strip.goOn(false)}
				className={strip.hasSkipped ? "" : "max-mid:col-span-2"}
			>
				{t.approvals.skip}
			</Button>
			<Button ref={opener()} shortcut="R" disabled={isBusy} onClick={onReturn} className={large}>
				{t.approvals.giveBack}
			</Button>
			<Button kind="primary" shortcut="A" disabled={isBusy} onClick={onPass} className={large}>
				{isLast ? t.approvals.approve : t.approvals.approveFirst}
			</Button>
		</div>
	);
}

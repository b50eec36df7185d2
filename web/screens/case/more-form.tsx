import type { ComponentType } from "react";
import { Sheet } from "../../components/sheet.tsx";
import type { Dictionary } from "../../locales/ru.ts";
import { useWords } from "../../words.ts";
import { AppealForm } from "./appeal-form.tsx";
import { ContactForm } from "./contact-form.tsx";
import { CorrectionForm } from "./correction-form.tsx";
import { EvidenceForm } from "./evidence-photos.tsx";
import { LinkForm, MergeForm, SplitForm } from "./family-forms.tsx";
import { GiveTaskForm } from "./give-task-form.tsx";
import { HidingForm } from "./hiding-form.tsx";
import { OwnerForm, PriorityForm, ReviewForm } from "./lane-forms.tsx";
import type { FormProps, MoreItem } from "./more-items.ts";
import { PrintSheet } from "./print-sheet.tsx";

type Look = { title: string; hint: string; Form: ComponentType<FormProps>; isWide?: boolean };

function lookOf(
	item: Exclude<MoreItem, "print">,
	isOwned: boolean,
	{ caseWork: words, correction, photoEdit: { evidence } }: Dictionary,
): Look {
	const { tasks, contact, family, lane, hiding, appeal } = words;
	const owner = isOwned
		? { title: lane.handover, hint: lane.handoverHint }
		: { title: lane.setOwner, hint: lane.ownerHint };
	const looks: Record<Exclude<MoreItem, "print">, Look> = {
		task: { title: tasks.giveTitle, hint: tasks.giveHint, Form: GiveTaskForm },
		contact: { title: contact.note, hint: contact.hint, Form: ContactForm },
		evidence: { title: evidence.title, hint: evidence.hint, Form: EvidenceForm },
		correction: { title: correction.title, hint: correction.hint, Form: CorrectionForm, isWide: true },
		merge: { title: family.mergeTitle, hint: family.mergeHint, Form: MergeForm },
		link: { title: family.link, hint: family.linkHint, Form: LinkForm },
		split: { title: family.split, hint: family.splitHint, Form: SplitForm },
		priority: { title: lane.set, hint: lane.setHint, Form: PriorityForm },
		owner: { ...owner, Form: OwnerForm },
		review: { title: lane.askReview, hint: lane.askHint, Form: ReviewForm },
		hiding: { title: hiding.propose, hint: hiding.hint, Form: HidingForm },
		appeal: { title: appeal.hand, hint: appeal.hint, Form: AppealForm },
	};
	return looks[item];
}

/** The sheet of a rare action; printing has a sheet of its own kind. */
export function MoreForm({ item, detail, onDone }: FormProps & { item: MoreItem }) {
	const t = useWords();
	if (item === "print") return <PrintSheet detail={detail} onDone={onDone} />;
	const { title, hint, Form, isWide = false } = lookOf(item, detail.case.ownerId !== null, t);
	return (
		<Sheet isWide={isWide} title={title} hint={hint} onClose={onDone}>
			<Form detail={detail} onDone={onDone} />
		</Sheet>
	);
}

import { useMutation, useQuery } from "@tanstack/react-query";
import type { CaseDetail } from "../../api.ts";
import { type Contact, caseApi } from "../../api-case.ts";
import { contactsQuery } from "../../case-parts.ts";
import { Button } from "../../components/button.tsx";
import { When } from "../../components/when.tsx";
import { useReference } from "../../queries.ts";
import { errorWords, useWords } from "../../words.ts";
import { PartCard, PartRows } from "./part-card.tsx";
import { useMay } from "./use-may.ts";

/** Calls, meetings and direct messages, with what was agreed. */
export function ContactsCard({ detail }: { detail: CaseDetail }) {
	const { caseWork } = useWords();
	const mayRead = useMay("personal.read");
	const { data } = useQuery({ ...contactsQuery(detail.case.id), enabled: mayRead });
	if (!data || data.items.length === 0) return null;
	return (
		<PartCard title={caseWork.contact.title}>
			<PartRows>
				{data.items.map((contact) => (
					<li key={contact.id}>
						<ContactRow contact={contact} detail={detail} />
					</li>
				))}
			</PartRows>
		</PartCard>
	);
}

function ContactRow({ contact, detail }: { contact: Contact; detail: CaseDetail }) {
	const t = useWords();
	const words = t.caseWork.contact;
	const { staff } = useReference();
	const reach = useMutation({ mutationFn: () => caseApi.contactReach(detail.case.id, contact.id) });
	return (
		<div className="grid gap-1">
			<p className="font-medium">{words.kinds[contact.kind]}</p>
			<p className="wrap-words">{contact.agreed}</p>
			{contact.hasReach &&
				(reach.data ? (
					<p className="wrap-anywhere select-all">{reach.data.reach}</p>
				) : (
					<Button
						isSmall
						kind="quiet"
						hint={words.reachHint}
						className="-ml-2 justify-self-start"
						disabled={reach.isPending}
						onClick={() => reach.mutate()}
					>
						{words.showReach}
					</Button>
				))}
			{reach.error && <p className="text-sm text-late">{errorWords(t, reach.error)}</p>}
			<p className="text-sm text-soft">
				{staff(contact.staffId)?.name} · <When at={contact.at} zone={detail.due.timeZone} />
			</p>
		</div>
	);
}

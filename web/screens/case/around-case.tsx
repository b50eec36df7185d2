import type { CaseDetail } from "../../api.ts";
import { happened } from "../../case-parts.ts";
import { AppealCard } from "./appeal-card.tsx";
import { ContactsCard } from "./contacts-card.tsx";
import { CorrectionsCard } from "./corrections-card.tsx";
import { EvidenceCard } from "./evidence-photos.tsx";
import { FamilyCard } from "./family-card.tsx";
import { HidingCard } from "./hiding-card.tsx";
import { PromisesCard } from "./promises-card.tsx";
import { ReturnsCard } from "./returns-card.tsx";
import { SayCard } from "./say-card.tsx";
import { TasksCard } from "./tasks-card.tsx";

/** What stands around the case; a card is there, and is read, only where the history tells of something. */
export function AroundCase({ detail }: { detail: CaseDetail }) {
	const had = (...types: string[]) => happened(detail, ...types);
	return (
		<>
			{/* one that waits for a decision stands above the topic */}
			{had("returnWrongAgency") && detail.case.status !== "returnedWrongAgency" && <ReturnsCard detail={detail} />}
			{had("taskGiven") && <TasksCard detail={detail} />}
			{had("promiseMade", "promiseMoved") && <PromisesCard detail={detail} />}
			{had("correctionProposed") && <CorrectionsCard detail={detail} />}
			{had("evidencePut") && <EvidenceCard detail={detail} />}
			{had("residentSaid") && <SayCard detail={detail} />}
			<FamilyCard detail={detail} />
			{had("handOver") && <AppealCard detail={detail} />}
			{had("hidingProposed") && <HidingCard detail={detail} />}
			{had("contactNoted") && <ContactsCard detail={detail} />}
		</>
	);
}

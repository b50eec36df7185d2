import { ShieldAlert } from "lucide-react";
import type { CaseDetail } from "../../api.ts";
import { caseApi, type SecondReview } from "../../api-case.ts";
import { usePartChange } from "../../case-parts.ts";
import { Button } from "../../components/button.tsx";
import { useMe, useReference } from "../../queries.ts";
import { useWords } from "../../words.ts";
import { PartCard } from "./part-card.tsx";
import { AskReason, Refused } from "./part-form.tsx";

/** How urgent the case is, who stays with it, and what waits for a second person. */
export function LaneCard({ detail }: { detail: CaseDetail }) {
	const t = useWords();
	const words = t.caseWork.lane;
	const { staff } = useReference();
	const { priority, ownerId } = detail.case;
	const { handover, secondReviews, answersPrivately } = detail.lane;
	if (priority === "normal" && ownerId === null && secondReviews.length === 0) return null;
	return (
		<PartCard title={words.title} note={priority === "urgent" ? undefined : words.priorities[priority]}>
			{priority === "urgent" && (
				<p className="inline-flex min-h-6 items-center gap-1.5 justify-self-start rounded-md border border-lane-line bg-lane-tint px-2 py-0.5 text-sm text-lane">
					<ShieldAlert size={14} className="shrink-0" aria-hidden />
					{words.urgent}
				</p>
			)}
			{answersPrivately && <p className="text-sm text-soft">{words.privately}</p>}
			{(priority === "urgent" || ownerId !== null) && (
				<div>
					<p className="text-sm text-soft">{words.owner}</p>
					<p className={ownerId === null ? "text-soon" : "font-medium"}>{staff(ownerId)?.name ?? words.noOwner}</p>
				</div>
			)}
			{handover && <Handover detail={detail} handover={handover} />}
			{secondReviews.map((review) => (
				<Review key={review.id} review={review} detail={detail} />
			))}
		</PartCard>
	);
}

type Offer = NonNullable<CaseDetail["lane"]["handover"]>;

function Handover({ detail, handover }: { detail: CaseDetail; handover: Offer }) {
	const t = useWords();
	const words = t.caseWork.lane;
	const me = useMe();
	const { staff } = useReference();
	const { id } = detail.case;
	type End = { how: "acknowledge" | "decline" | "withdraw"; reason?: string };
	const end = usePartChange(id, ({ how, reason }: End) => caseApi.endHandover(id, how, reason));
	const isToMe = handover.toId === me.id;
	const mayWithdraw = handover.fromId === me.id || detail.can.triage;
	const name = staff(isToMe ? handover.fromId : handover.toId)?.name ?? t.actors.staff;
	return (
		<div className="grid gap-2 border-t border-line pt-2">
			<p className={isToMe ? "font-medium" : "text-sm text-soft"}>{isToMe ? words.toYou(name) : words.waits(name)}</p>
			{handover.note && <p className="text-sm wrap-words">{t.quoted(handover.note)}</p>}
			<div className="flex flex-wrap gap-1">
				{isToMe && (
					<>
						<Button isSmall disabled={end.isPending} onClick={() => end.mutate({ how: "acknowledge" })}>
							{words.acknowledge}
						</Button>
						<AskReason
							verb={words.decline}
							label={words.declineWhy}
							change={end}
							onSend={(reason) => end.mutate({ how: "decline", reason })}
						/>
					</>
				)}
				{!isToMe && mayWithdraw && (
					<Button isSmall kind="quiet" disabled={end.isPending} onClick={() => end.mutate({ how: "withdraw" })}>
						{words.withdraw}
					</Button>
				)}
			</div>
			<Refused change={end} />
		</div>
	);
}

function Review({ review, detail }: { review: SecondReview; detail: CaseDetail }) {
	const t = useWords();
	const words = t.caseWork.lane;
	const me = useMe();
	const { staff } = useReference();
	const { id } = detail.case;
	type Decision = { isAgreed: boolean; reason: string };
	const decide = usePartChange(id, ({ isAgreed, reason }: Decision) =>
		caseApi.decideSecondReview(id, review.id, isAgreed, reason),
	);
	const mayDecide = review.state === "asked" && detail.can.triage && me.agencyId === null && review.askedBy !== me.id;
	return (
		<div className="grid gap-1 border-t border-line pt-2">
			<p className="text-sm text-soft">
				{words.review}: {words.actions[review.action]}
			</p>
			<p className={review.state === "asked" ? "text-soon" : ""}>{words.reviewStates[review.state]}</p>
			{review.reason && <p className="text-sm wrap-words">{t.quoted(review.reason)}</p>}
			<p className="text-sm text-soft">{words.askedBy(staff(review.askedBy)?.name ?? t.actors.staff)}</p>
			{review.decision && <p className="text-sm wrap-words text-soft">{t.quoted(review.decision)}</p>}
			{mayDecide && (
				<div className="mt-1 flex flex-wrap gap-1">
					<Button isSmall disabled={decide.isPending} onClick={() => decide.mutate({ isAgreed: true, reason: "" })}>
						{words.agree}
					</Button>
					<AskReason
						verb={words.refuse}
						label={words.refuseWhy}
						change={decide}
						onSend={(reason) => decide.mutate({ isAgreed: false, reason })}
					/>
				</div>
			)}
			{review.state === "asked" && review.askedBy === me.id && <p className="text-sm text-soft">{words.decideOther}</p>}
		</div>
	);
}

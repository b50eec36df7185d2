import { CircleAlert, CircleHelp, FileQuestion, HandHelping } from "lucide-react";
import type { LucideIcon } from "lucide-react";
import type { ReactNode } from "react";
import { NoRight } from "../../components/failed.tsx";
import { Screen } from "../../components/screen.tsx";
import { useMe } from "../../queries.ts";
import { useWords } from "../../words.ts";
import { Carried } from "./carried.tsx";
import { Deliveries } from "./deliveries.tsx";
import { Exports } from "./exports.tsx";
import { Publications } from "./publications.tsx";

/** What the system cannot settle alone: answers of unknown fate, answers not sent, messages not understood. */
export function AttentionScreen() {
	const t = useWords();
	const { permissions } = useMe();
	const mayNothing = !permissions.includes("publication.settle") && !permissions.includes("delivery.read");
	return (
		<Screen title={t.attention.title} lead={t.attention.lead}>
			{mayNothing && <NoRight title={t.noRight.title} who={t.noRight.attention} />}
			{permissions.includes("publication.settle") && (
				<>
					<Section icon={HandHelping} title={t.carry.title} hint={t.carry.hint}>
						<Carried />
						<Exports />
					</Section>
					<Section icon={CircleHelp} title={t.attention.unknown}>
						<Publications state="unknown" />
					</Section>
					<Section icon={CircleAlert} title={t.attention.failed}>
						<Publications state="failed" />
					</Section>
				</>
			)}
			{permissions.includes("delivery.read") && (
				<Section icon={FileQuestion} title={t.attention.deliveries} hint={t.attention.deliveriesHint}>
					<Deliveries mayRetry={permissions.includes("delivery.retry")} />
				</Section>
			)}
		</Screen>
	);
}

function Section({
	icon: Icon,
	title,
	hint,
	children,
}: {
	icon: LucideIcon;
	title: string;
	hint?: string;
	children: ReactNode;
}) {
	return (
		<section className="grid gap-2">
			<h2 className="flex items-center gap-2 text-lg font-semibold">
				<Icon size={18} className="text-soft" aria-hidden />
				{title}
			</h2>
			{hint && <p className="text-soft">{hint}</p>}
			{children}
		</section>
	);
}

import { useMutation, useQueryClient } from "@tanstack/react-query";
import { RefreshCw } from "lucide-react";
import { api, type PageDetail, type PageFinding } from "../../api.ts";
import { Button } from "../../components/button.tsx";
import { healthLooks } from "../../components/health-looks.ts";
import { Notice } from "../../components/notice.tsx";
import { When } from "../../components/when.tsx";
import { pageQuery, pagesQuery, useMe } from "../../queries.ts";
import { errorWords, useWords } from "../../words.ts";
import { Section } from "../../components/section.tsx";

/** How the page's connection is: each thing that was looked at, since when it is so, and what to do about it. */
export function PageHealth({ detail, mayManage }: { detail: PageDetail; mayManage: boolean }) {
	const t = useWords();
	const zone = useMe().region.timeZone;
	const { health, reading, lookedAt, abilities } = detail;
	const action = mayManage && abilities.looks && <LookNow id={detail.page.id} />;
	return (
		<Section title={t.connection.health} action={action}>
			{reading.standbySince && <Notice tone="soon">{t.connection.standby}</Notice>}
			{health.length > 0 && (
				<ul className="divide-y divide-line rounded-lg border border-line">
					{health.map((finding) => (
						<li key={finding.code} className="px-4 py-2.5">
							<FindingLine finding={finding}>
								<span className="text-sm text-soft">
									<When at={finding.since} zone={zone} />
								</span>
							</FindingLine>
						</li>
					))}
				</ul>
			)}
			<p className="text-sm text-soft">
				{lookedAt ? (
					<>
						{t.connection.lookedAt} <When at={lookedAt} zone={zone} />
					</>
				) : (
					t.connection.state.never
				)}
			</p>
		</Section>
	);
}

/** One finding: how it is in words, the network's own words, and what to do where it is not well. */
export function FindingLine({ finding, children }: { finding: PageFinding; children?: React.ReactNode }) {
	const t = useWords();
	const words = t.connection.codes[finding.code];
	const { icon: Icon, colour } = healthLooks[finding.state];
	const isWell = finding.state === "ok";
	return (
		<div className="flex gap-2">
			<Icon size={16} className={`mt-0.5 shrink-0 ${colour}`} aria-hidden />
			<div className="min-w-0 flex-1">
				<div className="flex flex-wrap items-baseline justify-between gap-x-3">
					<span className={isWell ? "" : colour}>{isWell ? words.ok : words.bad}</span>
					{children}
				</div>
				{!isWell && finding.text && <p className="text-sm text-soft wrap-anywhere">{finding.text}</p>}
				{!isWell && (
					<p className="text-sm">
						<span className="text-soft">{t.connection.todo}</span> {words.todo}
					</p>
				)}
			</div>
		</div>
	);
}

function LookNow({ id }: { id: number }) {
	const t = useWords();
	const client = useQueryClient();
	const look = useMutation({
		mutationFn: () => api.lookAtPage(id),
		onSuccess: (detail) => {
			client.setQueryData(pageQuery(id).queryKey, detail);
			void client.invalidateQueries({ queryKey: pagesQuery.queryKey, exact: true });
		},
	});
	return (
		<div className="flex items-center gap-2">
			{look.error && <span className="text-late">{errorWords(t, look.error)}</span>}
			<Button icon={<RefreshCw size={14} aria-hidden />} disabled={look.isPending} onClick={() => look.mutate()}>
				{look.isPending ? t.connection.looking : t.connection.lookNow}
			</Button>
		</div>
	);
}

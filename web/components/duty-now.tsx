import { useQuery } from "@tanstack/react-query";
import { ShieldCheck } from "lucide-react";
import { dayApi } from "../api-day.ts";
import { Skeleton } from "./empty.tsx";
import { FailedNotice } from "./failed.tsx";
import { When } from "./when.tsx";
import { useMe, useReference } from "../queries.ts";
import { useWords } from "../words.ts";

/** Who is to be reached just now, for an agency or for everybody. */
export function DutyNow() {
	const t = useWords();
	const zone = useMe().region.timeZone;
	const reference = useReference();
	const { data, error, refetch } = useQuery({
		queryKey: ["day", "duty"],
		queryFn: dayApi.onDuty,
		// a shift ends without telling anybody
		refetchInterval: 60_000,
	});
	return (
		<aside className="grid gap-2 rounded-lg border border-line px-4 py-3">
			<h2 className="flex items-center gap-2 font-semibold">
				<ShieldCheck size={16} className="text-soft" aria-hidden />
				{t.day.dutyNow}
			</h2>
			{!data && !error && <Skeleton className="h-8 w-full" />}
			{/* who was on duty a minute ago may be asked no more */}
			{error && <FailedNotice error={error} again={() => void refetch()} />}
			{data?.items.length === 0 && <p className="text-sm text-soft">{t.day.nobodyOnDuty}</p>}
			<ul className="grid gap-2">
				{data?.items.map((shift) => (
					<li key={shift.id}>
						<p>{shift.staffName}</p>
						<p className="text-sm text-soft">
							{reference.agency(shift.agencyId)?.shortName ?? t.day.wholeRegion}, {t.day.until}{" "}
							<When at={shift.to} zone={zone} />
						</p>
					</li>
				))}
			</ul>
		</aside>
	);
}

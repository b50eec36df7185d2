import { useQuery } from "@tanstack/react-query";
import { dayApi } from "../../api-day.ts";
import { DayTabs } from "../../components/day-tabs.tsx";
import { Skeleton } from "../../components/empty.tsx";
import { FailedNotice } from "../../components/failed.tsx";
import { Screen } from "../../components/screen.tsx";
import { useMe } from "../../queries.ts";
import { useWords } from "../../words.ts";
import { Agreement, Results } from "./results.tsx";
import { ReviewForm } from "./review-form.tsx";
import { TakeNext } from "./take-next.tsx";

/** Published answers looked at once more, and what it tells. */
export function QualityScreen() {
	const t = useWords();
	const { permissions } = useMe();
	return (
		<Screen title={t.quality.title} lead={t.quality.lead} back={<DayTabs />}>
			{permissions.includes("quality.review") && <Review />}
			<Results />
			{permissions.includes("quality.review") && <Agreement />}
		</Screen>
	);
}

/** The answer that the reviewer has taken, or the way to take one. */
function Review() {
	const { data, error, refetch } = useQuery({ queryKey: ["day", "review"], queryFn: dayApi.review });
	if (error) return <FailedNotice error={error} again={() => void refetch()} />;
	if (!data) return <Skeleton className="h-28 w-full" />;
	return data.item ? <ReviewForm key={data.item.id} item={data.item} /> : <TakeNext waiting={data.waiting} />;
}

import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { dayApi } from "../../api-day.ts";
import { useMe } from "../../queries.ts";
import { dayIn, daysAfter } from "../../time.ts";
import { momentIn } from "../../zone-time.ts";
import { everyDay, firstDay, type Period } from "./tell.ts";

/** The pictures show so many days, whatever the period: a day alone draws no line. */
const pictured = 30;

export type BoardData = NonNullable<ReturnType<typeof useBoard>["data"]>;

/** All the figures of a period by the region's clock. */
export function useBoard(period: Period) {
	const { region } = useMe();
	const today = dayIn(region.timeZone);
	const from = firstDay(period, today);
	const until = momentIn(region.timeZone, daysAfter(today, 1));
	const span = { from: momentIn(region.timeZone, from), to: until };
	const before = daysAfter(today, 1 - pictured);
	const query = useQuery({
		queryKey: ["day", "board", span.from, span.to],
		queryFn: async () => {
			const days = { from, to: today };
			const [all, agencies, promises, quality, lately] = await Promise.all([
				dayApi.board(span),
				dayApi.figures(span),
				dayApi.promiseFigures(days),
				dayApi.qualityFigures(days),
				dayApi.board({ from: momentIn(region.timeZone, before), to: until }),
			]);
			return {
				...all,
				agencies: agencies.items,
				promises: promises.items,
				quality: quality.agencies,
				days: everyDay(before, today, lately.days, noAnswers),
			};
		},
		placeholderData: keepPreviousData,
		refetchInterval: 5 * 60_000,
	});
	return { data: query.data, error: query.error, again: () => void query.refetch(), from, today, span };
}

const noAnswers = { inTime: 0, late: 0, minutesMean: null, minutesHalf: null, minutesNineTenths: null };

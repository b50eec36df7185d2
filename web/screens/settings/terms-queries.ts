import { queryOptions } from "@tanstack/react-query";
import { settingsApi } from "../../api-settings.ts";

export const slaQuery = queryOptions({ queryKey: ["sla"], queryFn: settingsApi.sla });
export const calendarsQuery = queryOptions({ queryKey: ["calendars"], queryFn: settingsApi.calendars });
export const calendarQuery = (id: number) =>
	queryOptions({ queryKey: ["calendars", id], queryFn: () => settingsApi.calendar(id) });
export const recountsQuery = queryOptions({
	queryKey: ["recounts"],
	queryFn: settingsApi.recounts,
	// a recount tells nobody how far it is
	refetchInterval: ({ state }) => (state.data?.items[0]?.endedAt === null ? 1500 : false),
});

/** What a change of terms or hours makes old: the due times of every list, too. */
export const termsStale = [["sla"], ["calendars"], ["recounts"], ["counts"], ["cases"], ["case"]];

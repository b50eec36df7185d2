import { queryOptions } from "@tanstack/react-query";
import { routingApi } from "../../api-routing.ts";

export const agenciesQuery = queryOptions({ queryKey: ["agencies"], queryFn: routingApi.agencies });
export const routingQuery = queryOptions({ queryKey: ["routing"], queryFn: routingApi.table });
export const topicsQuery = queryOptions({ queryKey: ["topics"], queryFn: routingApi.topics });
export const topicVersionsQuery = (code: string) =>
	queryOptions({ queryKey: ["topics", code], queryFn: () => routingApi.versions(code) });

import { queryOptions } from "@tanstack/react-query";
import { accountApi } from "../../api-people.ts";

export const accountQuery = queryOptions({ queryKey: ["account"], queryFn: accountApi.account });
export const ownSessionsQuery = queryOptions({ queryKey: ["account", "sessions"], queryFn: accountApi.sessions });

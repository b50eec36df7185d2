import { queryOptions } from "@tanstack/react-query";
import { accountApi } from "../../api-people.ts";
import { signInApi } from "../../api-ways.ts";

export const accountQuery = queryOptions({ queryKey: ["account"], queryFn: accountApi.account });
export const ownSessionsQuery = queryOptions({ queryKey: ["account", "sessions"], queryFn: accountApi.sessions });
export const ownWaysQuery = queryOptions({ queryKey: ["account", "ways"], queryFn: signInApi.own });

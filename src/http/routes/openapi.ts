import { z } from "zod";
import type { Routes } from "../parts.ts";

export const openApiRoutes: Routes = (api) => {
	api.route({
		method: "GET",
		url: "/openapi.json",
		config: { access: "anyone" },
		schema: { summary: "This description", response: { 200: z.record(z.string(), z.unknown()) } },
		handler: () => api.swagger() as unknown as Record<string, unknown>,
	});
};

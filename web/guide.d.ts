/** The pages of docs/guide in one language, made while the app is built (scripts/guide-plugin.ts). */
declare module "virtual:guide/*" {
	type GuidePart = { id: string; title: string; text: string };
	/** `parts`: the words under each heading, for the search; the first is what stands before any heading */
	export type GuidePage = { name: string; title: string; lead: string; html: string; parts: GuidePart[] };
	export const pages: readonly GuidePage[];
}

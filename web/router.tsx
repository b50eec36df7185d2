import { RequestError } from "./api.ts";
import {
	createRootRoute,
	createRoute,
	createRouter,
	lazyRouteComponent,
	Outlet,
	redirect,
} from "@tanstack/react-router";
import { readCaseSearch } from "./case-search.ts";
import { readAccountSearch, readSignInSearch } from "./sign-in-search.ts";
import { Broken, NotFound } from "./components/broken.tsx";
import { Shell } from "./components/shell.tsx";
import { firstStepsQuery, mayStart } from "./first-steps.ts";
import { caseQuery, queryClient, referenceQuery, sessionQuery } from "./queries.ts";
import { NoCase } from "./screens/case/no-case.tsx";
import { QueueScreen } from "./screens/queue/queue-screen.tsx";
import { queueQuery } from "./screens/queue/use-queue.ts";
import { readBoardSearch } from "./screens/board/search.ts";
import { type Shown, shownList } from "./screens/promises/shown.ts";
import { withWords } from "./words.ts";

/** A screen that is fetched when it is opened, with the words that only such screens need. */
const laterScreen = <T extends Record<string, unknown>, K extends keyof T & string>(load: () => Promise<T>, name: K) =>
	lazyRouteComponent(withWords(load), name);

const rootRoute = createRootRoute({ component: Outlet, notFoundComponent: NotFound, errorComponent: Broken });

/** The first screen does without the case; it is fetched when nothing else is to be done. */
const loadCaseScreen = withWords(() => import("./screens/case/case-screen.tsx"));

const signInRoute = createRoute({
	getParentRoute: () => rootRoute,
	path: "/sign-in",
	validateSearch: readSignInSearch,
	component: laterScreen(() => import("./screens/sign-in/sign-in-screen.tsx"), "SignInScreen"),
});

const deskRoute = createRoute({
	getParentRoute: () => rootRoute,
	id: "desk",
	beforeLoad: async ({ location }) => {
		let isOwing = false;
		try {
			const me = await queryClient.ensureQueryData(sessionQuery);
			// every screen needs the names: they come beside its parts
			void queryClient.prefetchQuery(referenceQuery);
			// nothing else is open to who has to choose a password, or to set up a second step
			isOwing = me.owes !== null && location.pathname !== "/account";
		} catch (error) {
			if (error instanceof RequestError && error.code === "unauthenticated")
				throw redirect({ to: "/sign-in", search: location.pathname === "/" ? {} : { next: location.href } });
			throw error;
		}
		if (isOwing) throw redirect({ to: "/account" });
	},
	component: Shell,
});

const indexRoute = createRoute({
	getParentRoute: () => deskRoute,
	path: "/",
	beforeLoad: async () => {
		const me = queryClient.getQueryData(sessionQuery.queryKey);
		// a region that has not answered anybody yet is set up first
		if (me && mayStart(me)) {
			const steps = await queryClient.fetchQuery(firstStepsQuery).catch(() => null);
			if (steps && !steps.hasAnswer) throw redirect({ to: "/start", replace: true });
		}
		const isHead = me?.permissions.some((one) => one === "escalation.agency" || one === "escalation.office");
		throw redirect({ to: isHead ? "/day" : "/cases", replace: true });
	},
});
const dayRoute = createRoute({
	getParentRoute: () => deskRoute,
	path: "/day",
	component: laterScreen(() => import("./screens/day/day-screen.tsx"), "DayScreen"),
});
const boardRoute = createRoute({
	getParentRoute: () => deskRoute,
	path: "/board",
	validateSearch: readBoardSearch,
	component: laterScreen(() => import("./screens/board/board-screen.tsx"), "BoardScreen"),
});
const dutyRoute = createRoute({
	getParentRoute: () => deskRoute,
	path: "/duty",
	component: laterScreen(() => import("./screens/duty/duty-screen.tsx"), "DutyScreen"),
});
const qualityRoute = createRoute({
	getParentRoute: () => deskRoute,
	path: "/quality",
	component: laterScreen(() => import("./screens/quality/quality-screen.tsx"), "QualityScreen"),
});
const noticesRoute = createRoute({
	getParentRoute: () => deskRoute,
	path: "/notices",
	component: laterScreen(() => import("./screens/notices/notices-screen.tsx"), "NoticesScreen"),
});
const viewRoute = createRoute({
	getParentRoute: () => deskRoute,
	path: "/views/$viewId",
	params: {
		parse: ({ viewId }) => ({ viewId: Number(viewId) }),
		stringify: ({ viewId }) => ({ viewId: String(viewId) }),
	},
	component: laterScreen(() => import("./screens/notices/open-view.tsx"), "OpenView"),
});
const promisesRoute = createRoute({
	getParentRoute: () => deskRoute,
	path: "/promises",
	validateSearch: (raw: Record<string, unknown>): { show?: Shown | undefined; agencyId?: number | undefined } => ({
		show: shownList.find((one) => one === raw.show),
		agencyId: Number(raw.agencyId) || undefined,
	}),
	component: laterScreen(() => import("./screens/promises/promises-screen.tsx"), "PromisesScreen"),
});
const casesRoute = createRoute({
	getParentRoute: () => deskRoute,
	path: "/cases",
	validateSearch: readCaseSearch,
	loaderDeps: ({ search }) => search,
	loader: ({ deps, cause }) => {
		if (cause === "enter") void queryClient.prefetchInfiniteQuery(queueQuery(deps));
	},
	component: QueueScreen,
});
const noCaseRoute = createRoute({ getParentRoute: () => casesRoute, path: "/", component: NoCase });
const caseRoute = createRoute({
	getParentRoute: () => casesRoute,
	path: "$caseId",
	params: {
		parse: ({ caseId }) => ({ caseId: Number(caseId) }),
		stringify: ({ caseId }) => ({ caseId: String(caseId) }),
	},
	// asked for beside the screen's own parts; whose pointer only passes a row has not looked into the case
	loader: ({ params: { caseId }, cause }) => {
		if (cause !== "preload") void queryClient.prefetchQuery(caseQuery(caseId));
	},
	component: lazyRouteComponent(loadCaseScreen, "CaseScreen"),
});
const approvalsRoute = createRoute({
	getParentRoute: () => deskRoute,
	path: "/approvals",
	component: laterScreen(() => import("./screens/case/approvals-screen.tsx"), "ApprovalsScreen"),
});
const attentionRoute = createRoute({
	getParentRoute: () => deskRoute,
	path: "/attention",
	component: laterScreen(() => import("./screens/attention/attention-screen.tsx"), "AttentionScreen"),
});
/** The frame of all that is set up: pages and models stand in it under their own addresses. */
const settingsFrame = createRoute({
	getParentRoute: () => deskRoute,
	id: "setup",
	component: laterScreen(() => import("./screens/settings/settings-frame.tsx"), "SettingsFrame"),
});
const settingsRoute = createRoute({
	getParentRoute: () => settingsFrame,
	path: "/settings",
	component: laterScreen(() => import("./screens/settings/settings-home.tsx"), "SettingsHome"),
});
const settingsSectionRoute = createRoute({
	getParentRoute: () => settingsFrame,
	path: "/settings/$section",
	component: laterScreen(() => import("./screens/settings/section-screen.tsx"), "SectionScreen"),
});
const settingsItemRoute = createRoute({
	getParentRoute: () => settingsFrame,
	path: "/settings/$section/$item",
	component: laterScreen(() => import("./screens/settings/section-screen.tsx"), "SectionScreen"),
});
const pagesRoute = createRoute({
	getParentRoute: () => settingsFrame,
	path: "/pages",
	component: laterScreen(() => import("./screens/pages/pages-screen.tsx"), "PagesScreen"),
});
const addPageRoute = createRoute({
	getParentRoute: () => settingsFrame,
	path: "/pages/new",
	validateSearch: (raw: Record<string, unknown>): { channel?: string | undefined } => ({
		channel: typeof raw.channel === "string" ? raw.channel : undefined,
	}),
	component: laterScreen(() => import("./screens/pages/add-page-screen.tsx"), "AddPageScreen"),
});
const pageRoute = createRoute({
	getParentRoute: () => settingsFrame,
	path: "/pages/$pageId",
	params: {
		parse: ({ pageId }) => ({ pageId: Number(pageId) }),
		stringify: ({ pageId }) => ({ pageId: String(pageId) }),
	},
	component: laterScreen(() => import("./screens/pages/page-screen.tsx"), "PageScreen"),
});

const accountRoute = createRoute({
	getParentRoute: () => deskRoute,
	path: "/account",
	validateSearch: readAccountSearch,
	component: laterScreen(() => import("./screens/account/account-screen.tsx"), "AccountScreen"),
});

const takeRoute = createRoute({
	getParentRoute: () => deskRoute,
	path: "/take",
	validateSearch: (raw: Record<string, unknown>): { door?: "link" | "file" | undefined } =>
		raw.door === "link" || raw.door === "file" ? { door: raw.door } : {},
	component: laterScreen(() => import("./screens/take/take-screen.tsx"), "TakeScreen"),
});

const startRoute = createRoute({
	getParentRoute: () => deskRoute,
	path: "/start",
	component: laterScreen(() => import("./screens/start/start-screen.tsx"), "StartScreen"),
});
const helpRoute = createRoute({
	getParentRoute: () => deskRoute,
	path: "/help",
	validateSearch: (raw: Record<string, unknown>): { q?: string | undefined } => ({
		q: typeof raw.q === "string" ? raw.q.slice(0, 100) : undefined,
	}),
	component: laterScreen(() => import("./screens/help/help-screen.tsx"), "HelpScreen"),
});
const helpPageRoute = createRoute({
	getParentRoute: () => deskRoute,
	path: "/help/$page",
	component: laterScreen(() => import("./screens/help/help-page.tsx"), "HelpPage"),
});

const modelsRoute = createRoute({
	getParentRoute: () => settingsFrame,
	path: "/models",
	component: laterScreen(() => import("./screens/models/models-screen.tsx"), "ModelsScreen"),
});

export const router = createRouter({
	routeTree: rootRoute.addChildren([
		signInRoute,
		deskRoute.addChildren([
			indexRoute,
			dayRoute,
			boardRoute,
			dutyRoute,
			noticesRoute,
			viewRoute,
			qualityRoute,
			promisesRoute,
			casesRoute.addChildren([noCaseRoute, caseRoute]),
			approvalsRoute,
			attentionRoute,
			settingsFrame.addChildren([
				settingsRoute,
				settingsSectionRoute,
				settingsItemRoute,
				pagesRoute,
				addPageRoute,
				pageRoute,
				modelsRoute,
			]),
			takeRoute,
			startRoute,
			helpRoute,
			helpPageRoute,
			accountRoute,
		]),
	]),
	// plain addresses that a person can read and send: ?view=new&q=снег
	parseSearch: (text) => Object.fromEntries(new URLSearchParams(text)),
	stringifySearch: (search) => {
		const pairs = Object.entries(search).filter(([, value]) => value !== undefined);
		const text = new URLSearchParams(pairs.map(([name, value]) => [name, String(value)])).toString();
		return text ? `?${text}` : "";
	},
	defaultErrorComponent: Broken,
	defaultNotFoundComponent: NotFound,
	defaultPreload: "intent",
	defaultPreloadDelay: 80,
});

declare module "@tanstack/react-router" {
	interface Register {
		router: typeof router;
	}
}

import "./styles.css";
import { QueryClientProvider } from "@tanstack/react-query";
import { RouterProvider } from "@tanstack/react-router";
import { StrictMode } from "react";
import { createRoot } from "react-dom/client";
import { HintProvider } from "./components/hint.tsx";
import { queryClient } from "./queries.ts";
import { currentLanguage } from "./preferences.ts";
import { loadCaseScreen, router } from "./router.tsx";
import { loadWords } from "./words.ts";

const root = document.getElementById("root");
if (!root) throw new Error("the page has no #root");

const show = () =>
	createRoot(root).render(
		<StrictMode>
			<QueryClientProvider client={queryClient}>
				<HintProvider delayDuration={350}>
					<RouterProvider router={router} />
				</HintProvider>
			</QueryClientProvider>
		</StrictMode>,
	);

// when the words of the chosen language do not come, the Russian ones are better than nothing
void loadWords(currentLanguage())
	.catch(() => {})
	.finally(show);

// what is opened next is at hand when nothing else is to be done; without it the case loads when it is opened
const loadNext = () => void loadCaseScreen().catch(() => {});
if (location.pathname.startsWith("/cases/")) loadNext();
else setTimeout(() => ("requestIdleCallback" in window ? requestIdleCallback(loadNext) : loadNext()), 1_500);

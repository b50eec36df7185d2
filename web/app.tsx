import { QueryClientProvider } from "@tanstack/react-query";
import { RouterProvider } from "@tanstack/react-router";
import { startTransition, StrictMode } from "react";
import { createRoot } from "react-dom/client";
import { HintLayer } from "./components/hint-layer.tsx";
import { queryClient } from "./queries.ts";
import { currentLanguage } from "./preferences.ts";
import { router } from "./router.tsx";
import { loadWords } from "./words.ts";

const root = document.getElementById("root");
if (!root) throw new Error("the page has no #root");

const show = () =>
	startTransition(() =>
		createRoot(root).render(
			<StrictMode>
				<QueryClientProvider client={queryClient}>
					<RouterProvider router={router} />
					<HintLayer />
				</QueryClientProvider>
			</StrictMode>,
		),
	);

// when the words of the chosen language do not come, the Russian ones are better than nothing
void loadWords(currentLanguage())
	.catch(() => {})
	.finally(show);

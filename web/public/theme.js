// Before the first paint, so that a dark screen does not flash white. web/preferences.ts keeps it up to date.
(() => {
	let wanted = "system";
	try {
		wanted = localStorage.getItem("otklik.theme") ?? "system";
	} catch {}
	const isDark = wanted === "dark" || (wanted !== "light" && matchMedia("(prefers-color-scheme: dark)").matches);
	document.documentElement.classList.toggle("dark", isDark);
	// who is signed in is asked while the app is still on its way
	if (location.pathname !== "/sign-in")
		document.head.append(
			Object.assign(document.createElement("link"), {
				rel: "preload",
				as: "fetch",
				href: "/api/session",
				crossOrigin: "anonymous",
			}),
		);
})();

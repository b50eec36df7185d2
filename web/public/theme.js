// Before the first paint, so that a dark screen does not flash white. web/preferences.ts keeps it up to date.
(() => {
	let wanted = "system";
	try {
		wanted = localStorage.getItem("otklik.theme") ?? "system";
	} catch {}
	const isDark = wanted === "dark" || (wanted !== "light" && matchMedia("(prefers-color-scheme: dark)").matches);
	document.documentElement.classList.toggle("dark", isDark);
	// who is signed in, and what the address shows, is asked while the app is still on its way
	const ask = (href) =>
		document.head.append(
			Object.assign(document.createElement("link"), { rel: "preload", as: "fetch", href, crossOrigin: "anonymous" }),
		);
	const { pathname, search } = location;
	if (pathname === "/sign-in") return;
	ask("/api/session");
	const [, caseId] = /^\/cases\/([1-9]\d{0,14})$/.exec(pathname) ?? [];
	if (caseId) ask(`/api/cases/${caseId}`);
	if ((caseId || pathname === "/cases") && search === "") ask("/api/cases?limit=50");
})();

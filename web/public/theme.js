// Before the first paint, so that a dark screen does not flash white. web/preferences.ts keeps it up to date.
(() => {
	let wanted = "system";
	try {
		wanted = localStorage.getItem("otklik.theme") ?? "system";
	} catch {}
	const isDark = wanted === "dark" || (wanted !== "light" && matchMedia("(prefers-color-scheme: dark)").matches);
	document.documentElement.classList.toggle("dark", isDark);
})();

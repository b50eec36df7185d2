// Before the first paint, so that a dark page never flashes light.
const chosen = localStorage.getItem("theme");
const isDark = chosen ? chosen === "dark" : matchMedia("(prefers-color-scheme: dark)").matches;
document.documentElement.classList.add(isDark ? "dark" : "light");

import "./styles.css";
// React is set up here, the app in the next turn: between the two the browser can draw and answer
import "react-dom/client";

// the address of a case says what comes next; what does not come now is asked for again when it is shown
if (location.pathname.startsWith("/cases/"))
	void Promise.allSettled([import("./screens/case/case-screen.tsx"), import("./locales/later-ru.ts")]);

await import("./app.tsx");

import "./styles.css";
// React is set up here, the app in the next turn: between the two the browser can draw and answer
import "react-dom/client";

await import("./app.tsx");

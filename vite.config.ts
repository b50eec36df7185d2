import tailwindcss from "@tailwindcss/vite";
import react from "@vitejs/plugin-react";
import { defineConfig } from "vite";

/** Where `vite` finds a running server while the web app is being worked on. */
const server = process.env.OTKLIK_SERVER ?? "http://127.0.0.1:8080";

export default defineConfig({
	root: "web",
	plugins: [react(), tailwindcss()],
	build: {
		outDir: "../dist/web",
		emptyOutDir: true,
		// the content policy allows assets of our own address only, so nothing becomes a data: address
		assetsInlineLimit: 0,
		modulePreload: { polyfill: false },
		target: "es2023",
		reportCompressedSize: true,
	},
	server: { proxy: { "/api": server } },
});

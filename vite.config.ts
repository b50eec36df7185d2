import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { brotliCompressSync, gzipSync } from "node:zlib";
import tailwindcss from "@tailwindcss/vite";
import react from "@vitejs/plugin-react";
import { defineConfig } from "vite";
import type { Plugin } from "vite";
import { guide } from "./scripts/guide-plugin.ts";

/** Where `vite` finds a running server while the web app is being worked on. */
const server = process.env.OTKLIK_SERVER ?? "http://127.0.0.1:8080";

/** Puts a .br and a .gz beside every text file, which the server hands out as they are: nothing is compressed twice. */
function compressed(): Plugin {
	let folder = "";
	return {
		name: "compressed",
		apply: "build",
		configResolved: (config) => {
			folder = join(config.root, config.build.outDir);
		},
		closeBundle: () => {
			for (const name of readdirSync(folder, { recursive: true, encoding: "utf8" })) {
				if (!/\.(js|css|svg|html)$/.test(name)) continue;
				const file = join(folder, name);
				const content = readFileSync(file);
				writeFileSync(`${file}.br`, brotliCompressSync(content));
				writeFileSync(`${file}.gz`, gzipSync(content, { level: 9 }));
			}
		},
	};
}

/** What the app stands on is asked for with the page, though `main.ts` imports it only when it runs. */
function preloaded(): Plugin {
	return {
		name: "preloaded",
		apply: "build",
		transformIndexHtml: {
			order: "post",
			handler: (html, { bundle = {} }) => {
				const files = Object.values(bundle).flatMap((one) =>
					one.type === "chunk" && one.name === "app" && !html.includes(one.fileName) ? [one.fileName] : [],
				);
				if (files.length === 0) throw new Error("the build holds no chunk of web/app.tsx to ask for ahead");
				return files.map((file) => ({
					tag: "link",
					attrs: { rel: "modulepreload", crossorigin: true, href: `/${file}` },
					injectTo: "head",
				}));
			},
		},
	};
}

export default defineConfig({
	root: "web",
	plugins: [react(), tailwindcss(), guide(), preloaded(), compressed()],
	build: {
		outDir: "../dist/web",
		emptyOutDir: true,
		// the content policy allows assets of our own address only, so nothing becomes a data: address
		assetsInlineLimit: 0,
		modulePreload: { polyfill: false },
		target: "es2023",
		// React is the largest part and changes the least: a browser keeps it from one release to the next
		rolldownOptions: {
			output: {
				codeSplitting: {
					groups: [
						{ name: "react", test: /node_modules\/(react|react-dom|scheduler)\/|vite\/preload-helper/, priority: 3 },
						// all that the first screen needs, all that the case needs, and what many other screens share
						{ name: "app", test: /web\/app\.tsx$/, priority: 2 },
						{ name: "parts", test: /web\/(components|[\w-]+\.ts)|node_modules/, minShareCount: 4, priority: 1 },
						{ name: "case", test: /web\/screens\/case\/case-screen\.tsx$/ },
					],
				},
			},
		},
		reportCompressedSize: true,
	},
	server: { proxy: { "/api": server } },
});

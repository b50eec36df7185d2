import { defineConfig } from "vitest/config";

export default defineConfig({
	test: {
		// each has a PostgreSQL of its own, see test/setup.ts
		maxWorkers: 2,
		projects: [
			{
				test: {
					name: "unit",
					// pure rules share what was loaded: a third of the time was loading it again for each file
					isolate: false,
					include: ["src/**/*.test.ts", "web/**/*.test.{ts,tsx}", "demo/**/*.test.ts"],
					// properties try a thousand cases each: a busy machine needs its time
					testTimeout: 30_000,
				},
			},
			{
				test: {
					name: "integration",
					include: ["test/**/*.test.ts"],
					exclude: ["test/browser/**", "test/faults/**", "test/contracts/**"],
					globalSetup: ["test/setup.ts"],
					// what hangs is still found; a busy machine needs its time
					testTimeout: 120_000,
					hookTimeout: 180_000,
				},
			},
		],
	},
});

import { defineConfig } from "vitest/config";

export default defineConfig({
	test: {
		projects: [
			{
				test: {
					name: "unit",
					maxWorkers: 2,
					sequence: { groupOrder: 0 },
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
					// each has a PostgreSQL of its own, see test/setup.ts; one more than there may be cores, since some mostly wait
					maxWorkers: 3,
					sequence: { groupOrder: 1 },
					// a file shares what was loaded with the next one, and nothing else: each has a database of its own
					isolate: false,
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

import { fileURLToPath } from "node:url";
import { readModules } from "./read-modules.ts";
import { checkRules } from "./rules.ts";

/* Prints every breach of the import rules of ARCHITECTURE.md in the tree (or the one given); exit code 1 if there is any. */
const root = process.argv[2] ?? fileURLToPath(new URL("..", import.meta.url));
const violations = checkRules(readModules(root));
for (const { rule, at, what } of violations) console.error(`${at}: ${rule} (${what})`);
process.exitCode = violations.length > 0 ? 1 : 0;

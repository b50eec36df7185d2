import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { expect, test } from "vitest";
import { boxModel, readBox } from "./box-model.ts";

test("is read once", () => {
	expect(boxModel()).toBe(boxModel());
});

test.each([
	["is not there", null, /no such file/],
	["is empty", "", /not a model/],
	["is another file", "label,text\n".repeat(100), /not a model/],
])("a file that %s is named, with what is wrong", (_, content, reason) => {
	const folder = mkdtempSync(join(tmpdir(), "otklik-box-"));
	const file = join(folder, "topics.model");
	if (content !== null) writeFileSync(file, content);
	try {
		expect(() => readBox(pathToFileURL(file))).toThrow(
			expect.objectContaining({
				code: "model-broken",
				details: { file: "topics.model", reason: expect.stringMatching(reason) },
			}),
		);
	} finally {
		rmSync(folder, { recursive: true });
	}
});

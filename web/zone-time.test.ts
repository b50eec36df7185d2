import { expect, test } from "vitest";
import { momentIn, wallIn } from "./zone-time.ts";

test("a time of the wall is the same moment there and back, also where the clock was put on", () => {
	expect(momentIn("Europe/Moscow", "2026-03-01")).toBe("2026-02-28T21:00:00.000Z");
	expect(momentIn("Asia/Vladivostok", "2026-03-01", "18:30")).toBe("2026-03-01T08:30:00.000Z");
	// the clock goes from 02:00 to 03:00 on this day
	expect(momentIn("Europe/Berlin", "2026-03-29", "00:00")).toBe("2026-03-28T23:00:00.000Z");
	expect(momentIn("Europe/Berlin", "2026-03-29", "12:00")).toBe("2026-03-29T10:00:00.000Z");
	expect(wallIn("Asia/Vladivostok", "2026-03-01T08:30:00.000Z")).toEqual({ day: "2026-03-01", clock: "18:30" });
});

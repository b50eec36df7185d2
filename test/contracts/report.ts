export type Report = { passed: number; failed: { name: string; reason: string }[] };

/** Counts one check; `reason` null means that it held. */
export function note(report: Report, name: string, reason: string | null): void {
	if (reason === null) report.passed++;
	else report.failed.push({ name, reason });
}

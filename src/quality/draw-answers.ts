import type { Db, Tx } from "../db/database.ts";
import { chancesOf, dailyRate, isDouble, requiredOf, riskWeight, topUp } from "../domain/sampling.ts";
import { repeatChance } from "../text/draft/repeat-chance.ts";
import {
	answersOfMonth,
	countAnswers,
	countDrawn,
	endedMonths,
	firstFreshDay,
	freshOf,
	lockDraws,
	readRegions,
} from "./reads-draw.ts";
import type { Fresh, MonthAnswer } from "./reads-draw.ts";
import { insertAnswers, insertMonth, insertReviews, updateDraws } from "./writes.ts";
import type { NewAnswer } from "./writes.ts";

type Region = { id: number; seed: string; today: string };

/**
 * Gives every published final answer of the days that are over its chance to be looked at, and draws: day by day, so that
 * reviewers have work all month, and once more when a month is over. Runs twice, at once or late, with the same result.
 */
export async function drawAnswers(db: Db, now: Date): Promise<void> {
	for (const region of await readRegions(db, now)) {
		// a day at a time: what is interrupted goes on there
		while (await db.transaction().execute((tx) => drawDay(tx, region, now)));
		await db.transaction().execute((tx) => endMonths(tx, region, now));
	}
}

/** @returns whether there may be another day */
async function drawDay(tx: Tx, { id: regionId, seed, today }: Region, now: Date): Promise<boolean> {
	await lockDraws(tx, regionId);
	const day = await firstFreshDay(tx, regionId, today);
	if (day === null) return false;
	const fresh = (await freshOf(tx, regionId, seed, day)).map((one) => ({ ...one, weight: weightOf(one) }));
	const counts = await countAnswers(tx, regionId, day);
	const drawn: Omit<NewAnswer, "isDouble">[] = [];
	for (const agencyId of new Set(fresh.map((one) => one.agencyId))) {
		const own = fresh.filter((one) => one.agencyId === agencyId);
		const { soFar, lastMonth } = counts.get(agencyId) ?? { soFar: 0, lastMonth: null };
		const rate = dailyRate({ soFar: soFar + own.length, day: dayOf(day), days: daysOf(day) }, lastMonth);
		const chances = chancesOf(
			own.map((one) => one.weight),
			rate,
		);
		for (const [i, one] of own.entries()) {
			const { replyId, caseId, lot, weight } = one;
			const chance = chances[i]!;
			drawn.push({ replyId, caseId, agencyId, day, lot, weight, chance, isDrawn: lot < chance });
		}
	}
	await insertAnswers(tx, regionId, await withDoubles(tx, regionId, seed, monthOf(day), drawn), now);
	return true;
}

const weightOf = ({ text, question, answeredBefore, passedOver, isUrgent, isRepeat }: Fresh): number =>
	riskWeight({
		repeatChance: repeatChance({ answer: text, question, answeredBefore }),
		passedOver,
		isUrgent,
		isRepeat,
	});

/** Every tenth of those drawn in the region's month is looked at by two, whatever their risk. */
async function withDoubles<T extends { lot: number; isDrawn: boolean }>(
	tx: Tx,
	regionId: number,
	seed: string,
	month: string,
	answers: readonly T[],
): Promise<(T & { isDouble: boolean })[]> {
	const { drawn, offset } = await countDrawn(tx, regionId, seed, month);
	let ordinal = drawn;
	return answers
		.toSorted((a, b) => a.lot - b.lot)
		.map((one) => ({ ...one, isDouble: one.isDrawn && isDouble(++ordinal, offset) }));
}

/** What a month lacks at its end is drawn now. */
async function endMonths(tx: Tx, { id: regionId, seed, today }: Region, now: Date): Promise<void> {
	await lockDraws(tx, regionId);
	for (const month of await endedMonths(tx, regionId, today)) {
		const answers = await answersOfMonth(tx, regionId, month);
		const changed: MonthAnswer[] = [];
		for (const agencyId of new Set(answers.map((one) => one.agencyId))) {
			const own = answers.filter((one) => one.agencyId === agencyId);
			const chances = topUp(own, requiredOf(own.length));
			for (const [i, one] of own.entries())
				if (chances[i] !== one.chance) changed.push({ ...one, chance: chances[i]!, isDrawn: one.lot < chances[i]! });
		}
		const before = new Set(answers.filter((one) => one.isDrawn).map((one) => one.replyId));
		const added = await withDoubles(
			tx,
			regionId,
			seed,
			month,
			changed.filter((one) => !before.has(one.replyId)),
		);
		const kept = changed.filter((one) => before.has(one.replyId)).map((one) => ({ ...one, isDouble: false }));
		await updateDraws(tx, regionId, [...added, ...kept], now);
		await insertReviews(tx, regionId, added);
		await insertMonth(tx, regionId, month, now);
	}
}

const monthOf = (day: string): string => `${day.slice(0, 7)}-01`;
const dayOf = (day: string): number => Number(day.slice(8));
const daysOf = (day: string): number =>
	new Date(Date.UTC(Number(day.slice(0, 4)), Number(day.slice(5, 7)), 0)).getUTCDate();

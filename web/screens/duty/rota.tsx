import { useQuery } from "@tanstack/react-query";
import { ChevronLeft, ChevronRight, CircleAlert, Layers2, Pencil, Plus } from "lucide-react";
import { useState } from "react";
import { dayApi, type DutyRota, type Shift } from "../../api-day.ts";
import { Button, IconButton } from "../../components/button.tsx";
import { Skeleton } from "../../components/empty.tsx";
import { FailedNotice } from "../../components/failed.tsx";
import { Select } from "../../components/select.tsx";
import { useFocusBack } from "../../components/use-focus-back.ts";
import { useLanguage } from "../../preferences.ts";
import { useMe, useReference } from "../../queries.ts";
import { dayIn, daysAfter, dayWords, weekdayWords } from "../../time.ts";
import { useWords } from "../../words.ts";
import { momentIn, wallIn } from "../../zone-time.ts";
import { ShiftForm } from "./shift-form.tsx";
import { daysOf, type DutyDay, mondayOf } from "./week.ts";

/** The rota week by week: for the region, or for an agency with people of its own. */
export function Rota() {
	const t = useWords();
	const me = useMe();
	const zone = me.region.timeZone;
	const [monday, setMonday] = useState(() => mondayOf(dayIn(zone)));
	const [agencyId, setAgencyId] = useState<number | null>(null);
	const [edited, setEdited] = useState<Shift | "new" | null>(null);
	const opener = useFocusBack(edited === "new" ? "new" : edited && String(edited.id));
	const span = { from: momentIn(zone, monday), to: momentIn(zone, daysAfter(monday, 7)) };
	const { data, error, refetch } = useQuery({
		queryKey: ["duty", span, agencyId],
		queryFn: () => dayApi.rota({ ...span, ...(agencyId === null ? {} : { agencyId }) }),
	});
	const mayChange = me.permissions.includes("duty.manage");
	return (
		<section className="grid gap-3">
			<header className="flex flex-wrap items-center gap-2">
				<h2 className="mr-auto text-lg font-semibold">{t.duty.rota}</h2>
				<Whose agencyId={agencyId} onChoose={setAgencyId} />
				<Weeks monday={monday} onChoose={setMonday} />
				{mayChange && (
					<Button ref={opener("new")} icon={<Plus size={16} aria-hidden />} onClick={() => setEdited("new")}>
						{t.duty.add}
					</Button>
				)}
			</header>
			{edited && (
				<ShiftForm
					key={edited === "new" ? "new" : edited.id}
					shift={edited === "new" ? null : edited}
					agencyId={agencyId}
					monday={monday}
					onDone={() => setEdited(null)}
				/>
			)}
			{error && <FailedNotice error={error} again={() => void refetch()} />}
			{!data && !error && <Skeleton className="h-72 w-full" />}
			{data && <Week rota={data} monday={monday} onEdit={mayChange ? setEdited : undefined} />}
		</section>
	);
}

function Whose({ agencyId, onChoose }: { agencyId: number | null; onChoose: (id: number | null) => void }) {
	const t = useWords();
	return (
		<Select
			aria-label={t.duty.whose}
			value={agencyId ?? ""}
			onChange={({ target }) => onChoose(Number(target.value) || null)}
			className="w-44"
		>
			<option value="">{t.duty.region}</option>
			{useReference().all.agencies.map(({ id, shortName }) => (
				<option key={id} value={id}>
					{shortName}
				</option>
			))}
		</Select>
	);
}

function Weeks({ monday, onChoose }: { monday: string; onChoose: (monday: string) => void }) {
	const t = useWords();
	const language = useLanguage();
	return (
		<div className="flex items-center">
			<IconButton label={t.duty.weekBefore} onClick={() => onChoose(daysAfter(monday, -7))}>
				<ChevronLeft size={16} aria-hidden />
			</IconButton>
			<span aria-live="polite" className="min-w-40 text-center tabular">
				{dayWords(monday, language)} – {dayWords(daysAfter(monday, 6), language)}
			</span>
			<IconButton label={t.duty.weekAfter} onClick={() => onChoose(daysAfter(monday, 7))}>
				<ChevronRight size={16} aria-hidden />
			</IconButton>
		</div>
	);
}

function Week({
	rota,
	monday,
	onEdit,
}: {
	rota: DutyRota;
	monday: string;
	onEdit: ((shift: Shift) => void) | undefined;
}) {
	const t = useWords();
	const zone = useMe().region.timeZone;
	const twice = new Set(rota.overlaps.flatMap(({ shiftIds }) => shiftIds));
	return (
		<>
			{rota.items.length === 0 && <p className="text-soft">{onEdit ? t.duty.emptyAdd : t.duty.empty}</p>}
			<ol className="divide-y divide-line overflow-hidden rounded-lg border border-line">
				{daysOf(rota, monday, zone).map((day) => (
					<Day key={day.day} day={day} twice={twice} onEdit={onEdit} />
				))}
			</ol>
		</>
	);
}

function Day({
	day,
	twice,
	onEdit,
}: {
	day: DutyDay;
	twice: ReadonlySet<number>;
	onEdit: ((shift: Shift) => void) | undefined;
}) {
	const language = useLanguage();
	const t = useWords();
	const isToday = day.day === dayIn(useMe().region.timeZone);
	return (
		<li className="grid grid-cols-[4.5rem_minmax(0,1fr)] gap-x-3 px-4 py-2.5 mid:grid-cols-[8rem_minmax(0,1fr)]">
			<p className={isToday ? "font-semibold text-accent" : "text-soft"}>
				<span className="capitalize">{weekdayWords(day.day, language)}</span>,{" "}
				<span className="tabular">{dayWords(day.day, language)}</span>
			</p>
			<ul className="grid gap-1">
				{day.spans.map(({ shift, ...span }) =>
					shift ? (
						<ShiftLine key={shift.id} shift={shift} isTwice={twice.has(shift.id)} onEdit={onEdit} />
					) : (
						<li key={span.from} className="flex flex-wrap items-center gap-x-2 text-soon">
							<Times span={span} />
							<span className="inline-flex items-center gap-1">
								<CircleAlert size={14} aria-hidden />
								{t.duty.nobody}
							</span>
						</li>
					),
				)}
				{day.spans.length === 0 && <NothingBegins allDay={day.allDay} />}
			</ul>
		</li>
	);
}

/** A day on which nothing begins: a weekend in one span, or a day in the office. */
function NothingBegins({ allDay }: { allDay: DutyDay["allDay"] }) {
	const t = useWords();
	if (!allDay) return <li className="text-sm text-soft">{t.duty.office}</li>;
	return <li className={allDay.shift ? "" : "text-soon"}>{t.duty.allDay(allDay.shift?.staffName ?? t.duty.nobody)}</li>;
}

function ShiftLine({
	shift,
	isTwice,
	onEdit,
}: {
	shift: Shift;
	isTwice: boolean;
	onEdit: ((shift: Shift) => void) | undefined;
}) {
	const t = useWords();
	return (
		<li className="flex flex-wrap items-center gap-x-2">
			<Times span={shift} />
			<span>{shift.staffName}</span>
			{isTwice && (
				<span className="inline-flex items-center gap-1 text-sm text-soft">
					<Layers2 size={14} aria-hidden />
					{t.duty.together}
				</span>
			)}
			{onEdit && (
				<IconButton label={t.duty.change(shift.staffName)} className="-my-1.5" onClick={() => onEdit(shift)}>
					<Pencil size={14} aria-hidden />
				</IconButton>
			)}
		</li>
	);
}

/** «18:00 – 9:00», with the day where it ends on another one than the next. */
function Times({ span: { from, to } }: { span: { from: string; to: string } }) {
	const language = useLanguage();
	const zone = useMe().region.timeZone;
	const [begin, end] = [wallIn(zone, from), wallIn(zone, to)];
	const isFar = end.day > daysAfter(begin.day, 1);
	return (
		<span className="min-w-28 tabular">
			{begin.clock} – {end.clock}
			{isFar && `, ${dayWords(end.day, language)}`}
		</span>
	);
}

import { DayTabs } from "../../components/day-tabs.tsx";
import { DutyNow } from "../../components/duty-now.tsx";
import { Screen } from "../../components/screen.tsx";
import { useMe } from "../../queries.ts";
import { useWords } from "../../words.ts";
import { Absences } from "./absences.tsx";
import { Lending } from "./lending.tsx";
import { Rota } from "./rota.tsx";

/** Who is to be reached when the office is closed, who is away, and who approves in whose name. */
export function DutyScreen() {
	const t = useWords();
	const { permissions } = useMe();
	return (
		<Screen title={t.duty.title} lead={t.duty.lead} back={<DayTabs />}>
			<DutyNow />
			<Rota />
			<Absences />
			{permissions.includes("reply.approve") && <Lending />}
		</Screen>
	);
}

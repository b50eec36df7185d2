import { useQueryClient } from "@tanstack/react-query";
import { CircleCheck, CircleDashed } from "lucide-react";
import { useState } from "react";
import { type Account, accountApi } from "../../api-people.ts";
import { Button } from "../../components/button.tsx";
import { When } from "../../components/when.tsx";
import { say } from "../../components/toaster.tsx";
import { useFocusBack } from "../../components/use-focus-back.ts";
import { sessionQuery, useMe } from "../../queries.ts";
import { useAccountWords } from "./account-words.ts";
import { ByPassword } from "./by-password.tsx";
import { FactorSetup } from "./factor-setup.tsx";
import { RecoveryCodes } from "./recovery-codes.tsx";

type Factor = Account["secondFactor"];
type Offer = Awaited<ReturnType<typeof accountApi.offerFactor>>;

export function SecondFactor({ factor }: { factor: Factor }) {
	const client = useQueryClient();
	// they are shown until the person says they are kept, whatever the account says meanwhile
	const [codes, setCodes] = useState<string[] | null>(null);
	const words = useAccountWords().factor;
	const renewed = async () => {
		await client.invalidateQueries({ queryKey: ["account"] });
		await client.invalidateQueries({ queryKey: sessionQuery.queryKey });
	};
	const done = () => {
		setCodes(null);
		void renewed();
	};
	if (codes) return <RecoveryCodes codes={codes} onKept={done} />;
	return (
		<div className="grid gap-3">
			<p className="max-w-[40rem] text-soft">{words.why}</p>
			<State factor={factor} />
			{factor.isOn ? <TurnedOn factor={factor} onCodes={setCodes} onChange={renewed} /> : <TurnOn onCodes={setCodes} />}
		</div>
	);
}

function State({ factor }: { factor: Factor }) {
	const words = useAccountWords().factor;
	const zone = useMe().region.timeZone;
	const Icon = factor.isOn ? CircleCheck : CircleDashed;
	return (
		<p className="flex flex-wrap items-center gap-x-2">
			<Icon size={16} className={factor.isOn ? "text-done" : "text-soft"} aria-hidden />
			<span className="font-medium">{factor.isOn ? words.on : words.off}</span>
			{factor.since && <When at={factor.since} zone={zone} className="text-soft" />}
			{factor.isDemanded && <span className="text-soft">· {words.demanded}</span>}
			{factor.isOn && <span className="text-soft">· {words.left(factor.codesLeft)}</span>}
		</p>
	);
}

function TurnOn({ onCodes }: { onCodes: (codes: string[]) => void }) {
	const words = useAccountWords().factor;
	const [isAsked, setAsked] = useState(false);
	const opener = useFocusBack(isAsked);
	const [offer, setOffer] = useState<Offer | null>(null);
	if (offer) return <FactorSetup offer={offer} onCodes={onCodes} />;
	if (isAsked)
		return (
			<ByPassword
				verb={words.next}
				onCancel={() => setAsked(false)}
				onSubmit={async (password) => setOffer(await accountApi.offerFactor(password))}
			/>
		);
	return (
		<Button ref={opener()} className="w-fit" onClick={() => setAsked(true)}>
			{words.turnOn}
		</Button>
	);
}

function TurnedOn(props: { factor: Factor; onCodes: (codes: string[]) => void; onChange: () => Promise<void> }) {
	const words = useAccountWords().factor;
	const [asked, setAsked] = useState<"off" | "renew" | null>(null);
	const opener = useFocusBack(asked);
	const turnOff = async (password: string) => {
		await accountApi.turnFactorOff(password);
		setAsked(null);
		say(words.isOff);
		await props.onChange();
	};
	const renew = async (password: string) => props.onCodes((await accountApi.renewCodes(password)).codes);
	if (asked === "off") return <ByPassword verb={words.turnOff} onCancel={() => setAsked(null)} onSubmit={turnOff} />;
	if (asked === "renew") return <ByPassword verb={words.renew} onCancel={() => setAsked(null)} onSubmit={renew} />;
	return (
		<div className="flex flex-wrap gap-2">
			<Button ref={opener("renew")} onClick={() => setAsked("renew")}>
				{words.renew}
			</Button>
			{!props.factor.isDemanded && (
				<Button ref={opener("off")} kind="danger" onClick={() => setAsked("off")}>
					{words.turnOff}
				</Button>
			)}
		</div>
	);
}

import { useQuery } from "@tanstack/react-query";
import { getRouteApi, Link } from "@tanstack/react-router";
import type { ReactNode } from "react";
import { Loaded } from "../../components/loaded.tsx";
import { Notice } from "../../components/notice.tsx";
import { Screen } from "../../components/screen.tsx";
import { useMe } from "../../queries.ts";
import { troubleWords, useWaysWords } from "../../ways-words.ts";
import { accountQuery, ownWaysQuery } from "./account-queries.ts";
import { useAccountWords } from "./account-words.ts";
import { OrganisationLinks } from "./organisation-links.tsx";
import { Passkeys } from "./passkeys.tsx";
import { PasswordForm } from "./password-form.tsx";
import { SecondFactor } from "./second-factor.tsx";
import { Sessions } from "./sessions.tsx";

const route = getRouteApi("/desk/account");

/** One's own account: the password, the second step, the other ways in, and where the sign-in is open. */
export function AccountScreen() {
	const words = useAccountWords();
	const me = useMe();
	const account = useQuery(accountQuery);
	const showPassword = me.owes !== "second-factor";
	const showFactor = me.owes !== "password";
	return (
		<Screen title={words.title} lead={words.lead(me.login)}>
			<CameBack />
			{me.owes && <Notice tone="soon">{words.owes[me.owes]}</Notice>}
			{showPassword && (
				<Part title={words.password.title}>
					<PasswordForm login={me.login} />
				</Part>
			)}
			{showFactor && (
				<Part title={words.factor.title}>
					<Loaded query={account} height="h-16">
						{({ secondFactor }) => <SecondFactor factor={secondFactor} />}
					</Loaded>
				</Part>
			)}
			{showFactor && <Ways />}
			<Part title={words.sessions.title}>
				<Sessions />
			</Part>
			{!me.owes && (
				<Link to="/" className="w-fit text-accent underline">
					{words.toWork}
				</Link>
			)}
		</Screen>
	);
}

/** Passkeys, and organisations where there are any. */
function Ways() {
	const words = useWaysWords();
	const query = useQuery(ownWaysQuery);
	const ways = query.data;
	return (
		<>
			<Part title={words.passkeys.title}>
				<Loaded query={query} height="h-16">
					{(known) => <Passkeys ways={known} />}
				</Loaded>
			</Part>
			{ways && ways.providers.length > 0 && (
				<Part title={words.links.title}>
					<OrganisationLinks providers={ways.providers} />
				</Part>
			)}
		</>
	);
}

/** What became of the visit at the organisation that was to be linked. */
function CameBack() {
	const words = useWaysWords();
	const { linked, trouble } = route.useSearch();
	const told = troubleWords(words, trouble);
	if (told !== null) return <Notice tone="late">{told}</Notice>;
	return linked && <Notice>{words.links.done}</Notice>;
}

function Part({ title, children }: { title: string; children: ReactNode }) {
	return (
		<section aria-label={title} className="grid gap-3 border-t border-line pt-5">
			<h2 className="text-lg font-semibold">{title}</h2>
			{children}
		</section>
	);
}

import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import type { ReactNode } from "react";
import { Skeleton } from "../../components/empty.tsx";
import { Notice } from "../../components/notice.tsx";
import { Screen } from "../../components/screen.tsx";
import { useMe } from "../../queries.ts";
import { errorWords, useWords } from "../../words.ts";
import { accountQuery } from "./account-queries.ts";
import { useAccountWords } from "./account-words.ts";
import { PasswordForm } from "./password-form.tsx";
import { SecondFactor } from "./second-factor.tsx";
import { Sessions } from "./sessions.tsx";

/** One's own account: the password, the second step, and where the sign-in is open. */
export function AccountScreen() {
	const t = useWords();
	const words = useAccountWords();
	const me = useMe();
	const { data: account, error } = useQuery(accountQuery);
	const showPassword = me.owes !== "second-factor";
	const showFactor = me.owes !== "password";
	return (
		<Screen title={words.title} lead={words.lead(me.login)}>
			{me.owes && <Notice tone="soon">{words.owes[me.owes]}</Notice>}
			{error && <Notice tone="late">{errorWords(t, error)}</Notice>}
			{showPassword && (
				<Part title={words.password.title}>
					<PasswordForm login={me.login} />
				</Part>
			)}
			{showFactor && (
				<Part title={words.factor.title}>
					{account ? <SecondFactor factor={account.secondFactor} /> : <Skeleton className="h-16 w-full" />}
				</Part>
			)}
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

function Part({ title, children }: { title: string; children: ReactNode }) {
	return (
		<section aria-label={title} className="grid gap-3 border-t border-line pt-5">
			<h2 className="text-lg font-semibold">{title}</h2>
			{children}
		</section>
	);
}

import { useQuery, useQueryClient } from "@tanstack/react-query";
import { getRouteApi, useRouter } from "@tanstack/react-router";
import { ArrowRight, MessageCircle } from "lucide-react";
import { type FormEvent, useState } from "react";
import { api, type Me, RequestError, type Status } from "../../api.ts";
import { signInApi } from "../../api-ways.ts";
import { Button } from "../../components/button.tsx";
import { Field } from "../../components/field.tsx";
import { Logo } from "../../components/logo.tsx";
import { Notice } from "../../components/notice.tsx";
import { useLanguage } from "../../preferences.ts";
import { sessionQuery, statusQuery } from "../../queries.ts";
import { useTitle } from "../../title.ts";
import { chooseLanguage, errorWords, useWords } from "../../words.ts";
import { CameBack } from "./came-back.tsx";
import { OtherWays } from "./other-ways.tsx";

const route = getRouteApi("/sign-in");

/** Who comes from an organisation owes a code, or has typed a right password that needs one beside it. */
type Waiting = { login: string; password: string } | "organisation" | null;

function useSignIn() {
	const client = useQueryClient();
	const router = useRouter();
	const { next, step } = route.useSearch();
	const [error, setError] = useState<unknown>(null);
	const [isBusy, setBusy] = useState(false);
	const [waiting, setWaiting] = useState<Waiting>(step === "code" ? "organisation" : null);
	const enter = (me: Me) => {
		client.clear();
		client.setQueryData(sessionQuery.queryKey, me);
		router.history.push(me.owes ? "/account" : (next ?? "/"));
	};
	const attempt = async (ask: () => Promise<Me>, needsCode: () => void) => {
		setBusy(true);
		setError(null);
		try {
			enter(await ask());
		} catch (refused) {
			if (refused instanceof RequestError && refused.code === "second-factor-needed") needsCode();
			else setError(refused);
			setBusy(false);
		}
	};
	const signIn = (login: string, password: string, code?: string) =>
		attempt(
			() => api.signIn(login, password, code),
			() => setWaiting({ login, password }),
		);
	const giveCode = (code: string) => {
		if (waiting !== "organisation") return signIn(waiting?.login ?? "", waiting?.password ?? "", code);
		return attempt(
			() => signInApi.enterByCode(code),
			() => {},
		);
	};
	const goBack = () => {
		setWaiting(null);
		setError(null);
	};
	return { signIn, giveCode, enter, error, isBusy, waiting, goBack };
}

export function SignInScreen() {
	const t = useWords();
	useTitle(t.signIn.title);
	const { data: status } = useQuery(statusQuery);
	const { next, trouble } = route.useSearch();
	const { signIn, giveCode, enter, error, isBusy, waiting, goBack } = useSignIn();
	return (
		<div className="h-dvh overflow-y-auto bg-side">
			<main className="mx-auto flex min-h-full w-full max-w-[28rem] flex-col justify-center gap-6 px-4 py-10">
				<header className="grid gap-3">
					<div className="flex items-center gap-3">
						<Logo size={40} />
						<h1 className="text-[1.75rem]/9 font-semibold tracking-tight">{t.product}</h1>
					</div>
					<p className="text-lg text-soft">{t.productIs}</p>
				</header>
				{next && !error && !status?.demo && !trouble && !waiting && <Notice>{t.signIn.expired}</Notice>}
				{error === null && <CameBack trouble={trouble} step={waiting === "organisation" ? "code" : undefined} />}
				{error !== null && <Notice tone="late">{errorWords(t, error)}</Notice>}
				{waiting && <CodeForm isBusy={isBusy} onBack={goBack} onSubmit={giveCode} />}
				{!waiting && <Ways status={status} isBusy={isBusy} onSubmit={signIn} />}
				{!waiting && <OtherWays next={next} onEnter={enter} />}
				<Foot status={status} />
			</main>
		</div>
	);
}

type SignIn = (login: string, password: string) => Promise<void>;

/** In the demo with one click, elsewhere by a password. */
function Ways({ status, isBusy, onSubmit }: { status: Status | undefined; isBusy: boolean; onSubmit: SignIn }) {
	const t = useWords();
	return (
		<>
			{status?.demo && <Demo demo={status.demo} isBusy={isBusy} onChoose={onSubmit} />}
			{status?.demo ? (
				<details>
					<summary className="w-fit rounded text-soft hover:text-ink">{t.signIn.byPassword}</summary>
					<div className="pt-4">
						<PasswordForm isBusy={isBusy} isPrimary={false} onSubmit={onSubmit} />
					</div>
				</details>
			) : (
				<PasswordForm isBusy={isBusy} isPrimary onSubmit={onSubmit} />
			)}
		</>
	);
}

/** The second step: the code that the telephone shows. */
function CodeForm(props: { isBusy: boolean; onBack: () => void; onSubmit: (code: string) => Promise<void> }) {
	const t = useWords();
	const submit = (event: FormEvent<HTMLFormElement>) => {
		event.preventDefault();
		void props.onSubmit(String(new FormData(event.currentTarget).get("code")));
	};
	return (
		<form onSubmit={submit} className="grid gap-3">
			<Field
				label={t.signIn.code}
				hint={t.signIn.codeHint}
				name="code"
				autoComplete="one-time-code"
				autoCapitalize="none"
				spellCheck={false}
				autoFocus
				required
				maxLength={40}
			/>
			<Button type="submit" kind="primary" disabled={props.isBusy} className="h-10">
				{props.isBusy ? t.signIn.busy : t.signIn.submit}
			</Button>
			<Button kind="quiet" className="h-10" onClick={props.onBack}>
				{t.signIn.back}
			</Button>
		</form>
	);
}

function Demo({ demo, isBusy, onChoose }: { demo: NonNullable<Status["demo"]>; isBusy: boolean; onChoose: SignIn }) {
	const t = useWords();
	return (
		<section className="overflow-hidden rounded-lg border border-line bg-panel">
			<div className="px-4 pt-4 pb-3">
				<h2 className="text-lg font-semibold">{t.signIn.demoTitle}</h2>
				<p className="text-soft">{t.signIn.demoText}</p>
			</div>
			<ul>
				{demo.accounts.map((account) => (
					<li key={account.login}>
						<button
							type="button"
							disabled={isBusy}
							onClick={() => void onChoose(account.login, account.password)}
							className="group flex w-full items-center gap-3 border-t border-line px-4 py-2 text-left hover:bg-hover disabled:opacity-60"
						>
							<span className="min-w-0 flex-1">
								{account.name}
								{!account.name.startsWith(account.role) && <span className="text-soft"> · {account.role}</span>}
								{t.signIn.demoRoles[account.role] && (
									<span className="block text-sm text-soft">{t.signIn.demoRoles[account.role]}</span>
								)}
							</span>
							<ArrowRight size={16} className="text-soft group-hover:text-accent" aria-hidden />
						</button>
					</li>
				))}
			</ul>
			<a
				href={demo.networkUrl}
				target="_blank"
				rel="noreferrer"
				className="flex items-center gap-3 border-t border-line bg-accent-tint px-4 py-3 text-accent hover:underline"
			>
				<MessageCircle size={18} aria-hidden />
				<span className="grid">
					<span className="font-medium">{t.signIn.asResident}</span>
					<span className="text-sm">{t.signIn.asResidentHint}</span>
				</span>
			</a>
		</section>
	);
}

function PasswordForm({ isBusy, isPrimary, onSubmit }: { isBusy: boolean; isPrimary: boolean; onSubmit: SignIn }) {
	const t = useWords();
	const submit = (event: FormEvent<HTMLFormElement>) => {
		event.preventDefault();
		const form = new FormData(event.currentTarget);
		void onSubmit(String(form.get("login")), String(form.get("password")));
	};
	return (
		<form onSubmit={submit} className="grid gap-3">
			<Field
				label={t.signIn.login}
				name="login"
				autoComplete="username"
				autoCapitalize="none"
				spellCheck={false}
				required
				maxLength={100}
			/>
			<Field
				label={t.signIn.password}
				name="password"
				type="password"
				autoComplete="current-password"
				required
				maxLength={200}
			/>
			<Button type="submit" kind={isPrimary ? "primary" : "plain"} disabled={isBusy} className="h-10">
				{isBusy ? t.signIn.busy : t.signIn.submit}
			</Button>
		</form>
	);
}

function Foot({ status }: { status: Status | undefined }) {
	const t = useWords();
	const other = useLanguage() === "ru" ? "en" : "ru";
	return (
		<footer className="flex items-center justify-between text-sm text-soft">
			<button
				type="button"
				lang={other}
				onClick={() => void chooseLanguage(other)}
				className="rounded underline hover:text-ink"
			>
				{other === "en" ? "English" : "Русский"}
			</button>
			{status && <span className="tabular">{t.signIn.version(status.version)}</span>}
		</footer>
	);
}

import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { type ApiToken, settingsApi } from "../../api-settings.ts";
import { Button } from "../../components/button.tsx";
import { Notice } from "../../components/notice.tsx";
import { Screen } from "../../components/screen.tsx";
import { When } from "../../components/when.tsx";
import { useFocusBack } from "../../components/use-focus-back.ts";
import { Loaded } from "../../components/loaded.tsx";
import { useMe } from "../../queries.ts";
import { useNow } from "../../time.ts";
import { errorWords, useWords } from "../../words.ts";
import { SureButton } from "./asks.tsx";
import { NothingYet, Rows } from "./part.tsx";
import { SecretOnce } from "./secret-once.tsx";
import { ServiceAccounts } from "./service-accounts.tsx";
import { usePeopleWords } from "./people-words.ts";
import { useSettingsWords } from "./settings-words.ts";
import { TokenForm } from "./token-form.tsx";
import { useChange } from "./use-change.ts";

/** Keys of other programs, and the accounts they come with. */
export function TokensSection() {
	const { sections, links } = useSettingsWords();
	const words = links.tokens;
	const [isAdding, setAdding] = useState(false);
	const opener = useFocusBack(isAdding);
	const [secret, setSecret] = useState<string | null>(null);
	const query = useQuery({ queryKey: ["tokens"], queryFn: settingsApi.tokens });
	const add = !isAdding && !secret && (
		<Button ref={opener()} kind="primary" onClick={() => setAdding(true)}>
			{words.add}
		</Button>
	);
	return (
		<Screen title={sections.tokens.title} lead={words.lead} action={add}>
			{secret && <SecretOnce title={words.made} secret={secret} onDone={() => setSecret(null)} />}
			{isAdding && (
				<TokenForm
					onMade={(token) => {
						setSecret(token);
						setAdding(false);
					}}
					onCancel={() => setAdding(false)}
				/>
			)}
			<Loaded query={query}>
				{({ items }) =>
					items.length === 0 ? (
						<NothingYet>{words.empty}</NothingYet>
					) : (
						<Rows>
							{items.map((one) => (
								<TokenRow key={one.id} token={one} />
							))}
						</Rows>
					)
				}
			</Loaded>
			<ServiceAccounts />
		</Screen>
	);
}

function TokenRow({ token }: { token: ApiToken }) {
	const t = useWords();
	const { tokens: words } = useSettingsWords().links;
	// a right of an older version has no words any more
	const rights: Record<string, string> = usePeopleWords().rights;
	const zone = useMe().region.timeZone;
	const revoke = useChange(() => settingsApi.revokeToken(token.id), { said: words.revoked, stale: [["tokens"]] });
	const now = useNow(60);
	const isOver = token.revokedAt !== null || Date.parse(token.expiresAt) < now;
	return (
		<li className="grid gap-1 px-4 py-2">
			<div className="flex flex-wrap items-start justify-between gap-x-4 gap-y-1">
				<p className={isOver ? "text-soft" : ""}>
					<span className="font-medium wrap-anywhere">{token.name}</span>{" "}
					<span className="text-soft">
						{words.ending(token.ending)} · {token.account.name}
					</span>
				</p>
				{isOver ? (
					<span className="text-sm text-soft">{token.revokedAt ? words.isRevoked : words.isExpired}</span>
				) : (
					<SureButton
						kind="quiet"
						isSmall
						question={words.revokeAsk}
						disabled={revoke.isPending}
						onSure={() => revoke.mutate()}
					>
						{words.revoke}
					</SureButton>
				)}
			</div>
			<p className="text-sm text-soft">
				<span title={token.permissions.map((one) => rights[one] ?? one).join(", ")}>
					{words.rightsCount(token.permissions.length)}
				</span>{" "}
				· {words.until} <When at={token.expiresAt} zone={zone} /> ·{" "}
				{token.lastUsedAt ? (
					<>
						{words.used} <When at={token.lastUsedAt} zone={zone} />
						{token.lastUsedIp && ` (${token.lastUsedIp})`}
					</>
				) : (
					words.neverUsed
				)}
			</p>
			{revoke.error && <Notice tone="late">{errorWords(t, revoke.error)}</Notice>}
		</li>
	);
}

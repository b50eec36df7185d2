import MailComposer from "nodemailer/lib/mail-composer";
import { randomUUID } from "node:crypto";
import type { ChannelPage, PublishOrder, PublishOutcome } from "../channel.ts";
import { keepSent } from "./keep-sent.ts";
import { isAddress, readMailbox } from "./mailbox.ts";
import type { Mailbox } from "./mailbox.ts";
import { answerId, isMessageId } from "./message-id.ts";
import { sendLetter } from "./send-letter.ts";

/**
 * Sends an answer as a letter of a person, in the resident's thread. Servers drop no repeats, so a broken call is
 * `unknown`; the Message-ID is the same for every attempt, so that a copy can be recognised.
 */
export async function publish(page: ChannelPage, order: PublishOrder): Promise<PublishOutcome> {
	const { contact, threadKey, replyToExternalId } = order.target;
	if (!/^letters:[0-9a-f]{32}$/.test(threadKey))
		return { kind: "not-sent", class: "target-gone", code: "target", text: "The thread of letters cannot be read." };
	const mailbox = readMailbox(page);
	if ("kind" in mailbox) return mailbox;
	if (!contact || !isAddress(contact)) {
		const text = "The resident left no address to answer to.";
		return { kind: "not-sent", class: "recipient-final", code: "no-address", text, advice: "by-person" };
	}
	const id = answerId(order.key, threadKey, mailbox.address);
	const answered = isMessageId(replyToExternalId) ? `<${replyToExternalId}>` : undefined;
	const letter = await compose(mailbox, contact, {
		messageId: `<${id}>`,
		subject: `Re: ${order.target.threadTitle ?? ""}`.trim(),
		text: order.text,
		...(answered === undefined ? {} : { inReplyTo: answered, references: answered }),
		attachments: (order.photos ?? []).map(({ bytes, type, name }) => ({
			content: bytes,
			contentType: type,
			filename: name,
		})),
	});
	const outcome = await sendLetter(mailbox, contact, letter);
	if (outcome.kind !== "sent") return outcome;
	if (mailbox.keepsSent) await keepSent(page, letter);
	return { kind: "sent", externalId: id };
}

/** A short letter to a member of staff, marked as the machine's own (RFC 3834), so that nobody's machine answers it. */
export async function notify(page: ChannelPage, address: string, text: string): Promise<PublishOutcome> {
	const mailbox = readMailbox(page);
	if ("kind" in mailbox) return mailbox;
	if (!isAddress(address))
		return { kind: "not-sent", class: "recipient-final", code: "no-address", text: "This is no address." };
	const id = `notice.${randomUUID()}@${mailbox.address.split("@")[1]}`;
	const letter = await compose(mailbox, address, {
		messageId: `<${id}>`,
		subject: text.trim().split("\n")[0]?.slice(0, 120) ?? "",
		text,
		headers: { "Auto-Submitted": "auto-generated" },
	});
	const outcome = await sendLetter(mailbox, address, letter);
	return outcome.kind === "sent" ? { kind: "sent", externalId: id } : outcome;
}

type Content = ConstructorParameters<typeof MailComposer>[0];

function compose({ address, displayName }: Mailbox, to: string, content: Content): Promise<Buffer> {
	return new MailComposer({
		from: { name: displayName, address },
		to: { name: "", address: to },
		...content,
		newline: "\r\n",
		// texts and names come from outside: nothing in them may reach for a file or an address
		disableFileAccess: true,
		disableUrlAccess: true,
	})
		.compile()
		.build();
}

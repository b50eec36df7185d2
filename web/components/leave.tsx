import { type MutationCache, useQueryClient } from "@tanstack/react-query";
import { useBlocker } from "@tanstack/react-router";
import { type ReactNode, useEffect, useId, useRef, useState } from "react";
import { useWords } from "../words.ts";
import { Button } from "./button.tsx";

type Words = HTMLInputElement | HTMLTextAreaElement;

const worded = new Set(["text", "email", "url", "tel"]);
const isWords = (target: EventTarget | null): target is Words =>
	target instanceof HTMLTextAreaElement || (target instanceof HTMLInputElement && worded.has(target.type));

/** What the fields inside that somebody wrote in held before. */
function useTyped(own: HTMLElement | null) {
	const before = useRef(new Map<Words, string>());
	useEffect(() => {
		const note = ({ target }: Event) => {
			if (isWords(target) && !before.current.has(target)) before.current.set(target, target.value);
		};
		own?.addEventListener("beforeinput", note);
		return () => own?.removeEventListener("beforeinput", note);
	}, [own]);
	return before;
}

/** Whether a field holds other words than before. */
const holdsOther = ([field, was]: [Words, string]): boolean => field.isConnected && field.value.trim() !== was.trim();

/**
 * Esc inside the element leaves it, before anybody else hears the key. What was typed in it is asked about first.
 * @param leave undefined: there is no way out by the key
 * @param isChanged something else than words would be lost
 * @returns the way out, and the question where it has to stand
 */
export function useLeave(
	own: HTMLElement | null,
	leave: (() => void) | undefined,
	isChanged = false,
): { tryToLeave: () => void; question: ReactNode } {
	const [isAsked, setAsked] = useState(false);
	const typed = useTyped(own);
	const writing = useRef<Element | null>(null);
	const stay = () => {
		setAsked(false);
		if (writing.current instanceof HTMLElement) writing.current.focus();
	};
	const tryToLeave = () => {
		if (!leave) return;
		if (isAsked) return stay();
		if (!isChanged && ![...typed.current].some(holdsOther)) return leave();
		writing.current = document.activeElement;
		setAsked(true);
	};
	useEffect(() => {
		const hear = (event: KeyboardEvent) => {
			// a list inside has been left by the same key
			if (event.key !== "Escape" || event.defaultPrevented || !leave) return;
			event.preventDefault();
			tryToLeave();
		};
		own?.addEventListener("keydown", hear);
		return () => own?.removeEventListener("keydown", hear);
	});
	return { tryToLeave, question: isAsked && leave ? <Question onStay={stay} onLeave={leave} /> : null };
}

/** A line outside of a form looks for something; what is kept as it is typed stands in `data-kept`. */
const isWork = (field: Words): boolean =>
	(field.form !== null || field instanceof HTMLTextAreaElement) && field.closest("[data-kept]") === null;

/**
 * A link away from a screen, and the window's end, wait for an answer where words typed there would be lost.
 * @returns `ref` for the screen, and the question where it has to stand
 */
export function useStay(): { ref: (own: HTMLElement | null) => void; question: ReactNode } {
	const [own, setOwn] = useState<HTMLElement | null>(null);
	const client = useQueryClient();
	const typed = useTyped(own);
	useEffect(() => (own ? forgetSaved(own, typed.current, client.getMutationCache()) : undefined), [own, typed, client]);
	const lost = () => [...typed.current].filter((one) => isWork(one[0]) && holdsOther(one));
	const { status, reset, proceed } = useBlocker({
		// what lies over the screen asks by itself, and no question under it could be answered
		shouldBlockFn: ({ current, next }) =>
			current.pathname !== next.pathname && lost().some(([field]) => !field.closest("dialog")),
		enableBeforeUnload: () => lost().length > 0,
		withResolver: true,
	});
	const stay = () => {
		reset?.();
		lost()[0]?.[0].focus();
	};
	return { ref: setOwn, question: status === "blocked" && <Question isAway onStay={stay} onLeave={proceed} /> };
}

/** Words on their way to the server are nobody's loss, unless it refuses them. @returns ends it */
function forgetSaved(own: HTMLElement, typed: Map<Words, string>, changes: MutationCache): () => void {
	let sent: EventTarget | null = null;
	const note = ({ target }: Event) => (sent = target);
	const underWay = new Map<unknown, [Words, string][]>();
	const unsubscribe = changes.subscribe((event) => {
		if (event.type !== "updated") return;
		const { type } = event.action;
		if (type === "pending" && sent) {
			const theirs = [...typed].filter(([field]) => field.form === sent);
			underWay.set(event.mutation, theirs);
			for (const [field] of theirs) typed.delete(field);
			sent = null;
		}
		if (type === "error") for (const [field, was] of underWay.get(event.mutation) ?? []) typed.set(field, was);
		if (type === "error" || type === "success") underWay.delete(event.mutation);
	});
	own.addEventListener("submit", note);
	return () => {
		own.removeEventListener("submit", note);
		unsubscribe();
	};
}

type QuestionProps = {
	/** the whole screen is left */
	isAway?: boolean;
	onStay: () => void;
	onLeave: () => void;
};

function Question({ isAway, onStay, onLeave }: QuestionProps) {
	const words = useWords().leave;
	const id = useId();
	return (
		<div
			role="alertdialog"
			aria-labelledby={id}
			className="sticky bottom-0 z-10 flex flex-wrap items-center gap-2 rounded-lg border border-line-strong bg-raised p-3 shadow-float appear"
		>
			<p id={id} className="min-w-48 flex-1 max-mid:basis-full">
				{isAway ? words.questionAway : words.question}
			</p>
			<Button autoFocus onClick={onStay}>
				{words.stay}
			</Button>
			<Button kind="danger" onClick={onLeave}>
				{isAway ? words.goAway : words.go}
			</Button>
		</div>
	);
}

const stops = "input:not([disabled]), select, textarea, button:not([disabled])";

/**
 * A form that opened where it stands: the focus goes into it, and Esc leaves it, after a question where words would be lost.
 * @param leave undefined: what it stands in does all that
 */
export function useOpened<E extends HTMLElement>(leave: (() => void) | undefined) {
	const [own, setOwn] = useState<E | null>(null);
	const { question } = useLeave(own, leave);
	const goesIn = leave !== undefined;
	useEffect(() => {
		if (goesIn && own && !own.contains(document.activeElement)) own.querySelector<HTMLElement>(stops)?.focus();
	}, [own, goesIn]);
	return { ref: setOwn, question };
}

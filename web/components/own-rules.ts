import { type FormEvent, useState } from "react";
import { useFirstWords } from "../words.ts";
import { wrongWords } from "../wrong-words.ts";

type Control = HTMLInputElement | HTMLTextAreaElement;

/** Spaces alone are nothing where something has to be. */
const noteSpaces = (control: Control): void =>
	control.setCustomValidity(control.required && control.value !== "" && control.value.trim() === "" ? " " : "");

/**
 * The browser's checks in our words, under the field, for as long as it is wrong: its own bubble speaks its own language
 * and goes away.
 */
export function useOwnRules(hint: string | undefined) {
	const words = useFirstWords().form;
	const [wrong, setWrong] = useState<string>();
	const listeners = {
		onInvalid: (event: FormEvent<Control>) => {
			event.preventDefault();
			const control = event.currentTarget;
			setWrong(wrongWords(words, control, hint));
			if (control.form?.querySelector("input:invalid, textarea:invalid") === control) control.focus();
		},
		onInput: (event: FormEvent<Control>) => {
			setWrong(undefined);
			noteSpaces(event.currentTarget);
		},
	};
	return { wrong, listeners };
}

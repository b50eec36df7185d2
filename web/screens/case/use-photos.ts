import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useEffect, useRef, useState } from "react";
import { type CaseDetail, RequestError } from "../../api.ts";
import { answerApi } from "../../api-answer.ts";
import type { Dictionary } from "../../locales/ru.ts";
import { caseQuery, showCase } from "../../queries.ts";
import { errorWords, useWords } from "../../words.ts";

/** A file on its way; `trouble` in words when it was not taken. */
export type Upload = { id: number; name: string; share: number; trouble: string | null };

export type Photos = {
	uploads: Upload[];
	isUploading: boolean;
	/** takes files that were chosen, dropped or pasted, one after another */
	add: (files: Iterable<File>) => void;
	/** puts a picture in the place of what it was made of: one photo that was edited, or two that became a pair */
	replace: (photoIds: string[], file: File) => void;
	/** takes the edits of a photo back */
	restore: (photoId: string) => void;
	dismiss: (id: number) => void;
	remove: (photoId: string) => void;
	/** moves a photo to this place, from 0 */
	place: (photoId: string, at: number) => void;
	isBusy: boolean;
	error: unknown;
};

let lastUpload = 0;

/** The photos of the answer: each change is on the server at once, and its answer is the new case. */
export function usePhotos(detail: CaseDetail): Photos {
	const client = useQueryClient();
	const { id } = detail.case;
	const inOrder = (detail.reply?.photos ?? []).map((photo) => photo.id);
	const change = useMutation({
		mutationFn: (call: () => Promise<CaseDetail>) => call(),
		onSuccess: (saved) => showCase(client, saved),
		onError: () => void client.invalidateQueries({ queryKey: caseQuery(id).queryKey }),
	});
	return {
		...useUploads(id),
		remove: (photoId) => change.mutate(() => answerApi.removePhoto(id, photoId)),
		restore: (photoId) => change.mutate(() => answerApi.restorePhoto(id, photoId)),
		place: (photoId, at) => {
			const wanted = placed(inOrder, photoId, at);
			if (wanted.join() !== inOrder.join()) change.mutate(() => answerApi.orderPhotos(id, wanted));
		},
		isBusy: change.isPending,
		error: change.error,
	};
}

function useUploads(caseId: number): Pick<Photos, "uploads" | "isUploading" | "add" | "replace" | "dismiss"> {
	const t = useWords();
	const client = useQueryClient();
	const [uploads, setUploads] = useState<Upload[]>([]);
	const queue = useRef<Promise<void>>(Promise.resolve());
	const stop = useRef<AbortController | null>(null);
	useEffect(() => () => stop.current?.abort(), []);
	const edit = (id: number, change: Partial<Upload>) =>
		setUploads((all) => all.map((one) => (one.id === id ? { ...one, ...change } : one)));
	const dismiss = (id: number) => setUploads((all) => all.filter((one) => one.id !== id));
	const send = async (id: number, file: File, insteadOf: string[]): Promise<void> => {
		stop.current = new AbortController();
		try {
			const saved = await answerApi.addPhoto(
				caseId,
				{ file, insteadOf },
				(share) => edit(id, { share }),
				stop.current.signal,
			);
			showCase(client, saved);
			dismiss(id);
		} catch (error) {
			edit(id, { trouble: troubleWords(t, error) });
		}
	};
	const put = (file: File, insteadOf: string[]) => {
		const id = ++lastUpload;
		setUploads((all) => [...all, { id, name: file.name || t.case.photo, share: 0, trouble: null }]);
		queue.current = queue.current.then(() => send(id, file, insteadOf));
	};
	return {
		uploads,
		isUploading: uploads.some(({ trouble }) => trouble === null),
		dismiss,
		add: (files) => {
			for (const file of files) put(file, []);
		},
		replace: (photoIds, file) => put(file, photoIds),
	};
}

function placed(inOrder: string[], photoId: string, at: number): string[] {
	const others = inOrder.filter((one) => one !== photoId);
	others.splice(Math.max(0, at), 0, photoId);
	return others;
}

/** Why a photo was not taken, and what to do. */
function troubleWords(t: Dictionary, error: unknown): string {
	const { code, details } = error instanceof RequestError ? error : { code: null, details: {} };
	if (code === "too-large") return t.photos.refused["too-large"];
	const reason = code === "photo-refused" ? details.reason : null;
	if (typeof reason === "string" && reason in t.photos.refused)
		return t.photos.refused[reason as keyof Dictionary["photos"]["refused"]];
	return errorWords(t, error);
}

import { useMutation, useQueryClient } from "@tanstack/react-query";
import { ImageUp } from "lucide-react";
import type { CaseDetail } from "../../api.ts";
import { answerApi } from "../../api-answer.ts";
import { Button } from "../../components/button.tsx";
import { say } from "../../components/toaster.tsx";
import { caseQuery, showCase } from "../../queries.ts";
import { useWords } from "../../words.ts";
import { Refused } from "./part-form.tsx";

/** Puts photos of the evidence to the answer by one click, where one may write it and the network takes as many. */
export function ToAnswer({ detail, photos, label }: { detail: CaseDetail; photos: string[]; label: string }) {
	const t = useWords().photoEdit.evidence;
	const client = useQueryClient();
	const { id } = detail.case;
	const there = new Set((detail.reply?.photos ?? []).map((photo) => photo.id));
	const left = photos.filter((photo) => !there.has(photo));
	const put = useMutation({
		mutationFn: async () => {
			for (const photo of left) showCase(client, await answerApi.addEvidencePhoto(id, photo));
		},
		onSuccess: () => say(t.putToAnswer),
		onError: () => void client.invalidateQueries({ queryKey: caseQuery(id).queryKey }),
	});
	if (!detail.can.write) return null;
	if (left.length === 0) return <p className="text-sm text-soft">{t.inAnswer}</p>;
	return (
		<>
			{there.size + left.length <= detail.maxPhotos && (
				<Button
					isSmall
					kind="quiet"
					className="-ml-2 justify-self-start"
					icon={<ImageUp size={15} aria-hidden />}
					disabled={put.isPending}
					onClick={() => put.mutate()}
				>
					{label}
				</Button>
			)}
			<Refused change={put} />
		</>
	);
}

import { ImagePlus } from "lucide-react";
import { type ComponentProps, useRef } from "react";
import { Button } from "../../components/button.tsx";

type PickProps = { label: string; onPick: (files: File[]) => void } & Pick<
	ComponentProps<typeof Button>,
	"disabled" | "isSmall" | "kind"
>;

/** A button that lets photos of this device be chosen, several at once. */
export function PickPhotos({ label, onPick, ...button }: PickProps) {
	const field = useRef<HTMLInputElement>(null);
	return (
		<>
			<input
				ref={field}
				type="file"
				accept="image/*"
				multiple
				hidden
				aria-label={label}
				onChange={(event) => {
					onPick([...(event.target.files ?? [])]);
					// the same file may be chosen again
					event.target.value = "";
				}}
			/>
			<Button {...button} icon={<ImagePlus size={15} aria-hidden />} onClick={() => field.current?.click()}>
				{label}
			</Button>
		</>
	);
}

import { Link } from "@tanstack/react-router";
import { CircleAlert, MapPinOff } from "lucide-react";
import { useFirstWords } from "../words.ts";
import { Button } from "./button.tsx";
import { Empty } from "./empty.tsx";

/** The last resort when a screen cannot be drawn. */
export function Broken() {
	const t = useFirstWords();
	return (
		<main className="grid h-dvh content-center">
			<Empty icon={CircleAlert} title={t.broken}>
				<Button kind="primary" onClick={() => location.reload()}>
					{t.reload}
				</Button>
			</Empty>
		</main>
	);
}

export function NotFound() {
	const t = useFirstWords();
	return (
		<main className="grid h-dvh content-center">
			<Empty icon={MapPinOff} title={t.notFound}>
				<Link to="/cases" className="text-accent underline">
					{t.toQueue}
				</Link>
			</Empty>
		</main>
	);
}

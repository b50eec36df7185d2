import { useNavigate } from "@tanstack/react-router";
import { Button } from "../../components/button.tsx";
import { askForTour } from "../../tours.ts";
import { useHelpWords } from "./help-words.ts";

/** The hints on the screen once more. */
export function TourAgain() {
	const navigate = useNavigate();
	const again = () => {
		askForTour();
		void navigate({ to: "/cases" });
	};
	return (
		<div>
			<Button onClick={again}>{useHelpWords().tourAgain}</Button>
		</div>
	);
}

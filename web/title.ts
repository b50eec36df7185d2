import { useEffect } from "react";
import { useWords } from "./words.ts";

/** The name of the screen in the browser's tab, before the product's. */
export function useTitle(screen: string): void {
	const { product } = useWords();
	useEffect(() => {
		document.title = screen ? `${screen} · ${product}` : product;
	}, [screen, product]);
}

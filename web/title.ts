import { useEffect } from "react";
import { useFirstWords } from "./words.ts";

/** The name of the screen in the browser's tab, before the product's. */
export function useTitle(screen: string): void {
	const { product } = useFirstWords();
	useEffect(() => {
		document.title = screen ? `${screen} · ${product}` : product;
	}, [screen, product]);
}

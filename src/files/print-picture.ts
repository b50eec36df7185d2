import sharp from "sharp";
import { printOf, printSide } from "../domain/picture-print.ts";

/** The print of one of our own copies; null when there is next to nothing on it. */
export async function printPicture(copy: Buffer): Promise<bigint | null> {
	const grey = await sharp(copy)
		.flatten({ background: "#ffffff" })
		.greyscale()
		.resize(printSide, printSide, { fit: "fill" })
		.raw()
		.toBuffer();
	return printOf(grey);
}

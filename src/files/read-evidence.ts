import readExif from "exif-reader";

/** What a picture says of itself: the camera's clock in its own zone, and where it stood. The camera is nobody's business. */
export type Evidence = {
	/** "2026-11-21 14:20:05", by the camera's clock */
	takenAt: string | null;
	/** "+03:00", where the camera told it */
	zone: string | null;
	/** degrees */
	latitude: number | null;
	longitude: number | null;
};

/**
 * Place and time from a picture's EXIF block. Whatever is broken, impossible or missing counts as not told; never throws.
 * Tags by the Exif standard (CIPA DC-008): DateTimeOriginal, OffsetTimeOriginal, GPSLatitude, GPSLongitude.
 */
export function readEvidence(exif: Buffer | undefined): Evidence | null {
	if (!exif) return null;
	try {
		const { Photo, GPSInfo } = readExif(exif);
		const takenAt = clockOf(Photo?.DateTimeOriginal ?? Photo?.DateTimeDigitized);
		const zone: unknown = Photo?.OffsetTimeOriginal ?? Photo?.OffsetTime;
		const place = placeOf(GPSInfo ?? {});
		if (takenAt === null && place === null) return null;
		return {
			takenAt,
			zone: takenAt !== null && typeof zone === "string" && /^[+-]\d\d:\d\d$/.test(zone) ? zone : null,
			latitude: place?.latitude ?? null,
			longitude: place?.longitude ?? null,
		};
	} catch {
		return null;
	}
}

/** The library gives the camera's clock as if it were UTC. */
function clockOf(value: unknown): string | null {
	if (!(value instanceof Date) || Number.isNaN(value.getTime())) return null;
	const year = value.getUTCFullYear();
	return year >= 1990 && year < 2100 ? value.toISOString().slice(0, 19).replace("T", " ") : null;
}

type Gps = Partial<Record<"GPSLatitude" | "GPSLatitudeRef" | "GPSLongitude" | "GPSLongitudeRef", unknown>>;

function placeOf(gps: Gps): { latitude: number; longitude: number } | null {
	const latitude = degreesOf(gps.GPSLatitude, gps.GPSLatitudeRef === "S", 90);
	const longitude = degreesOf(gps.GPSLongitude, gps.GPSLongitudeRef === "W", 180);
	// cameras without a fix write zeros
	if (latitude === null || longitude === null || (latitude === 0 && longitude === 0)) return null;
	return { latitude, longitude };
}

/** Degrees, minutes and seconds as one number. */
function degreesOf(parts: unknown, isNegative: boolean, most: number): number | null {
	if (!Array.isArray(parts) || parts.length === 0 || parts.length > 3) return null;
	const [degrees = 0, minutes = 0, seconds = 0] = parts.map(Number);
	const value = degrees + minutes / 60 + seconds / 3600;
	if (!(degrees >= 0 && minutes >= 0 && seconds >= 0 && value <= most)) return null;
	return isNegative ? -value : value;
}

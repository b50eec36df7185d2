import { ownDoor } from "../own-door.ts";

/**
 * The desk's own form for residents. The page's external id is the NAME of its address, /f/NAME. Settings: `intro`,
 * `consentText` (docs/channels.md). No secrets.
 */
export const form = ownDoor("form", "direct");

const v4 = /^(?:(?:25[0-5]|2[0-4]\d|1?\d?\d)(?:\.(?!$)|$)){4}$/;
const v6 = /^(?=.*:)[\da-f:]{2,39}$/i;

/** Whether the text is an address of a machine, or of a network with its length: "10.0.0.0/8", "fe80::1". */
export function isNetAddress(text: string): boolean {
	const [address = "", length, ...rest] = text.split("/");
	if (rest.length > 0) return false;
	const longest = v4.test(address) ? 32 : v6.test(address) ? 128 : null;
	if (longest === null) return false;
	return length === undefined || (/^\d{1,3}$/.test(length) && Number(length) <= longest);
}

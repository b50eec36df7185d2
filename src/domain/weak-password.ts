/** What is wrong with a password; null: nothing that we know of. */
export type Weakness = "short" | "common" | "like-login" | "repeating";

export const shortestPassword = 10;

/** Beginnings that people choose first, as NCSC and SecLists count them; a year or "!" behind them changes little. */
const common = [
	...[
		"password",
		"qwerty",
		"qwertz",
		"qazwsx",
		"1q2w3e",
		"123456",
		"654321",
		"111111",
		"iloveyou",
		"welcome",
		"letmein",
	],
	...[
		"admin",
		"administrator",
		"changeme",
		"default",
		"dragon",
		"monkey",
		"football",
		"sunshine",
		"princess",
		"secret",
	],
	...[
		"пароль",
		"йцукен",
		"привет",
		"любовь",
		"россия",
		"москва",
		"солнышко",
		"администратор",
		"ghbdtn",
		"gfhjkm",
		"отклик",
	],
	...["otklik", "parol", "zaq12wsx", "asdfgh", "zxcvbn", "abcdef", "aaaaaa", "000000", "121212", "777777", "demo-demo"],
];

/** Looks as NIST SP 800-63B asks: at its length and at lists of what is guessed first, not at kinds of signs. */
export function weaknessOf(password: string, login: string): Weakness | null {
	const plain = password.normalize("NFKC").toLowerCase();
	if ([...plain].length < shortestPassword) return "short";
	if (new Set(plain).size < 5) return "repeating";
	if (login.length >= 4 && plain.includes(login.toLowerCase())) return "like-login";
	// what is left besides a common word, digits and signs must be long enough to be a password by itself
	const start = common.find((word) => plain.includes(word));
	if (start !== undefined && plain.replace(start, "").replace(/[\d\W_]/g, "").length < 6) return "common";
	return null;
}

import { createServer } from "node:net";
import { SetupError } from "./db/setup-error.ts";

/** @throws SetupError when nothing can listen there */
export function checkPort(host: string, port: number, variable: string): Promise<void> {
	return new Promise((resolve, reject) => {
		const probe = createServer();
		probe.once("error", (error) => reject(listenTrouble(error, host, port, variable)));
		probe.listen(port, host, () => probe.close(() => resolve()));
	});
}

/** What a failed `listen` means, as a sentence. */
export function listenTrouble(error: Error, host: string, port: number, variable: string): Error {
	const { code, syscall = "" } = error as NodeJS.ErrnoException;
	if (!/^(listen|bind|getaddrinfo)$/.test(syscall)) return error;
	if (code === "EADDRINUSE") {
		return new SetupError(
			`Порт ${port} занят. Остановите, что его занимает, или задайте другой: ${variable}=9000 npm start`,
			`Port ${port} is taken. Stop what holds it, or set another: ${variable}=9000 npm start`,
		);
	}
	if (code === "EACCES" || code === "EADDRNOTAVAIL" || code === "ENOTFOUND") {
		return new SetupError(
			`Нельзя слушать ${host}:${port} (${code}). Проверьте HOST и ${variable}.`,
			`Cannot listen on ${host}:${port} (${code}). Check HOST and ${variable}.`,
		);
	}
	return error;
}

import { expect, test } from "vitest";
import { isPublicAddress, lookupPublic, mayCall, refusedAddress } from "./guard-address.ts";

test.each([
	["93.184.215.14", true],
	["2a00:1450:4010:c0f::64", true],
	["127.0.0.1", false],
	["127.255.255.254", false],
	["0.0.0.0", false],
	["10.1.2.3", false],
	["172.16.0.1", false],
	["192.168.1.1", false],
	["169.254.169.254", false],
	["100.64.0.1", false],
	["198.18.0.1", false],
	["224.0.0.1", false],
	["255.255.255.255", false],
	["::1", false],
	["::", false],
	["fe80::1", false],
	["fd00::1", false],
	["fec0::1", false],
	["::ffff:10.0.0.1", false],
	["::ffff:a00:1", false],
	["64:ff9b::7f00:1", false],
	["2002:7f00:1::", false],
	["2001:0:7f00:1::", false],
	["not an address", false],
	["", false],
])("%s is public: %s", (address, isPublic) => {
	expect(isPublicAddress(address)).toBe(isPublic);
});

test.each([
	["https://photos.example/1.jpg", true],
	["http://photos.example/1.jpg", true],
	["https://93.184.215.14/1.jpg", true],
	["ftp://photos.example/1.jpg", false],
	["file:///etc/passwd", false],
	["data:image/png;base64,AA", false],
	["https://name:word@photos.example/1.jpg", false],
	["http://127.0.0.1/1.jpg", false],
	["http://2130706433/1.jpg", false],
	["http://0x7f.1/1.jpg", false],
	["http://0177.0.0.1/1.jpg", false],
	["http://127.1/1.jpg", false],
	["http://[::1]/1.jpg", false],
	["http://[::ffff:169.254.169.254]/latest", false],
	["http://169.254.169.254/latest/meta-data", false],
	["http://10.0.0.5:8080/1.jpg", true],
	["http://10.0.0.5/1.jpg", false],
	["http://10.0.0.5:8081/1.jpg", false],
	["ftp://10.0.0.5:8080/1.jpg", false],
])("%s may be called: %s", (address, may) => {
	expect(mayCall(new URL(address), "10.0.0.5:8080")).toBe(may);
});

test("a name that leads to this machine has no address", async () => {
	for (const all of [true, false]) {
		const error = await new Promise((resolve) => lookupPublic("localhost", { all }, resolve));
		expect(error).toMatchObject({ code: refusedAddress });
	}
});

import { createServer, type IncomingMessage } from "node:http";
import type { AddressInfo } from "node:net";
import { expect, test } from "@jest/globals";
import fc from "fast-check";
import { clientAddress } from "../bots/client-address.ts";

function request(forwarded?: string, peer = "10.0.0.9"): IncomingMessage {
  const headers = forwarded === undefined ? {} : { "x-forwarded-for": forwarded };
  return Object.assign(Object.create({ headers, socket: { remoteAddress: peer } }));
}

test("nobody is believed about where they come from unless a proxy of ours wrote it", () => {
  expect(clientAddress(request("1.1.1.1"), 0)).toBe("10.0.0.9");
  expect(clientAddress(request(), 1)).toBe("10.0.0.9");
  expect(clientAddress(request("6.6.6.6, 1.1.1.1"), 1)).toBe("1.1.1.1");
  expect(clientAddress(request("6.6.6.6, 1.1.1.1, 10.0.0.1"), 2)).toBe("1.1.1.1");
  expect(clientAddress(request("1.1.1.1"), 3)).toBe("1.1.1.1");
  expect(clientAddress(request("who knows"), 1)).toBe("10.0.0.9");
});

test("a port is no part of an address, and a /64 of IPv6 is one", () => {
  expect(clientAddress(request("1.1.1.1:5555"), 1)).toBe("1.1.1.1");
  expect(clientAddress(request("[2001:db8::7]:5555"), 1)).toBe("2001:db8:0:0::/64");
  expect(clientAddress(request("2001:db8:0:0:1:2:3:4"), 1)).toBe("2001:db8:0:0::/64");
  expect(clientAddress(request("2001:DB8:0:1::4"), 1)).toBe("2001:db8:0:1::/64");
  expect(clientAddress(request("::1"), 1)).toBe("0:0:0:0::/64");
  expect(clientAddress(request(undefined, "::ffff:127.0.0.1"), 0)).toBe("127.0.0.1");
});

test("whatever is forwarded, there is an address", () => {
  fc.assert(
    fc.property(fc.oneof(fc.string(), fc.ipV6(), fc.ipV4()), fc.integer({ min: 0, max: 9 }), (forwarded, proxies) => {
      expect(clientAddress(request(forwarded), proxies)).toMatch(/^[\da-f.:]+(\/64)?$/);
    }),
  );
});

test("a real request has one", async () => {
  const server = createServer((req, res) => res.end(clientAddress(req, 0)));
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = JSON.parse(JSON.stringify(server.address())) satisfies AddressInfo;
  expect(await (await fetch(`http://127.0.0.1:${port}`)).text()).toBe("127.0.0.1");
  await new Promise((resolve) => server.close(resolve));
});

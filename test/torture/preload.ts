import crypto from "node:crypto";
import { syncBuiltinESMExports } from "node:module";

/**
 * Loaded into a server before it starts: its clock is wrong by `TORTURE_SKEW` milliseconds, and every seed is the same, so
 * that a lone run of the same inputs draws the same questions.
 */
const skew = Number(process.env.TORTURE_SKEW ?? 0);
const now = Date.now;
Date.now = () => now() + skew;
Object.assign(crypto, { randomInt: () => Number(process.env.TORTURE_SEED ?? 1) });
syncBuiltinESMExports();

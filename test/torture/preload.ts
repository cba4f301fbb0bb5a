import crypto from "node:crypto";
import { syncBuiltinESMExports } from "node:module";

/**
 * Loaded into a server before it starts: its clock is wrong by `TORTURE_SKEW` milliseconds and goes `TORTURE_PACE` times as fast
 * as it should, and every seed is the same, so that a lone run of the same inputs draws the same questions.
 */
const skew = Number(process.env.TORTURE_SKEW ?? 0);
const pace = Number(process.env.TORTURE_PACE ?? 1);
/** What all clocks count from, whenever their servers were started. */
const zero = Number(process.env.TORTURE_ZERO ?? 0);
const now = Date.now;
Date.now = () => Math.round(zero + (now() - zero) * pace) + skew;
Object.assign(crypto, { randomInt: () => Number(process.env.TORTURE_SEED ?? 1) });
syncBuiltinESMExports();

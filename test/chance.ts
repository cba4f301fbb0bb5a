import { configureGlobal } from "fast-check";

/** The same cases each time; `SEED=7 npm test -- properties` tries others. */
configureGlobal({ seed: Number(process.env.SEED ?? 20_261_122) });

import usual from "./jest.config.js";

/** `npm run test:cosmos`: the store's contract on the account that the environment names. */
export default { ...usual, roots: ["<rootDir>/test/account"], modulePathIgnorePatterns: [] };

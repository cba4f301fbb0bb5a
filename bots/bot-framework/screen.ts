/** What Teams shows at once; it travels with every input. A lesson is read on a phone as well. */
export const screen = { length: 1000, typed: 1000, join: false };

export default {
  testEnvironment: "node",
  roots: ["<rootDir>/test"],
  // They need an account: `npm run test:cosmos`.
  modulePathIgnorePatterns: ["<rootDir>/test/account/"],
  setupFiles: ["<rootDir>/test/chance.ts"],
  extensionsToTreatAsEsm: [".ts"],
  transform: {},
  testTimeout: 60_000,
  // A test that fails may leave its server open: the run ends all the same.
  forceExit: true,
};

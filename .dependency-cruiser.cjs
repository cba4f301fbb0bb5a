/** Imports go one way: bots → services → dialogs → content. Every rule is an error. */
const only = (name, from, to, comment) => ({ name, severity: "error", comment, from, to });

module.exports = {
  forbidden: [
    only("no-circular", {}, { circular: true }, "A circle has no first file to read."),
    only(
      "no-orphans",
      {
        orphan: true,
        path: "^(bots|services|dialogs|content)/",
        pathNot: ["server\\.ts$", "chat\\.ts$", "lint-command\\.ts$", "^bots/.*/page/"],
      },
      {},
      "Nothing uses it.",
    ),
    only(
      "content-imports-nothing-of-ours",
      { path: "^content/" },
      { path: "^(bots|services|dialogs)/" },
      "content is the lowest layer.",
    ),
    only("dialogs-import-content", { path: "^dialogs/" }, { path: "^(bots|services)/" }, "The engine knows no world."),
    only("services-import-dialogs", { path: "^services/" }, { path: "^bots/" }, "Services know no channel."),
    only(
      "nothing-imports-test",
      { path: "^(bots|services|dialogs|content)/" },
      { path: "^test/" },
      "Tests see the product, not the reverse.",
    ),
    only(
      "dialogs-are-pure",
      { path: "^dialogs/" },
      {
        dependencyTypes: ["npm", "npm-dev", "npm-optional", "core", "npm-no-pkg", "unknown"],
        pathNot: "node_modules/(zod|i18next)/",
      },
      "dialogs import zod and i18next and nothing else from outside.",
    ),
    only(
      "content-reads-in-load",
      { path: "^content/", pathNot: "^content/(load|reader|lint-report|[a-z]+-command)\\.ts$" },
      { dependencyTypes: ["core"], pathNot: "^(node:)?(path|module)$" },
      "load.ts and its reader are the only I/O; commands print, and the report of lint lists folders.",
    ),
    only(
      "bot-sdk-in-one-folder",
      { path: "^(bots|services|dialogs|content)/", pathNot: "^bots/bot-framework/" },
      { path: "node_modules/(botbuilder|botframework)" },
      "The move to another SDK stays a one-folder change.",
    ),
    only(
      "sqlite-in-one-place",
      { pathNot: "^services/store/sqlite|^test/" },
      { path: "^(node:)?sqlite$" },
      "Only sqlite.ts knows its driver.",
    ),
    only(
      "cosmos-in-one-file",
      { pathNot: "^services/store/cosmos|^test/" },
      { path: "node_modules/@azure/(cosmos|identity)" },
      "Only cosmos.ts knows its driver.",
    ),
    only(
      "channels-apart",
      { path: "^bots/(webchat|whatsapp|bot-framework|console)/" },
      { path: "^bots/(webchat|whatsapp|bot-framework|console)/", pathNot: "^bots/$1/" },
      "Channels never import each other.",
    ),
    only(
      "page-stands-alone",
      { path: "^bots/(.+)/page/" },
      { pathNot: "^bots/$1/page/" },
      "The page runs in a browser.",
    ),
    only("no-barrels", {}, { path: "/index\\.ts$" }, "Import the file that holds it."),
    only(
      "dependencies-are-declared",
      {},
      { dependencyTypes: ["unknown", "undetermined", "npm-no-pkg", "npm-unknown"] },
      "Every package is in package.json.",
    ),
    only(
      "product-needs-no-dev-package",
      { path: "^(bots|services|dialogs|content)/" },
      { dependencyTypes: ["npm-dev"], dependencyTypesNot: ["type-only"] },
      "npm ci --omit=dev must run.",
    ),
  ],
  options: {
    doNotFollow: { path: "node_modules" },
    // Bots of others to compare with: their packages are in a package.json of their own.
    exclude: { path: "^test/bench/peers/" },
    tsConfig: { fileName: "tsconfig.json" },
    tsPreCompilationDeps: true,
    enhancedResolveOptions: { exportsFields: ["exports"], conditionNames: ["import", "node", "default", "types"] },
  },
};

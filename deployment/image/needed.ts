/** Packages that only builders use, or that the base image has: Node itself. */
const unused = /^(node-linux-|typescript\/|@types\/|undici-types\/)/;

/** Sources and descriptions: Node runs no TypeScript in node_modules. Licences stay, as they ask for. */
const described = /\.(map|md|markdown|tsbuildinfo|[cm]?ts)$/i;

/** Of packages for many platforms, those of others. */
const elsewhere = /(^|\/)(@azure|@typespec)\/[^/]+\/dist\/(browser|react-native|workerd)\//;

/** What a package keeps for its own makers. */
const makers = /(^|\/)(_ts3\.4|\.github|benchmarks?|coverage|examples?|__tests__|tests?)\//;

/** Of the fonts, those that diagrams are drawn with. */
const otherFonts = /^dejavu-fonts-ttf\/ttf\/(?!DejaVuSans(-Bold)?\.ttf$)/;

/** Whether the server needs a file of node_modules, by its path in there. */
export function isNeeded(path: string): boolean {
  return ![unused, described, elsewhere, makers, otherFonts].some((rule) => rule.test(path));
}

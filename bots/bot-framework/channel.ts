/** What addresses of this channel begin with. Apart from the rest, so that nothing of the SDK is loaded for a word. */
export const channel = "teams";

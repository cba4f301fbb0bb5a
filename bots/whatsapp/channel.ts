/** What addresses of this channel begin with. Apart from the rest, so that nothing of it is loaded for a word. */
export const channel = "whatsapp";

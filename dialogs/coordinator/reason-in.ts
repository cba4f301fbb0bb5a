const because =
  /^(?<rest>.{3,}?)[\s,.;:]+(?:porque|por ?que|xq|xke|porq|pork|pq|bc|cuz|por motivo de|motivo:?|raz[oó]n:?|because|reason:?|pois|pelo motivo)\s+(?<reason>.{3,})$/isu;

/** «Rechaza a Juan, no trabaja con niñez»: after a comma, in words that no name begins with. */
const afterComma =
  /^(?<rest>[^,]{3,}),\s+(?<reason>(?:no|ya|es|est[aá]|son|tiene|trabaja|falta|faltan|dej[oó]|sin|he|she|they|not|has|is|doesn'?t|n[aã]o|ele|ela|j[aá]|é)\s.{3,})$/isu;

/** What stands before «porque», and the reason after it, as it was typed. */
export function reasonIn(said: string): { readonly rest: string; readonly reason: string } | undefined {
  const { rest, reason } = (because.exec(said.trim()) ?? afterComma.exec(said.trim()))?.groups ?? {};
  return rest === undefined || reason === undefined ? undefined : { rest, reason: reason.trim().slice(0, 500) };
}

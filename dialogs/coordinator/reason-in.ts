const because =
  /^(?<rest>.{3,}?)[\s,.;:]+(?:porque|por ?que|por motivo de|motivo:?|raz[oó]n:?|because|reason:?|pois|pelo motivo)\s+(?<reason>.{3,})$/isu;

/** What stands before «porque», and the reason after it, as it was typed. */
export function reasonIn(said: string): { readonly rest: string; readonly reason: string } | undefined {
  const { rest, reason } = because.exec(said.trim())?.groups ?? {};
  return rest === undefined || reason === undefined ? undefined : { rest, reason: reason.trim().slice(0, 500) };
}

/** The code in a link of an invitation, `/?codigo=ABCD-2345`. It leaves the address, so that it is said once and not shared. */
export function invitation(): string | undefined {
  const address = new URL(location.href);
  const code = address.searchParams.get("codigo");
  if (code === null) return undefined;
  address.searchParams.delete("codigo");
  history.replaceState(null, "", address);
  return /^[A-Z2-9]{4}-?[A-Z2-9]{4}$/i.test(code) ? code : undefined;
}

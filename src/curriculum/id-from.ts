/** Id from a title: "What's in a Pod?" becomes "whats-in-a-pod". Empty if no letter of the title can stand in an id. */
export function idFrom(title: string): string {
  return title
    .normalize('NFKD')
    .toLowerCase()
    .replace(/['’\p{M}]/gu, '')
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^-|-$/g, '');
}

/** A number with some digits after the point, as C writes it: what lies in the middle goes to the even neighbor. */
export function fixed(value: number, digits: number): string {
  const places = Math.min(100, Math.max(0, digits));
  const text = value.toFixed(places);
  if (places > 15 || !Number.isFinite(value)) return text;
  const scaled = Math.abs(value) * 10 ** places;
  if (scaled % 1 !== 0.5 || scaled / 10 ** places !== Math.abs(value) || Math.floor(scaled) % 2 !== 0) return text;
  return `${value < 0 ? '-' : ''}${(Math.floor(scaled) / 10 ** places).toFixed(places)}`;
}

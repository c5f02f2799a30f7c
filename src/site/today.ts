/** The moment of the build; SOURCE_DATE_EPOCH (seconds, see reproducible-builds.org) sets it. */
export function buildMoment(): Date {
  const seconds = Number(process.env.SOURCE_DATE_EPOCH || Number.NaN);
  return Number.isFinite(seconds) ? new Date(seconds * 1000) : new Date();
}

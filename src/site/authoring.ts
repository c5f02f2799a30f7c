/** Whether an author is at work (`npm run dev`): drafts are shown, and mistakes are printed instead of ending everything. */
export function isAuthoring(): boolean {
  return process.env.AUTHORING === '1';
}

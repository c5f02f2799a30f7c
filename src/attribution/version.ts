/** The version that follows: `major`, `minor` or `patch` of a semantic version, or a version named outright; undefined if neither. */
export function nextVersion(present: string, step: string | undefined): string | undefined {
  if (step !== undefined && /^\d+\.\d+\.\d+$/.test(step)) return step;
  const [major = 0, minor = 0, patch = 0] = present.split('.').map(Number);
  switch (step) {
    case 'major':
      return `${major + 1}.0.0`;
    case 'minor':
      return `${major}.${minor + 1}.0`;
    case 'patch':
      return `${major}.${minor}.${patch + 1}`;
    default:
      return undefined;
  }
}

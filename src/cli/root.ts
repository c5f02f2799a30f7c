/** Folder that holds `content/`: where the command was called, unless the environment names another one, as tests and benchmarks do. */
export function curriculumRoot(): string {
  return process.env.CURRICULUM_ROOT || process.cwd();
}

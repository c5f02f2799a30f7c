/** The text that makes an actor of a program: its value, evaluated as a script, is what hosts it (`Hosted` of `runtime/index.ts`). */
export function sourceOf(runtime: string, program: string): string {
  return `(() => {${runtime}\nreturn practiceRuntime.host(${JSON.stringify(program)});})()`;
}

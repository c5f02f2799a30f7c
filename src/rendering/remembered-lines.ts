import type { Grammar } from 'shiki/core';

type State = Parameters<Grammar['tokenizeLine2']>[1];
type Tokens = ReturnType<Grammar['tokenizeLine2']>;

/** What a state is made of (@shikijs/vscode-textmate 10: StateStackImpl). */
interface Frame {
  parent: Frame | null;
  toStateStackFrame(): object;
}

/** Lines of a language that are remembered: memory stays small, however many lessons there are. When there are so many, all are forgotten. */
const MOST_LINES = 20_000;

/** A text that is the same for states in which every line would become the same. */
function signature(state: Tokens['ruleStack']): string {
  const frames: object[] = [];
  for (let frame: Frame | null = state as unknown as Frame; frame; frame = frame.parent)
    frames.push(frame.toStateStackFrame());
  return JSON.stringify(frames);
}

/**
 * Has a grammar remember what became of a line in the state that it began in: manifests and programs of lessons have many lines in common.
 * What it gives depends on line and state alone, so that nothing else is given than without it.
 */
export function rememberLines(grammar: Grammar, most = MOST_LINES): void {
  const tokenize = grammar.tokenizeLine2.bind(grammar);
  let known = new Map<State, Map<string, Tokens>>();
  let states = new Map<string, Tokens['ruleStack']>();
  let count = 0;
  grammar.tokenizeLine2 = (line, before, limit) => {
    const lines = known.get(before) ?? new Map<string, Tokens>();
    const found = lines.get(line);
    if (found) return found;
    const made = tokenize(line, before, limit);
    // What was cut off says nothing of the next time.
    if (made.stoppedEarly) return made;
    if (count === most) {
      known = new Map();
      states = new Map();
      count = 0;
    }
    const key = signature(made.ruleStack);
    const after = states.get(key) ?? made.ruleStack;
    states.set(key, after);
    const result = { ...made, ruleStack: after };
    known.set(before, lines.set(line, result));
    count++;
    return result;
  };
}

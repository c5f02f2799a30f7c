const KEYWORDS = new Set([
  'if',
  'then',
  'elif',
  'else',
  'fi',
  'while',
  'until',
  'do',
  'done',
  'for',
  'case',
  'esac',
  'in',
  '!',
  '{',
  '}',
  'function',
  'time',
]);

/** Whether all programs that a script calls are there, as far as one sees that without running it. */
export function isPlayable(script: string, has: (name: string) => boolean): boolean {
  const bare = script
    .replace(/<<-?\s*(['"]?)(\w+)\1[^\n]*\n[\s\S]*?\n\t*\2(?=\n|$)/g, '')
    .replace(/\\[\s\S]/g, '_')
    .replace(/'[^']*'|"[^"]*"/g, 'Q')
    .replace(/#[^\n]*/g, '')
    .replace(/\$\(\([^)]*\)\)|\$\{[^}]*\}/g, 'V')
    .replace(/\d*>&\d|&>|\d*[<>]{1,2}\s*\S+/g, ' ');
  const functions = new Set([...bare.matchAll(/(\w+)\s*\(\s*\)/g)].map(([, name]) => name));
  return bare.split(/[;&|\n()`]+/).every((segment) => {
    const words = segment
      .trim()
      .split(/\s+/)
      .filter((word) => !/^\w+=/.test(word));
    while (words[0] !== undefined && KEYWORDS.has(words[0])) {
      // What follows these are names and patterns, not programs.
      if (words[0] === 'for' || words[0] === 'case' || words[0] === 'in') return true;
      words.shift();
    }
    while (words[0] === 'exec' || words[0] === 'command') words.shift();
    const [name = ''] = words;
    return (
      name === '' ||
      /[$QV*[\]]/.test(name) ||
      functions.has(name) ||
      has(name.replace(/^\/(?:usr\/)?(?:local\/)?s?bin\//, ''))
    );
  });
}

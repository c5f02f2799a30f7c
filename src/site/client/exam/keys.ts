/** What a key means in a sitting. */
export type KeyAction = { kind: 'choose' | 'strike'; place: number } | { kind: 'next' | 'previous' | 'flag' | 'grid' };

const ACTIONS: Readonly<Record<string, 'next' | 'previous' | 'flag' | 'grid'>> = {
  n: 'next',
  ArrowRight: 'next',
  p: 'previous',
  ArrowLeft: 'previous',
  g: 'grid',
};

/**
 * What a key means; nothing where somebody types, or means something to the browser. Letters of options are A to E: F is the flag, and the sixth
 * option has the digit 6. Shift strikes.
 */
export function meaningOf(event: KeyboardEvent): KeyAction | undefined {
  const { key, code, shiftKey, ctrlKey, altKey, metaKey, target } = event;
  if (ctrlKey || altKey || metaKey) return undefined;
  const typed = 'input:not([type="radio"], [type="checkbox"]), textarea, select';
  if (target instanceof Element && target.matches(typed)) return undefined;
  const kind = shiftKey ? 'strike' : 'choose';
  const digit = /^(?:Digit|Numpad)([1-6])$/.exec(code)?.[1];
  if (digit) return { kind, place: Number(digit) - 1 };
  const letter = key.toLowerCase();
  if (/^[a-e]$/.test(letter)) return { kind, place: letter.charCodeAt(0) - 97 };
  if (shiftKey) return undefined;
  if (letter === 'f') return { kind: 'flag' };
  // Arrows move between the options of a group.
  const isArrow = key.startsWith('Arrow');
  if (isArrow && target instanceof Element && target.matches('input[type="radio"]')) return undefined;
  const action = ACTIONS[isArrow ? key : letter];
  return action && { kind: action };
}

import type { AttributionPart } from '../../attribution/guard.ts';

/** What is measured in an open page. */
export interface Measured {
  parts: readonly AttributionPart[];
  /** Text that a part has to show, where it is known. */
  expected: Partial<Record<AttributionPart, string>>;
  /** Smallest letters, in CSS pixels. */
  smallest: number;
  /** Least contrast. */
  least: number;
  /** Whether the page is as it is printed: on white, whatever backgrounds it has. */
  print: boolean;
}

/**
 * What of each part's text cannot be seen in the page as it is shown now: each text, line by line, and everything around it
 * that may hide it. Runs in the page, so it uses nothing but its argument.
 */
export function measureParts({ parts, expected, smallest, least, print }: Measured): [AttributionPart, string][] {
  const OUTSIDE = 'it is cut off or outside of the page';
  const canvas = document.createElement('canvas').getContext('2d', { willReadFrequently: true });
  /** Red, green, blue (0 to 255) and opacity (0 to 1) of any CSS color. */
  const rgba = (color: string): number[] => {
    if (!canvas) return [0, 0, 0, 1];
    canvas.clearRect(0, 0, 1, 1);
    canvas.fillStyle = color;
    canvas.fillRect(0, 0, 1, 1);
    const [red = 0, green = 0, blue = 0, alpha = 255] = canvas.getImageData(0, 0, 1, 1).data;
    return [red, green, blue, alpha / 255];
  };
  /** A color over another one. */
  const over = (top: number[], ground: number[], opacity = 1): number[] => {
    const alpha = (top[3] ?? 1) * opacity;
    return [0, 1, 2].map((index) => (top[index] ?? 0) * alpha + (ground[index] ?? 0) * (1 - alpha));
  };
  const luminance = ([red = 0, green = 0, blue = 0]: number[]): number => {
    const linear = (value: number): number =>
      value / 255 <= 0.04045 ? value / 255 / 12.92 : ((value / 255 + 0.055) / 1.055) ** 2.4;
    return 0.2126 * linear(red) + 0.7152 * linear(green) + 0.0722 * linear(blue);
  };
  const contrastOf = (one: number[], other: number[]): number => {
    const [low = 0, high = 0] = [luminance(one), luminance(other)].sort((a, b) => a - b);
    return (high + 0.05) / (low + 0.05);
  };
  const ancestors = (element: Element): HTMLElement[] => {
    const chain: HTMLElement[] = [];
    for (let one: Element | null = element; one; one = one.parentElement) chain.push(one as HTMLElement);
    return chain;
  };
  const paints = (style: CSSStyleDeclaration): boolean =>
    (rgba(style.backgroundColor)[3] ?? 0) > 0.05 || style.backgroundImage !== 'none';
  const paintingPseudo = (element: Element): boolean =>
    ['::before', '::after'].some((pseudo) => {
      const style = getComputedStyle(element, pseudo);
      return style.content !== 'none' && style.content !== 'normal' && style.display !== 'none' && paints(style);
    });
  /** Grounds that a text may stand on: one color, or those of a gradient; undefined on a picture. */
  const groundsOf = (chain: readonly HTMLElement[]): number[][] | undefined => {
    let grounds: number[][] = [[255, 255, 255]];
    if (print) return grounds;
    for (const element of [...chain].reverse()) {
      const { backgroundColor, backgroundImage } = getComputedStyle(element);
      grounds = grounds.map((ground) => over(rgba(backgroundColor), ground));
      if (backgroundImage === 'none') continue;
      if (backgroundImage.includes('url(')) return undefined;
      const colors = backgroundImage.match(/(?:rgba?|hsla?|oklch|oklab|lab|lch|color)\([^()]*\)|#[\da-f]{3,8}/gi) ?? [];
      grounds = [...grounds, ...grounds.flatMap((ground) => colors.map((color) => over(rgba(color), ground)))];
    }
    return grounds;
  };

  /** What styles around a text hide of it. */
  const styleProblem = (parent: HTMLElement, chain: readonly HTMLElement[]): string | undefined => {
    const styles = chain.map((one) => getComputedStyle(one));
    const [style] = styles;
    const seen = parent.checkVisibility({
      opacityProperty: true,
      visibilityProperty: true,
      contentVisibilityAuto: true,
    });
    if (!style || !seen || styles.some((one) => one.contentVisibility === 'hidden')) return 'it is hidden';
    const opacity = styles.reduce((product, one) => product * Number(one.opacity), 1);
    if (opacity < 0.9) return `it is faint (opacity ${opacity.toFixed(2)})`;
    const size = Number.parseFloat(style.fontSize);
    if (size < smallest) return `its letters are ${size.toFixed(1)} px high; at least ${smallest} are needed`;
    for (const one of styles) {
      if (one.clipPath !== 'none' || one.maskImage !== 'none') return 'a shape cuts it out (clip-path or mask)';
      if (/absolute|fixed/.test(one.position) && !/^(auto)?$/.test(one.getPropertyValue('clip')))
        return 'a shape cuts it out (clip)';
      if (one.filter !== 'none' || one.mixBlendMode !== 'normal') return 'a filter changes how it looks';
      if (one.userSelect === 'none') return 'it cannot be selected and copied';
    }
    const security = style.getPropertyValue('-webkit-text-security');
    if (security !== '' && security !== 'none') return 'its letters are replaced by dots';
    const grounds = groundsOf(chain);
    if (!grounds) return 'it stands on a picture, so that nobody can tell whether it can be read';
    const fill = rgba(style.getPropertyValue('-webkit-text-fill-color') || style.color);
    const contrast = Math.min(...grounds.map((ground) => contrastOf(over(fill, ground, opacity), ground)));
    return contrast < least ? `its contrast is ${contrast.toFixed(2)}; at least ${least} is needed` : undefined;
  };

  /** Whether a line is cut off by an element around it. */
  const cut = (line: DOMRect, chain: readonly HTMLElement[], size: number): boolean =>
    chain.some((one) => {
      if (one === document.documentElement || one === document.body) return false;
      const { overflowX, overflowY } = getComputedStyle(one);
      if (overflowX === 'visible' && overflowY === 'visible') return false;
      const box = one.getBoundingClientRect();
      if (/auto|scroll/.test(`${overflowX} ${overflowY}`)) return box.height < size || box.width < size;
      const width = Math.min(line.right, box.right) - Math.max(line.left, box.left);
      const height = Math.min(line.bottom, box.bottom) - Math.max(line.top, box.top);
      return width < line.width * 0.9 || height < Math.min(line.height * 0.7, size);
    });

  /** Whether something lies over a point of a text. */
  const covered = (parent: HTMLElement, x: number, y: number): boolean => {
    const stack = document.elementsFromPoint(x, y);
    const own = stack.findIndex((element) => element === parent || parent.contains(element));
    if (own < 0) return true;
    return stack.slice(0, own).some((element) => {
      if (/^(img|svg|canvas|video|iframe|object|embed)$/i.test(element.tagName)) return true;
      return paints(getComputedStyle(element)) || paintingPseudo(element);
    });
  };

  const linesProblem = (text: Text, parent: HTMLElement, chain: readonly HTMLElement[]): string | undefined => {
    parent.scrollIntoView({ block: 'center', behavior: 'instant' });
    const size = Number.parseFloat(getComputedStyle(parent).fontSize);
    const range = document.createRange();
    range.selectNodeContents(text);
    const lines = [...range.getClientRects()].filter(({ width, height }) => width > 0 || height > 0);
    const letters = text.data.replace(/\s+/g, '').length;
    const width = lines.reduce((sum, line) => sum + line.width, 0);
    const lowest = Math.min(...lines.map(({ height }) => height));
    if (lines.length > 0 && lowest < smallest) return `its lines are ${lowest.toFixed(1)} px high`;
    if (width < letters * size * 0.2) return OUTSIDE;
    const whole = parent.getBoundingClientRect().height <= innerHeight;
    for (const line of lines) {
      // Where nobody scrolls sideways, what stands beside the page is not seen.
      const [left, right] = [line.left + scrollX, line.right + scrollX];
      if (left < -2 || right > document.documentElement.clientWidth + 2 || line.top + scrollY < -1) return OUTSIDE;
      const inView = line.top >= 0 && line.bottom <= innerHeight;
      if (whole && !inView) return OUTSIDE;
      if (cut(line, chain, size)) return OUTSIDE;
      const middle = line.top + line.height / 2;
      const points = [line.left + Math.min(8, line.width / 2), line.left + line.width / 2];
      if (inView && points.some((x) => covered(parent, Math.min(Math.max(x, 0), innerWidth - 1), middle)))
        return 'something covers it';
    }
    return undefined;
  };

  const problemOf = (part: AttributionPart): string | undefined => {
    const element = document.querySelector<HTMLElement>(`[data-colophon] [data-attribution="${part}"]`);
    const squash = (text: string): string => text.replace(/\s+/g, '');
    if (!element || squash(element.textContent ?? '') === '') return 'it is not there';
    const wanted = expected[part];
    if (wanted !== undefined && !squash(element.textContent ?? '').includes(squash(wanted)))
      return 'it says something else once the page is open';
    const walker = document.createTreeWalker(element, NodeFilter.SHOW_TEXT);
    for (let node = walker.nextNode(); node; node = walker.nextNode()) {
      const parent = node.parentElement;
      if (!parent || !(node as Text).data.trim()) continue;
      const chain = ancestors(parent);
      const problem = styleProblem(parent, chain) ?? linesProblem(node as Text, parent, chain);
      if (problem !== undefined) return problem;
    }
    return undefined;
  };

  // What lets clicks through is seen all the same, and what moves is judged by where it ends.
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(
    ['', '::before', '::after']
      .map((pseudo) => `*:not(#_)${pseudo} { pointer-events: auto !important; transition: none !important; }`)
      .join(' '),
  );
  document.adoptedStyleSheets = [...document.adoptedStyleSheets, sheet];
  for (const animation of document.getAnimations())
    if (animation.effect?.getComputedTiming().endTime !== Number.POSITIVE_INFINITY) animation.finish();
  const problems = parts.flatMap((part): [AttributionPart, string][] => {
    const problem = problemOf(part);
    return problem === undefined ? [] : [[part, problem]];
  });
  document.adoptedStyleSheets = document.adoptedStyleSheets.filter((one) => one !== sheet);
  return problems;
}

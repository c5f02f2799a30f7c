type Triple = readonly [number, number, number];

/** An OKLCH color, such as `oklch(0.5 0.1 250)`, as linear sRGB; what no screen can show is clipped. @throws if it is none. */
function linearRgb(oklch: string): Triple {
  const match = /^oklch\(\s*([\d.]+)\s+([\d.]+)\s+([\d.]+)\s*\)$/.exec(oklch.trim());
  if (!match) throw new Error(`not an OKLCH colour: ${oklch}`);
  const [lightness = 0, chroma = 0, hue = 0] = match.slice(1).map(Number);
  const a = chroma * Math.cos((hue * Math.PI) / 180);
  const b = chroma * Math.sin((hue * Math.PI) / 180);
  const l = (lightness + 0.3963377774 * a + 0.2158037573 * b) ** 3;
  const m = (lightness - 0.1055613458 * a - 0.0638541728 * b) ** 3;
  const s = (lightness - 0.0894841775 * a - 1.291485548 * b) ** 3;
  const clip = (value: number): number => Math.min(1, Math.max(0, value));
  return [
    clip(4.0767416621 * l - 3.3077115913 * m + 0.2309699292 * s),
    clip(-1.2684380046 * l + 2.6097574011 * m - 0.3413193965 * s),
    clip(-0.0041960863 * l - 0.7034186147 * m + 1.707614701 * s),
  ];
}

/** The bytes of a color that screens show. */
export function srgbBytes(oklch: string): number[] {
  return linearRgb(oklch).map((value) =>
    Math.round(255 * (value <= 0.0031308 ? 12.92 * value : 1.055 * value ** (1 / 2.4) - 0.055)),
  );
}

/** Contrast of two OKLCH colors after WCAG 2: 1 (none) to 21 (black on white). */
export function contrast(one: string, other: string): number {
  const luminance = (color: string): number => {
    const [red, green, blue] = linearRgb(color);
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
  };
  const [low = 0, high = 0] = [luminance(one), luminance(other)].sort((a, b) => a - b);
  return (high + 0.05) / (low + 0.05);
}

/** The colors of a style sheet that are declared as `--name: light-dark(oklch(…), oklch(…))`. */
export function colorTokens(css: string): Map<string, { light: string; dark: string }> {
  const declaration = /--([\w-]+):\s*light-dark\(\s*(oklch\([^)]*\))\s*,\s*(oklch\([^)]*\))\s*\)/g;
  return new Map(
    [...css.matchAll(declaration)].map(([, name = '', light = '', dark = '']) => [name, { light, dark }] as const),
  );
}

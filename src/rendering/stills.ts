import type { Course, Frame } from '../lab/figures/frame.ts';
import type { FigureName, Settings } from '../lab/figures/settings.ts';
import type { RenderContext } from './context.ts';

/** Pictures that were made, by figure and settings: the same settings always lead to the same. */
const known = new Map<string, Frame>();

/** The picture that stands for all that happens in a figure. The engine is loaded with the first: few lessons have any. */
async function stillOf(figure: FigureName, settings: Settings): Promise<Frame> {
  const { models } = await import('../lab/figures/index.ts');
  const { frames, still }: Course = await models[figure].run(settings);
  return frames[still] as Frame;
}

/**
 * Renders something with the stills of its explorable figures, which the practice cluster makes. They take a while and rendering does not
 * wait, so what has figures is rendered once to learn which, and once with them.
 */
export async function withStills<Result>(render: (still: RenderContext['still']) => Result): Promise<Result> {
  const wanted = new Map<string, [FigureName, Settings]>();
  const still: RenderContext['still'] = (figure, settings) => {
    const key = `${figure} ${JSON.stringify(settings)}`;
    if (!known.has(key)) wanted.set(key, [figure, settings]);
    return known.get(key);
  };
  const result = render(still);
  if (wanted.size === 0) return result;
  for (const [key, [figure, settings]] of wanted) known.set(key, await stillOf(figure, settings));
  return render(still);
}

import { z } from 'zod';
import type { LessonFile } from '../../curriculum/model.ts';
import { isPlayed } from '../../curriculum/schema/lab-start.ts';
import { didYouMean } from '../../findings/suggest.ts';
import { attributes, escapeHtml } from '../../strings/html.ts';
import { firstBeyond, parseLines, renderCode } from '../code.ts';
import { defineComponent, type Use } from '../component.ts';
import type { RenderContext } from '../context.ts';
import { drawingBox } from '../drawing-box.ts';
import { imageSizeOf } from '../image-size.ts';
import { inlineSvg } from '../inline-svg.ts';
import { languageOfFile } from '../language.ts';
import { downloadOf, imageOf, savedName } from '../published-files.ts';
import { extractRegion, regionNames, withoutMarkers } from '../region.ts';
import { renderTerminal } from '../terminal.ts';

function findFile(name: string, use: Use<unknown>, context: RenderContext): LessonFile | undefined {
  const found = context.lesson.files.get(name);
  const folder = `${context.lesson.folder}/files/`;
  // A file that exceeds a limit is there.
  if (!found && context.curriculum.unread.has(folder + name)) return undefined;
  if (!found) {
    const bare = name.replace(/^(\.\/)?files\//, '');
    const isPath = bare !== name && context.lesson.files.has(bare);
    context.report('file/unknown', use.place, {
      message: `The lesson has no file "${name}".${didYouMean(isPath ? bare : name, context.lesson.files.keys())}`,
      why: 'What is shown comes from a file, so that it can be checked and downloaded.',
      remedy: isPath
        ? `Write the name without what stands before it: "${bare}".`
        : `Correct the name, or add ${folder}${bare}.`,
    });
  }
  return found;
}

/** A file of the lesson, or a named region of it. */
export const file = defineComponent({
  name: 'File',
  form: 'block',
  about: 'Shows a file from files/, or a named region of it, with lines highlighted.',
  props: {
    name: z.string().min(1),
    region: z.string().optional(),
    lines: z
      .string()
      .refine((text) => parseLines(text) !== undefined, 'numbers from 1 and ranges, such as 2,4-6')
      .optional(),
    title: z.string().optional(),
  },
  render: (use, context) => {
    const { props, place } = use;
    const found = findFile(props.name, use, context);
    if (!found) return '';
    const code = props.region === undefined ? withoutMarkers(found.text) : extractRegion(found.text, props.region);
    if (code === undefined) {
      context.report('file/unknown-region', place, {
        message: `"${props.name}" has no region "${props.region}".${didYouMean(props.region ?? '', regionNames(found.text))}`,
        why: 'Nothing would be shown.',
        remedy: `Correct the name, or put the lines "# region ${props.region}" and "# endregion ${props.region}" into the file.`,
      });
      return '';
    }
    const marked = props.lines === undefined ? undefined : parseLines(props.lines);
    const beyond = firstBeyond(marked, code);
    if (beyond) {
      context.report('file/lines', place, {
        message: `lines="${props.lines}" highlights line ${beyond.line}, but only ${beyond.count} lines are shown.`,
        why: 'The highlight has moved away from what it was meant for.',
        remedy: 'Correct the numbers; they count within what is shown.',
      });
    }
    return renderCode(
      {
        code,
        language: languageOfFile(props.name),
        title: props.title ?? props.name,
        marked,
        isColored: context.isColored,
        download: {
          address: context.links.lessonFile(context.lesson.id, downloadOf(found).name),
          name: savedName(found),
        },
      },
      context.t,
    );
  },
});

/** A recorded terminal session from a file. */
export const terminal = defineComponent({
  name: 'Terminal',
  form: 'block',
  about: 'Shows a recorded terminal session from files/; commands and output are told apart.',
  props: { file: z.string().min(1), title: z.string().optional(), ran: z.enum(['here', 'real-cluster']) },
  render: (use, context) => {
    const found = findFile(use.props.file, use, context);
    if (!found) return '';
    const { file, ran } = use.props;
    const session = context.lesson.lab?.sessions.find((one) => one.file === file);
    const played =
      ran === 'real-cluster' && session && isPlayed(session)
        ? { file, about: context.links.practiceCluster }
        : undefined;
    return renderTerminal(found.text, { ...use.props, played }, context.t);
  },
});

function reportNoImage({ props, place }: Use<{ src: string }>, context: RenderContext): void {
  context.report('file/no-image', place, {
    message: `"${props.src}" is no image that browsers show.`,
    why: 'A broken picture would stand on the page.',
    remedy:
      'Name an SVG, PNG, JPEG, GIF, WebP or AVIF file, with the ending that belongs to its kind; show text with <File>.',
  });
}

/** An image from a file. */
export const figure = defineComponent({
  name: 'Figure',
  form: 'block',
  about: 'Shows an image from files/ with a text alternative and a caption.',
  props: { src: z.string().min(1), alt: z.string().min(1), caption: z.string().optional() },
  render: (use, context) => {
    const found = findFile(use.props.src, use, context);
    if (!found) return '';
    const shown = imageOf(found);
    if (!shown) {
      // What an SVG may not do is reported with its file, whoever shows it.
      if (!/\.svg$/i.test(found.name)) reportNoImage(use, context);
      return '';
    }
    const caption = use.props.caption === undefined ? '' : `<figcaption>${escapeHtml(use.props.caption)}</figcaption>`;
    const inline = found.name.endsWith('.svg') ? inlineSvg(found.text, context.idPrefix()) : undefined;
    if (inline !== undefined)
      return `<figure class="image drawing">${drawingBox(inline, use.props.alt)}${caption}</figure>`;
    const size = imageSizeOf(found);
    const image = attributes({
      src: context.links.lessonFile(context.lesson.id, shown.name),
      alt: use.props.alt,
      width: size?.width,
      height: size?.height,
      loading: 'lazy',
    });
    return `<figure class="image"><img${image}>${caption}</figure>`;
  },
});

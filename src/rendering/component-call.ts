import type { z } from 'zod';
import { didYouMean } from '../findings/suggest.ts';
import { isComponentNode, type LessonComponent, stringAttributes } from './component.ts';
import { lessonComponents } from './components/index.ts';
import type { ComponentNode, Node, RenderContext } from './context.ts';

const byName = new Map<string, LessonComponent>(lessonComponents.map((component) => [component.name, component]));
/** What a name that is misspelled may stand for. Who writes <Note> means readers to see it, and no reader sees <Notes>. */
const proposed = [...byName.keys()].filter((name) => name !== 'Notes');

/** A component as HTML; unknown components and props that do not fit are reported and render as nothing. */
export function renderComponent(node: ComponentNode, context: RenderContext): string {
  const name = node.name ?? '';
  const place = node.position?.start;
  const component = byName.get(name);
  if (!component) {
    const isTag = /^[a-z]/.test(name);
    context.report(isTag ? 'component/html-tag' : 'component/unknown', place, {
      message:
        isTag || name === ''
          ? `HTML such as <${name}> is not allowed in lessons.`
          : `There is no component <${name}>.${didYouMean(name, proposed)}`,
      why: 'Nothing would be shown in its place.',
      remedy: isTag
        ? 'Use Markdown or a component; if you mean the characters, write \\< or put them in backticks.'
        : `Use one of: ${[...byName.keys()].join(', ')}.`,
    });
    // What stands inside may have mistakes of its own.
    renderInside(node, context);
    return '';
  }
  const props = readProps(node, component, context);
  if (props === undefined) {
    // Shown wrongly is not missing, and what stands inside may have mistakes of its own.
    context.used.push({ name, place });
    renderInside(node, context);
    return '';
  }
  if (component.form === 'block' && node.type === 'mdxJsxTextElement') {
    context.report('component/placement', place, {
      message: `<${name}> stands inside a line of text.`,
      why: 'It is a block; inside a sentence it breaks the paragraph.',
      remedy: `Put <${name}> on a line of its own, with a blank line before and after it.`,
    });
    context.used.push({ name, place });
    renderInside(node, context);
    return '';
  }
  if (component.parent !== undefined && context.open.at(-1) !== component.parent) {
    context.report('component/parent', place, {
      message: `<${name}> stands outside of <${component.parent}>.`,
      why: 'Alone it is lost: there is nothing to choose from or to compare with.',
      remedy: `Put it into <${component.parent}> … </${component.parent}>.`,
    });
  }
  context.used.push({ name, place });
  context.open.push(name);
  const html = component.render({ props, children: node.children, place }, context);
  context.open.pop();
  return html;
}

/** What readers read of a component, as plain text; undefined if that is what stands inside of it, or if it is no component. */
export function componentText(node: Node, context: RenderContext): string | undefined {
  if (!isComponentNode(node)) return undefined;
  return byName.get(node.name ?? '')?.text?.(stringAttributes(node), context);
}

/** Renders the children of a component as if it were whole, for the sake of the mistakes in them. */
function renderInside(node: ComponentNode, context: RenderContext): void {
  context.open.push(node.name ?? '');
  context.html(node.children);
  context.open.pop();
}

/** What a prop should be, as a sentence with a leading space. */
function expectation(issue: z.core.$ZodIssue): string {
  if (issue.code === 'invalid_value') return ` Use one of: ${issue.values.map(String).join(', ')}.`;
  if (issue.code === 'custom') return ` Write ${issue.message}.`;
  return '';
}

/** Stands for the value of a prop in braces, which is not known; no text of a lesson has this character. */
const EXPRESSION = '\0';

function readProps(
  node: ComponentNode,
  component: LessonComponent,
  context: RenderContext,
): Record<string, unknown> | undefined {
  const given: Record<string, string> = {};
  let hasExpression = false;
  const place = node.position?.start;
  for (const attribute of node.attributes) {
    if (
      attribute.type !== 'mdxJsxAttribute' ||
      (attribute.value !== null && attribute.value !== undefined && typeof attribute.value !== 'string')
    ) {
      context.report('component/expression', place, {
        message: `<${component.name}> has a prop in braces.`,
        why: 'Lessons are data: no code of theirs runs when the site is built.',
        remedy: 'Write props as text in quotes, such as name="pod.yaml".',
      });
      hasExpression = true;
      if (attribute.type === 'mdxJsxAttribute') given[attribute.name] = EXPRESSION;
      continue;
    }
    given[attribute.name] = attribute.value ?? '';
  }
  const hasSpread = node.attributes.some(({ type }) => type !== 'mdxJsxAttribute');
  const result = component.props.safeParse(given);
  if (result.success) return hasExpression ? undefined : result.data;
  const known = Object.keys(component.props.shape);
  for (const issue of result.error.issues) {
    if (issue.code === 'unrecognized_keys') {
      for (const key of issue.keys) {
        context.report('component/unknown-prop', place, {
          message: `<${component.name}> has no prop "${key}".${didYouMean(key, known)}`,
          why: 'A prop that nobody reads does nothing.',
          remedy: known.length > 0 ? `Use one of: ${known.join(', ')}.` : 'Remove it: this component takes no props.',
        });
      }
      continue;
    }
    const key = String(issue.path[0]);
    // Its value is not known, and it has been said that it must be.
    if (given[key] === EXPRESSION) continue;
    const missing = !(key in given);
    // Braces without a name may have held any of them.
    if (missing && hasSpread) continue;
    const values = expectation(issue);
    context.report(missing ? 'component/missing-prop' : 'component/prop-value', place, {
      message: missing
        ? `<${component.name}> needs the prop "${key}".`
        : `The prop ${key}="${given[key]}" of <${component.name}> does not fit.${values}`,
      why: `Nothing would be shown in its place. ${component.about}`,
      remedy: missing ? `Add ${key}="…".${values}` : `Correct the value of "${key}".`,
    });
  }
  return undefined;
}

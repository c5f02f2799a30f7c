import { describe, expect, test } from 'vitest';
import { z } from 'zod';
import { editorSchemas, lessonEditorSchema } from '../../src/authoring/editor-schemas.ts';
import { loadTiny } from '../helpers/fixture.ts';

const tiny = loadTiny({ drafts: true });

describe('schemas for editors', () => {
  test('propose ids where they belong, and allow others', () => {
    const schema = z.fromJSONSchema(editorSchemas(tiny).get('quiz.json') as z.core.JSONSchema.JSONSchema);
    expect(JSON.stringify(editorSchemas(tiny).get('quiz.json'))).toContain('"TCS-NAV-1"');
    expect(JSON.stringify(editorSchemas(tiny).get('layer.json'))).toContain('"tie-a-bowline"');
    expect(schema.safeParse({ items: [{ competencies: ['NOT-YET-1'] }] }).success).toBe(true);
    expect(schema.safeParse({ items: [{ competencies: [1] }] }).success).toBe(false);
  });

  test('propose authors, prerequisites, competencies and terms in frontmatter', () => {
    const text = JSON.stringify(z.toJSONSchema(lessonEditorSchema(tiny), { io: 'input', unrepresentable: 'any' }));
    for (const id of ['ada', 'belay-a-cleat', 'TCS-ROPE-2', 'working-end']) expect(text).toContain(`"${id}"`);
  });
});

import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { headersFor, parseHeaders } from '../../src/site/headers.ts';
import { THEME_SCRIPT } from '../../src/site/theme-script.ts';

const text = `# For all pages
/*
  X-One: 1
  Content-Security-Policy: default-src 'none'; img-src 'self'

/assets/*
  # long
  X-One: 2
  Cache-Control: public, max-age=31536000
/a.b
  X-Dot: yes
`;

describe('a _headers file', () => {
  const rules = parseHeaders(text);

  test('sets headers by path', () => {
    expect(headersFor(rules, '/lessons/')).toEqual({
      'X-One': '1',
      'Content-Security-Policy': "default-src 'none'; img-src 'self'",
    });
  });

  test('adds later rules to earlier ones, and replaces what they say again', () => {
    expect(headersFor(rules, '/assets/x.js')).toEqual({
      'X-One': '2',
      'Content-Security-Policy': "default-src 'none'; img-src 'self'",
      'Cache-Control': 'public, max-age=31536000',
    });
  });

  test('takes a dot for a dot', () => {
    expect(headersFor(rules, '/a.b')).toHaveProperty('X-Dot', 'yes');
    expect(headersFor(rules, '/aXb')).not.toHaveProperty('X-Dot');
  });

  test('matches whole paths', () => {
    expect(headersFor(rules, '/x/assets/y')).not.toHaveProperty('Cache-Control');
  });

  test('says the same with Windows line ends', () => {
    expect(headersFor(parseHeaders(text.replace(/\n/g, '\r\n')), '/assets/x.js')).toEqual(
      headersFor(rules, '/assets/x.js'),
    );
  });

  test('may be empty', () => {
    expect(headersFor(parseHeaders('\n# nothing\n'), '/')).toEqual({});
  });
});

describe('the headers of this site', () => {
  const headers = headersFor(parseHeaders(readFileSync('public/_headers', 'utf8')), '/lessons/x/');
  const policy = new Map(
    (headers['Content-Security-Policy'] ?? '').split(';').map((directive) => {
      const [name = '', ...sources] = directive.trim().split(/\s+/);
      return [name, sources];
    }),
  );

  test('allow the one inline script by its hash, and no other', () => {
    const hash = createHash('sha256').update(THEME_SCRIPT).digest('base64');
    expect(policy.get('script-src')?.filter((source) => source.startsWith("'sha256-"))).toEqual([`'sha256-${hash}'`]);
  });

  test('allow nothing that is not named, and nothing inline', () => {
    expect(policy.get('default-src')).toEqual(["'none'"]);
    expect(policy.get('style-src')).toEqual(["'self'"]);
    expect(headers['Content-Security-Policy']).not.toMatch(/unsafe-inline|'unsafe-eval'|https?:|\s\*/);
  });

  test('keep the site out of frames and types as declared', () => {
    expect(policy.get('frame-ancestors')).toEqual(["'none'"]);
    expect(headers['X-Content-Type-Options']).toBe('nosniff');
  });
});

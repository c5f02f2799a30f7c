import { describe, expect, test } from 'vitest';
import { headersFor, parseHeaders } from '../../src/site/headers.ts';

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

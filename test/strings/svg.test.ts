import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { sanitizedSvg, svgProblem } from '../../src/strings/svg.ts';

const image = (inside: string): string => `<svg xmlns="http://www.w3.org/2000/svg">${inside}</svg>`;

describe('an SVG image', () => {
  test.each([
    '<rect x="1" y="2" width="3" height="4" fill="url(#shade)" marker-end="url(#tip)"/>',
    '<style>rect { fill: red } @media print { rect { fill: none } }</style><rect/>',
    '<image href="data:image/png;base64,iVBORw0KGgo="/>',
    `<image href="data:image/svg+xml;base64,${Buffer.from(image('<rect/>')).toString('base64')}"/>`,
    '<defs><linearGradient id="shade"><stop offset="1"/></linearGradient></defs><use href="#shade"/>',
    '<title>A &lt;script&gt; that is text</title>',
    '<!-- <script>alert(1)</script> --><text>&#x41;</text>',
  ])('may draw: %s', (inside) => {
    expect(svgProblem(image(inside))).toBeUndefined();
    const written = sanitizedSvg(image(inside)) ?? '';
    expect(svgProblem(written)).toBeUndefined();
    expect(sanitizedSvg(written)).toBe(written);
    expect(written).not.toMatch(/<script|<!--/);
  });

  test.each([
    ['<script>alert(1)</script>', 'a <script>'],
    ['<x:script xmlns:x="http://www.w3.org/2000/svg">alert(1)</x:script>', 'a <x:script>'],
    ['<g onload=alert(1)>', 'an event handler'],
    ['<rect/onclick="x()"/>', 'an event handler'],
    ['<a xlink:href="java&#10;script:alert(1)"><text>x</text></a>', 'a javascript: link'],
    ['<a href="&#x6A;avascript:alert(1)"><text>x</text></a>', 'a javascript: link'],
    ['<use href="https://elsewhere.example/a.svg#b"/>', 'a link to something outside'],
    ['<use href="//elsewhere.example/a.svg#b"/>', 'a link to something outside'],
    [
      `<image href="data:image/svg+xml;base64,${Buffer.from(image('<script/>')).toString('base64')}"/>`,
      'a link to something outside',
    ],
    ['<image xlink:href="data:text/html,x"/>', 'a link to something outside'],
    ['<foreignObject><iframe></iframe></foreignObject>', 'a <foreignObject>'],
    ['<set attributeName="href" to="javascript:alert(1)"/>', 'a <set>'],
    ['<animate attributeName="href" values="javascript:alert(1)"/>', 'a <animate>'],
    ['<handler type="application/ecmascript">alert(1)</handler>', 'a <handler>'],
    ['<title><img src=x onerror=alert(1)></title>', 'a <img>'],
    ['<rect fill="url(https://elsewhere.example/x)"/>', 'a style that loads something from outside'],
    ['<rect fill="u\\72l(https://elsewhere.example/x)"/>', 'a style that loads something from outside'],
    ['<rect style="background: url(//elsewhere.example/x)"/>', 'a style that loads something from outside'],
    ['<style>@import "//elsewhere.example/x";</style>', 'a style that loads something from outside'],
    ['<style>rect { background: image-set("x.png" 1x) }</style>', 'a style that loads something from outside'],
    ['<style>@font-face { src: url(x.woff) }</style>', 'a style that loads something from outside'],
  ])('may not hold %s', (inside, problem) => {
    expect(svgProblem(image(inside))).toBe(problem);
    expect(sanitizedSvg(image(inside))).toBeUndefined();
  });

  test.each([
    '<html><body>404</body></html>',
    '',
    'text',
    `${image('')}<p>more</p>`,
    image('<p>a paragraph ends the image for a browser</p>'),
    image(`${'<g>'.repeat(5000)}`),
  ])('is something else, if it is %.40s', (text) => {
    expect(svgProblem(text)).toBe('none');
  });

  test('declares no entities', () => {
    expect(svgProblem(`<!DOCTYPE svg [<!ENTITY x "y">]>${image('&x;')}`)).toBe('an entity declaration');
  });

  test('is written anew as XML that browsers read', () => {
    const written = sanitizedSvg(`<?xml version="1.0"?>\n${image('<g><path d="M0 0"/><text>a&nbsp;b</text></g>')}\n`);
    expect(written).toBe('<svg xmlns="http://www.w3.org/2000/svg"><g><path d="M0 0" /><text>a\u00A0b</text></g></svg>');
  });

  test('keeps what the figures of lessons draw', () => {
    const path = 'content/courses/introduction/running-applications/pods/files/pod.svg';
    const text = readFileSync(path, 'utf8');
    const count = (svg: string): number => svg.match(/<[a-z]/g)?.length ?? 0;
    expect(count(sanitizedSvg(text) ?? '')).toBe(count(text));
  });
});

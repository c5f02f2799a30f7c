import { describe, expect, test } from 'vitest';
import { sectionMinutes } from '../../src/site/section-minutes.ts';

const sections = (...shares: (number | [number])[]) =>
  shares.map((share, index) => ({
    id: `s-${index}`,
    title: '',
    share: Array.isArray(share) ? share[0] : share,
    ...(Array.isArray(share) ? { lab: true } : {}),
  }));

describe('minutes of sections', () => {
  test.each([
    ['the lab has its own', sections(0.5, 0.4, [0.1]), { reading: 22, lab: 28 }, [11, 9, 30]],
    ['what is rounded away is given back', sections(1 / 3, 1 / 3, 1 / 3), { reading: 10, lab: 0 }, [4, 3, 3]],
    ['short ones take a minute of the long ones', sections(0.9, 0.05, 0.05), { reading: 5, lab: 0 }, [3, 1, 1]],
    ['two labs share', sections([0.5], [0.5]), { reading: 4, lab: 10 }, [7, 7]],
    ['more sections than minutes', sections(0.25, 0.25, 0.25, 0.25), { reading: 2, lab: 0 }, [1, 1, 1, 1]],
    ['a lab that no section has is none of theirs', sections(0.5, 0.5), { reading: 6, lab: 20 }, [3, 3]],
    ['none', [], { reading: 6, lab: 0 }, []],
  ])('add up to those of the lesson: %s', (_name, parts, minutes, expected) => {
    expect(sectionMinutes(parts, minutes)).toEqual(expected);
  });
});

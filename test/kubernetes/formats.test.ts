import { describe, expect, test } from 'vitest';
import { isTimeZone, scheduleFault } from '../../src/kubernetes/cron.ts';
import {
  gatewayMilliseconds,
  isConfigKey,
  isCountOrPercentage,
  isEnvironmentName,
  isGatewayDuration,
  isLabelValue,
  isQualifiedName,
  meantQuantity,
  portNameFault,
  quantityValue,
} from '../../src/kubernetes/formats.ts';
import { hostFault, imageFault, isAddress, isBlock, isStrictlyWithin } from '../../src/kubernetes/hosts-and-images.ts';

describe('quantities', () => {
  test.each([
    ['250m', 0.25],
    ['1', 1],
    [0.5, 0.5],
    ['.5', 0.5],
    ['5.', 5],
    ['100M', 1e8],
    ['128Mi', 134217728],
    ['1.5Gi', 1610612736],
    ['10k', 10_000],
    ['1e3', 1000],
    ['12E6', 12_000_000],
    ['2E', 2e18],
    ['-1', -1],
  ])('%s is %d', (text, value) => {
    expect(quantityValue(text)).toBe(value);
  });

  test.each(['100mb', '1,5Gi', '1 Gi', '10K', 'Gi', '', '1GB', '0x10', '1.2.3', true, null])('%s is none', (text) => {
    expect(quantityValue(text)).toBeUndefined();
  });

  test.each([
    ['100mb', '100M'],
    ['1,5Gi', '1.5Gi'],
    ['1 Gi', '1Gi'],
    ['512MiB', '512Mi'],
    ['10K', '10k'],
    ['2gb', '2G'],
    ['64bytes', '64'],
    ['a lot', undefined],
    ['3 apples', undefined],
  ])('by %s somebody means %s', (text, meant) => {
    expect(meantQuantity(text)).toBe(meant);
  });
});

describe('schedules', () => {
  test.each([
    '*/5 * * * *',
    '0 3 * * 1-5',
    '30 6 1,15 * ?',
    '0 0 1 JAN sun',
    '0 8-18/2 * feb-nov mon,wed,FRI',
    '5/15 * * * *',
    '@daily',
    '@every 1h30m',
    '  0 0 * * *  ',
  ])('%s', (schedule) => {
    expect(scheduleFault(schedule)).toBeUndefined();
  });

  test.each([
    ['60 * * * *', '"60" is out of range: the minute goes from 0 to 59.'],
    ['0 24 * * *', '"24" is out of range: the hour goes from 0 to 23.'],
    ['0 0 0 * *', '"0" is out of range: the day of the month goes from 1 to 31.'],
    ['0 0 * * 7', '"7" is out of range: the day of the week goes from 0 to 6. Sunday is 0.'],
    ['0 0 * * fri-mon', '"fri-mon" goes backwards.'],
    ['*/0 * * * *', '"*/0" has a step of 0, and would never end.'],
    ['0 0 * * funday', '"funday" cannot be the day of the week of a schedule.'],
    ['0 0 L * *', '"L" cannot be the day of the month of a schedule.'],
    [
      '0 0 * *',
      "The schedule has 4 fields; a CronJob's has 5: minute, hour, day of the month, month, day of the week.",
    ],
    ['hourly', "The schedule has 1 field; a CronJob's has 5: minute, hour, day of the month, month, day of the week."],
    [
      '@reboot',
      '"@reboot" is no schedule; those with a name are @yearly, @annually, @monthly, @weekly, @daily, @midnight, @hourly.',
    ],
    ['CRON_TZ=UTC 0 0 * * *', 'The schedule names a time zone; "spec.timeZone" is the place for it.'],
  ])('%s is none', (schedule, fault) => {
    expect(scheduleFault(schedule)).toBe(fault);
  });

  test.each(['Europe/Berlin', 'Etc/UTC', 'UTC', 'America/Argentina/Buenos_Aires', 'Etc/GMT+5'])('%s', (zone) => {
    expect(isTimeZone(zone)).toBe(true);
  });

  test.each(['Berlin', 'Local', '+02:00', 'Europe/Berlyn', ''])('"%s" is no time zone', (zone) => {
    expect(isTimeZone(zone)).toBe(false);
  });
});

describe('addresses', () => {
  test('of hosts and blocks', () => {
    expect(['192.0.2.1', '2001:db8::1', '::1'].every(isAddress)).toBe(true);
    expect(['192.0.2.256', '1.2.3', 'a.example', '', 'fe80::1%eth0'].some(isAddress)).toBe(false);
    expect(['10.0.0.0/8', '0.0.0.0/0', '2001:db8::/32', '192.0.2.7/32'].every(isBlock)).toBe(true);
    expect(['10.0.0.0', '10.0.0.0/33', '10.0.0/8', '2001:db8::/129', '/8'].some(isBlock)).toBe(false);
  });

  test.each([
    ['10.1.0.0/16', '10.0.0.0/8', true],
    ['10.0.0.0/8', '10.0.0.0/8', false],
    ['11.0.0.0/16', '10.0.0.0/8', false],
    ['2001:db8:1::/48', '2001:db8::/32', true],
    ['2001:db9::/48', '2001:db8::/32', false],
    ['10.0.0.0/16', '::/0', false],
  ])('%s within %s: %s', (inner, outer, expected) => {
    expect(isStrictlyWithin(inner, outer)).toBe(expected);
  });

  test.each([
    ['shop.example.com', true, undefined],
    ['*.example.com', true, undefined],
    ['*.example.com', false, 'may not have a wildcard'],
    ['shop.*.com', true, 'may have "*" only in place of its first part'],
    ['192.0.2.1', true, 'is an IP address, not the name of a host'],
    ['https://shop.example.com', true, 'is a URL; write the name of the host alone'],
    ['shop.example.com:8080', true, 'holds a port; write the name of the host alone'],
    ['shop.example.com/a', true, 'holds a path; write the name of the host alone'],
    ['Shop.example.com', true, 'is not the name of a host: lower-case letters, digits, hyphens and dots'],
  ])('the host %s', (host, wildcard, fault) => {
    expect(hostFault(host, wildcard)).toBe(fault);
  });

  test.each([
    'nginx',
    'nginx:1.29-alpine',
    'registry.example.com/shop/web:1.0',
    'localhost:5000/web',
    `ghcr.io/a/b@sha256:${'0a'.repeat(32)}`,
    `a/b:1@sha256:${'0a'.repeat(32)}`,
    'a__b/c-d--e.f:v1_2',
    'registry.k8s.io/pause:3.10.1',
  ])('the image %s', (image) => {
    expect(imageFault(image)).toBeUndefined();
  });

  test.each([
    ['https://registry.example.com/web', 'is a URL; an image has no "https://" before it'],
    ['shop/Web', 'has capitals in its name'],
    ['web:', 'has a tag that is none: letters, digits, "_", "." and "-"'],
    ['web:1 .0', 'has a space in it'],
    ['web@sha256:12', 'has a digest that is none: "sha256:" and 64 hexadecimal digits'],
    ['web:1.0:2', 'has a tag that is none: letters, digits, "_", "." and "-"'],
    ['<your-image>', 'is not the name of an image'],
  ])('%s is no image', (image, fault) => {
    expect(imageFault(image)).toBe(fault);
  });
});

describe('names', () => {
  test.each([
    ['http', undefined],
    ['h2-c', undefined],
    ['8080', 'needs a letter'],
    ['metrics-exporter', 'has 16 characters; 15 are the most'],
    ['Http', 'may have lower-case letters, digits and hyphens only'],
    ['a--b', 'has two hyphens in a row'],
    ['-a', 'begins or ends with a hyphen'],
  ])('of the port %s', (name, fault) => {
    expect(portNameFault(name)).toBe(fault);
  });

  test('of keys, variables and labels', () => {
    expect(['tls.crt', 'A_b-1', '.dockerconfigjson'].every(isConfigKey)).toBe(true);
    expect(['..', 'a/b', 'a b', ''].some(isConfigKey)).toBe(false);
    expect(['PATH', 'my.var', '1st', 'a-b'].every(isEnvironmentName)).toBe(true);
    expect(['', 'a=b', 'größe'].some(isEnvironmentName)).toBe(false);
    expect(['app', 'example.com/app', 'A.b_c'].every(isQualifiedName)).toBe(true);
    expect(['a/b/c', '/app', 'Example.com/app', '-a', 'a'.repeat(64)].some(isQualifiedName)).toBe(false);
    expect(['', 'v1.2_3'].every(isLabelValue)).toBe(true);
    expect(['a b', '-a', 'a'.repeat(64)].some(isLabelValue)).toBe(false);
  });

  test('of shares and durations', () => {
    expect([0, 3, '25%'].every(isCountOrPercentage)).toBe(true);
    expect([-1, 1.5, '25', '25.5%', 'all'].some(isCountOrPercentage)).toBe(false);
    expect(['10s', '1m30s', '500ms', '0s'].every(isGatewayDuration)).toBe(true);
    expect(['10', '1.5s', '-1s', '1d', ''].some(isGatewayDuration)).toBe(false);
    expect(gatewayMilliseconds('1m30s')).toBe(90_000);
    expect(gatewayMilliseconds('250ms')).toBe(250);
  });
});

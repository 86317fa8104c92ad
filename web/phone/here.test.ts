// Whom the page opens for.
import { describe, expect, test } from 'vitest';
import type { PersonMe } from '../shared/session.ts';
import { whoIs, whoWas } from './here.ts';

const ann: PersonMe = {
  kind: 'person',
  person: 'p-ann',
  name: '安',
  unit: 'xx.zone.yongfu.cuizhuang.g03',
  role: 'gridWorker',
  wall: false,
};

describe('when the API answers', () => {
  test('it opens for the person signed in', () => {
    expect(whoIs(ann)).toEqual({ kind: 'person', me: ann, sure: true });
  });

  test.each([
    ['nobody is signed in', null],
    ['a resident looks up a case', { kind: 'resident', caseNo: 'SF-20261125-00001' } as const],
    ['the session is a wall’s, which may not report', { ...ann, wall: true }],
  ])('it stays closed while %s', (_what, me) => {
    expect(whoIs(me)).toEqual({ kind: 'nobody', why: 'signIn' });
  });

  test.each(['auditor', 'administrator'] as const)('it is not for the role %s', (role) => {
    expect(whoIs({ ...ann, role })).toEqual({ kind: 'nobody', why: 'onlooker' });
  });
});

describe('without a network', () => {
  test('who was here last goes on', () => {
    expect(whoWas(ann)).toEqual({ kind: 'person', me: ann, sure: false });
  });

  test('it stays closed when nobody was, or their session was ended', () => {
    expect(whoWas(null)).toEqual({ kind: 'nobody', why: 'offline' });
  });
});

import { expect, it } from 'vitest';
import { StatusBoard } from '../../telemetry/status-board.ts';
import { StatsHistory, type StatsMark } from './stats-history.ts';

function setUp() {
  const board = new StatusBoard();
  board.set('healthy', 1);
  let now = 1_000_000;
  const history = new StatsHistory({ status: board, now: () => now, storeBytes: async () => 7 });
  const tick = (ms = 1000) => {
    now += ms;
    history.tick();
  };
  return { board, history, tick };
}

it('gives rates by the time that really went by', () => {
  const { board, history, tick } = setUp();
  board.add('accepted', 100);
  tick();
  board.add('accepted', 100);
  board.add('processed', 50);
  tick(2000);
  const rates = history.read().items.map(({ inPerSecond, outPerSecond }) => [inPerSecond, outPerSecond]);
  expect(rates).toEqual([
    [100, 0],
    [50, 25],
  ]);
});

it('keeps 15 minutes', () => {
  const { history, tick } = setUp();
  for (let second = 0; second < 1000; second += 1) tick();
  expect(history.read().items).toHaveLength(900);
  expect(history.read().items.at(-1)?.at).toBe(new Date(2_000_000).toISOString());
});

it('marks the start, failed syncs, a full and a sick spool and its recovery, and tells them with the sample', () => {
  const { board, history, tick } = setUp();
  const told: StatsMark['kind'][] = [];
  history.subscribe((_sample, marks) => told.push(...marks.map((mark) => mark.kind)));
  board.add('failedSyncs', 2);
  board.set('healthy', 0);
  tick();
  board.set('full', 1);
  tick();
  board.set('healthy', 1);
  tick();
  board.set('full', 0);
  tick();
  expect(told).toEqual(['failed-sync', 'unhealthy', 'full', 'recovered']);
  expect(history.read().marks.map((mark) => mark.kind)).toEqual(['start', ...told]);
});

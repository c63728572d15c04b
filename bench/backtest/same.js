// Whether the raw path says of a folder what the plain path says, in one process: prints `{ events, matches }`, throws where not.
import { deepStrictEqual } from 'node:assert';
import { backtestItems } from '../../dist/logs/backtest/backtest.js';
import { backtestFiles } from '../../dist/logs/backtest/files.js';
import { readLogBatches } from '../../dist/logs/read.js';
import { questions } from './questions.js';

const [config, folder] = process.argv.slice(2);
const asked = questions(config);
const plain = await backtestItems(asked, readLogBatches([folder], { stdin: process.stdin }), { shown: 50 });
const raw = await backtestFiles(asked, [folder], { stdin: process.stdin, shown: 50 });
deepStrictEqual(raw, plain);
const matches = raw.rules.reduce((sum, rule) => sum + rule.matches, 0);
console.log(JSON.stringify({ events: raw.source.events.read, matches, report: raw }));

/**
 * What Jenkins' schema for JUnit reports asks: elements, what may stand in them, attributes.
 *
 * Owns: those constraints, written down from junit-10.xsd of the Jenkins xUnit plugin (MIT licence), which is in no
 * package registry. All attributes are texts there. Left out: elements about reruns, which stand in `testcase`. Must not:
 * ask less than that file does.
 */
import { type Element, elementsOf, textOf } from './read-xml.ts';

interface Shape {
  readonly required: readonly string[];
  readonly optional: readonly string[];
  readonly children: readonly string[];
  /** Whether text may stand in it. */
  readonly mixed: boolean;
}

const message: Shape = { required: [], optional: ['type', 'message'], children: [], mixed: true };

const SHAPES: Readonly<Record<string, Shape>> = {
  testsuites: {
    required: [],
    optional: ['name', 'time', 'tests', 'failures', 'errors'],
    children: ['testsuite'],
    mixed: false,
  },
  testsuite: {
    required: ['name', 'tests', 'failures', 'errors'],
    optional: [
      ...['group', 'time', 'skipped', 'timestamp', 'hostname', 'id', 'package', 'file', 'log', 'url'],
    ],
    children: ['testsuite', 'properties', 'testcase', 'system-out', 'system-err'],
    mixed: false,
  },
  testcase: {
    required: ['name'],
    optional: ['time', 'classname', 'group'],
    children: ['skipped', 'error', 'failure', 'system-out', 'system-err'],
    mixed: false,
  },
  failure: message,
  error: message,
  skipped: message,
};

/** Everything that the schema does not allow; a report is valid where there is nothing. */
export function junitFaults(element: Element): readonly string[] {
  const shape = SHAPES[element.name];
  if (shape === undefined) return [`no element ${element.name}`];
  const named = Object.keys(element.attributes);
  return [
    ...shape.required
      .filter((name) => !named.includes(name))
      .map((name) => `${element.name} without ${name}`),
    ...named
      .filter((name) => !shape.required.includes(name) && !shape.optional.includes(name))
      .map((name) => `${element.name} with ${name}`),
    ...(shape.mixed || textOf(element).trim() === '' ? [] : [`text in ${element.name}`]),
    ...elementsOf(element).flatMap((child) =>
      shape.children.includes(child.name) ? junitFaults(child) : [`${child.name} in ${element.name}`],
    ),
  ];
}
